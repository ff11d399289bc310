"""Corpora for tests: French of our own, and runs with an echo for the model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.echo import load_echo
from bitext import corpus

LINES = (
    "Le facteur passe à neuf heures. « Rien pour vous », dit-il.",
    "La rivière a débordé hier soir, et la route est coupée.",
    "Qui a fermé la porte ? Personne ne le sait.",
    "« Nous partirons demain, promit-elle, si le temps le permet. »",
    "Trois oies traversent la cour.",
)


def text(number: int) -> str:
    return f"Document {number}. {LINES[number % len(LINES)]}"


def json_lines(path: Path, count: int) -> Path:
    rows = (json.dumps({"id": f"d{n}", "text": text(n)}, ensure_ascii=False) + "\n" for n in range(count))
    path.write_text("".join(rows), encoding="utf-8")
    return path


def run(inputs: Any, out: Path, **options: Any) -> corpus.CorpusSummary:
    return corpus.run(inputs, out, **{"load": load_echo, **options})


def rows(out: Path) -> list[dict[str, Any]]:
    parts = sorted(out.glob("part-*.jsonl"))
    return [json.loads(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]


def rejects(out: Path) -> list[dict[str, Any]]:
    path = out / "rejects.jsonl"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def names(found: Sequence[dict[str, Any]]) -> list[str]:
    """The names of the documents of rows, each once."""
    return list(dict.fromkeys(row["document"] for row in found))


def contents(out: Path) -> dict[str, bytes]:
    """The files of the output, without the journal."""
    return {path.name: path.read_bytes() for path in out.iterdir() if not path.name.startswith("journal.")}
