"""Quotation marks: found in French, carried over to English, and put in the right place.

- *Retention*: the share of the French paired quotations that end in a link with both marks in the
  English, whatever they were put in by.
- *Placement*: over the segments whose reference has as many quotations as the French, the mean chrF of
  the English quoted text against the reference's quoted text, in order, beside the mean chrF of the
  whole sentences. Quotations of the reference are those in double marks, since single ones look like
  apostrophes. *The model's own* is the same over the segments in which the model kept every mark.
- *Detection* of quotations and direct speech: see :mod:`benchmarks.quotes_detection`.

News documents as they are, and with all marks made curly; greedy search.
"""

from __future__ import annotations

import json
import re
from statistics import mean
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from sacrebleu.metrics.chrf import CHRF

from benchmarks import quotes_detection
from bitext.aligner.aligner import Aligner

if TYPE_CHECKING:
    from pathlib import Path

    from bitext.result.bitext import Bitext
    from bitext.result.links import QuoteLink
    from bitext.text.document import Quotation

_CURLY = str.maketrans({"«": "“", "»": "”"})
_SPACED = re.compile(r"«[\s\u00a0\u202f]*|[\s\u00a0\u202f]*»")
_STRAIGHT = re.compile(r'(?<!\w)"(?=\w)([^"]*)"')
_REFERENCE = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def run(data: Path, model: str) -> None:
    """Print detection, retention and placement."""
    quotes_detection.run(data)
    console = Console()
    documents = [
        json.loads(line) for line in (data / "mt" / "ntrex_docs.jsonl").read_text("utf-8").splitlines()
    ]
    french = [line for document in documents for line in document["fr"]]
    english = [line for document in documents for line in document["en"]]
    table = Table("marks", "quotations", "retention", "restored", title="Quotations of news carried over, %")
    places = Table("marks", "segments", "quoted", "model's own", "sentences", title="Placement, chrF")
    aligner = Aligner(model, beam=1, quotes="straight")
    for name, lines in (("as they are", french), ("curly", [curly(line) for line in french])):
        with console.status(f"Translating, marks {name} …"):
            result = aligner.align(lines)
        table.add_row(name, *_retention(result))
        places.add_row(name, *_placement(result, english))
    table.caption = "target 100; the model alone keeps 24.6 % of segments with curly marks"
    places.caption = "target 57"
    console.print(table, places)


def curly(line: str) -> str:
    """The line with its French and straight double marks made curly, without inner spaces."""
    line = _STRAIGHT.sub(r"“\1”", line)
    return _SPACED.sub(lambda match: match[0].strip().translate(_CURLY), line)


def _retention(result: Bitext) -> tuple[str, str, str]:
    links = [link for link in result.quotes if link.source is not None and link.source.kind == "quotation"]
    kept = [link for link in links if link.target is not None and _has_marks(result, link.target)]
    restored = sum(link.verdict == "restored" for link in links)
    return str(len(links)), f"{100 * len(kept) / len(links):.1f}", f"{100 * restored / len(links):.1f}"


def _has_marks(result: Bitext, quotation: Quotation) -> bool:
    text = result.target.text
    return (
        bool(quotation.open and quotation.close)
        and text.startswith(quotation.open, quotation.start)
        and text.endswith(quotation.close, 0, quotation.end)
    )


def _placement(result: Bitext, references: list[str]) -> tuple[str, ...]:
    chrf = CHRF()
    quoted: list[float] = []
    own: list[float] = []
    whole: list[float] = []
    segments = 0
    links: dict[int, list[QuoteLink]] = {}
    for link in result.quotes:
        if link.target is not None and link.target.kind == "quotation" and link.target.depth == 0:
            links.setdefault(link.target.sentences[0], []).append(link)
    for index, (pair, reference) in enumerate(zip(result.pairs, references, strict=True)):
        wanted = _REFERENCE.findall(reference)
        found = links.get(index, [])
        if not wanted or len(wanted) != len(found):
            continue
        texts = sorted((link.target.inner for link in found if link.target), key=lambda span: span.start)
        ours = [result.target.text[span.start : span.end] for span in texts]
        scores = [chrf.sentence_score(one, [other]).score for one, other in zip(ours, wanted, strict=True)]
        quoted += scores
        segments += 1
        whole.append(chrf.sentence_score(pair.target.text, [reference]).score)
        if all(link.verdict == "kept" for link in found):
            own += scores
    return str(segments), f"{mean(quoted):.1f}", f"{mean(own):.1f}", f"{mean(whole):.1f}"
