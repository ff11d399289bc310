"""What a corpus may consist of."""

from __future__ import annotations

import gzip
import io
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from bitext import Aligner
from bitext.corpus.documents import CorpusDocument
from bitext.corpus.files import corpus_files
from bitext.corpus.reading import records
from bitext.corpus.settings import CorpusSettings
from bitext.errors import InputError
from tests.corpus.support import json_lines, names, rejects, rows, run, text

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: zstandard.compress(data[:40]) + zstandard.compress(data[40:]),
}
"""Zstandard in two frames, as tools that append to a file write it."""


def test_files_of_a_folder_come_by_name_each_in_its_form(tmp_path: Path):
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text("Il gèle.\n\nLes vitres sont blanches.", encoding="utf-8")
    (folder / "b" / "c.html").write_text("<p>Un <b>vieux</b> banc.</p>", encoding="utf-8")
    (folder / ".hidden.txt").write_text("Rien.", encoding="utf-8")
    (folder / "z.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    run(folder, tmp_path / "out")
    assert [(row["document"], row["pair"], row["source"]) for row in rows(tmp_path / "out")] == [
        (f"{folder}/a.txt", 0, "Il gèle."),
        (f"{folder}/a.txt", 1, "Les vitres sont blanches."),
        (f"{folder}/b/c.html", 0, "Un vieux banc."),
    ]
    (reject,) = rejects(tmp_path / "out")
    assert reject["number"] == 2
    assert "an image" in reject["reason"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_compressed_json_lines_are_read_as_plain_ones(tmp_path: Path, suffix: str):
    plain = json_lines(tmp_path / "d.jsonl", 20)
    packed = tmp_path / f"d.jsonl{suffix}"
    packed.write_bytes(PACKERS[suffix](plain.read_bytes()))
    run(plain, tmp_path / "one")
    run(packed, tmp_path / "two")
    assert rows(tmp_path / "one") == rows(tmp_path / "two")
    assert names(rows(tmp_path / "two")) == [f"d{number}" for number in range(20)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_document_is_read_in_its_form(tmp_path: Path, suffix: str):
    path = tmp_path / f"page.html{suffix}"
    path.write_bytes(PACKERS[suffix](b"<p>La <i>mer</i> monte.</p><p>Le port se vide.</p>"))
    run(path, tmp_path / "out")
    assert [row["source"] for row in rows(tmp_path / "out")] == ["La mer monte.", "Le port se vide."]


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_stands_before_the_damage_of_a_file_is_kept(tmp_path: Path, suffix: str):
    plain = json_lines(tmp_path / "d.jsonl", 1500)
    packed = tmp_path / f"d.jsonl{suffix}"
    data = PACKERS[suffix](plain.read_bytes())
    packed.write_bytes(data[: len(data) * 2 // 3])
    after = json_lines(tmp_path / "e.jsonl", 2)
    summary = run([packed, after], tmp_path / "out", batch_characters=2000)
    assert summary.status.rejected >= 1
    assert "damaged" in rejects(tmp_path / "out")[-1]["reason"]
    # Zstandard has blocks of 128 KiB, each of which is whole or lost.
    assert len(names(rows(tmp_path / "out"))) > (500 if suffix != ".zst" else 1)
    assert rows(tmp_path / "out")[-1]["document"] == "d1"
    assert rows(tmp_path / "out")[-1]["source"].startswith("Document 1. La rivière")


def test_records_that_are_none_are_rejected_one_by_one(tmp_path: Path):
    lines = [
        b'{"id": 7, "text": "Une vache passe."}',
        b"{oops",
        b'["une liste"]',
        b'{"titre": "Sans texte."}',
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "\xff"}',
        b"",
        b'{"text": "Une autre vache."}',
        b'{"text": "Un demi \\ud800 signe."}',
    ]
    (tmp_path / "d.jsonl").write_bytes(b"\n".join(lines))
    summary = run(tmp_path / "d.jsonl", tmp_path / "out")
    assert summary.status.documents == 9
    assert [one["number"] for one in rejects(tmp_path / "out")] == [1, 2, 3, 4, 5, 6]
    assert all(one["reason"].endswith(".") for one in rejects(tmp_path / "out"))
    assert [row["document"] for row in rows(tmp_path / "out")] == [
        "7",
        f"{tmp_path}/d.jsonl:9",
        f"{tmp_path}/d.jsonl:10",
    ]
    assert "\ud800" in rows(tmp_path / "out")[-1]["source"]


def test_a_column_is_named_or_found(tmp_path: Path):
    (tmp_path / "d.jsonl").write_text(
        '{"corps": "Il vente.", "text": "Il neige.", "clé": "k"}', encoding="utf-8"
    )
    run(tmp_path / "d.jsonl", tmp_path / "one")
    run(tmp_path / "d.jsonl", tmp_path / "two", column="corps", id_column="clé")
    assert rows(tmp_path / "one")[0]["source"] == "Il neige."
    assert (rows(tmp_path / "two")[0]["source"], rows(tmp_path / "two")[0]["document"]) == ("Il vente.", "k")


def test_parquet_is_read_and_written(tmp_path: Path):
    pytest.importorskip("pyarrow")
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.table(
        {"id": [f"p{n}" for n in range(1500)], "corps": [text(n) for n in range(1500)], "n": range(1500)}
    )
    parquet.write_table(table, tmp_path / "d.parquet")
    summary = run(
        tmp_path / "d.parquet", tmp_path / "out", column="corps", to="parquet", shard_characters=50_000
    )
    found = [row for shard in summary.shards for row in parquet.read_table(shard).to_pylist()]
    assert len(summary.shards) > 1
    assert list(dict.fromkeys(row["document"] for row in found)) == [f"p{n}" for n in range(1500)]
    first = found[0]
    assert (first["source"].split()[0], first["source_start"], first["pair"]) == ("Document", 0, 0)
    assert first["words"][0] == {"source_start": 0, "source_end": 8, "target_start": 0, "target_end": 8}


def test_pairs_are_linked_and_can_be_translated_instead(tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "m.fr").write_text("Il fait froid.\nLe chien dort.\n\n", encoding="utf-8")
    (folder / "m.en.gz").write_bytes(gzip.compress(b"It is cold.\nThe dog sleeps.\nNothing.\n"))
    (folder / "t.tmx").write_text(
        '<tmx version="1.4"><header srclang="fr"/><body>'
        '<tu><tuv xml:lang="en"><seg>The cat <bpt i="1">&lt;b&gt;</bpt>eats<ept i="1"/>.</seg></tuv>'
        '<tuv xml:lang="fr-CA"><seg>Le chat mange.</seg></tuv></tu>'
        '<tu><tuv xml:lang="fr"><seg>Sans anglais.</seg></tuv></tu></body></tmx>',
        encoding="utf-8",
    )
    run(folder, tmp_path / "linked", bridge="length")
    assert [(row["source"], row["target"]) for row in rows(tmp_path / "linked")] == [
        ("Il fait froid.", "It is cold."),
        ("Le chien dort.", "The dog sleeps."),
        ("Le chat mange.", "The cat eats."),
    ]
    assert [one["number"] for one in rejects(tmp_path / "linked")] == [2, 4]
    run(folder, tmp_path / "made", task="translate")
    assert [row["target"] for row in rows(tmp_path / "made")][-2:] == ["Le chat mange.", "Sans anglais."]


def test_sides_of_moses_files_that_differ_in_length_are_told(tmp_path: Path):
    (tmp_path / "m.fr").write_text("Il fait froid.\nLe chien dort.\n", encoding="utf-8")
    (tmp_path / "m.en").write_text("It is cold.\n", encoding="utf-8")
    run(tmp_path / "m.moses", tmp_path / "out", bridge="length")
    assert len(rows(tmp_path / "out")) == 1
    assert "differ in length: line 2" in rejects(tmp_path / "out")[0]["reason"]


def test_standard_input_is_json_lines_or_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for form, data in (("jsonl", json.dumps({"text": "Il pleut."})), ("lines", "Il pleut.\r\n\n")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        run("-", tmp_path / form, form=form)
        assert [row["source"] for row in rows(tmp_path / form)] == ["Il pleut."]


def test_each_document_has_the_rows_that_align_gives(tmp_path: Path):
    from benchmarks.echo import load_echo

    path = json_lines(tmp_path / "d.jsonl", 60)
    run(path, tmp_path / "out", batch_characters=300)
    found = rows(tmp_path / "out")
    aligner: Aligner = load_echo({})
    for number in range(60):
        alone = aligner.align(text(number))
        mine = [row for row in found if row["number"] == number]
        assert [(row["source"], row["target"], row["score"]) for row in mine] == [
            (pair.source.text, pair.target.text, pair.score) for pair in alone
        ]
        assert [row["target_start"] for row in mine] == [pair.target.start for pair in alone]


def test_repeated_documents_are_left_out_on_request(tmp_path: Path):
    texts = ["Un.", "Deux.", "Un.", "Trois.", "Deux.", "Un."]
    (tmp_path / "d.jsonl").write_text("\n".join(json.dumps({"text": t}) for t in texts), encoding="utf-8")
    (tmp_path / "un.txt").write_text("Un.", encoding="utf-8")
    (tmp_path / "un-encore.txt").write_text("Un.", encoding="utf-8")
    inputs = [tmp_path / name for name in ("d.jsonl", "un.txt", "un-encore.txt")]
    summary = run(inputs, tmp_path / "out", unique=True, batch_characters=20)
    assert [row["source"] for row in rows(tmp_path / "out")] == ["Un.", "Deux.", "Trois."]
    assert summary.status.repeated == 5
    told = [json.loads(line) for line in (tmp_path / "out" / "repeats.jsonl").read_text().splitlines()]
    assert [(one["number"], one["first"]) for one in told] == [(2, 0), (4, 1), (5, 0), (6, 0), (7, 0)]


@pytest.mark.parametrize(
    ("inputs", "options", "told"),
    [
        ([], {}, "no input"),
        (["nowhere.txt"], {}, "does not exist"),
        (["m.moses"], {}, "not both there"),
        (["-", "-"], {}, "named once|name it once"),
        (["-"], {"task": "guess"}, "task must be"),
        (["-"], {"to": "xml"}, "the format must be"),
        (["-"], {"form": "scroll"}, "the form must be"),
        (["-"], {"jobs": 0}, "jobs must be"),
        (["-"], {"shard_characters": 0}, "1 or more"),
    ],
)
def test_what_is_asked_wrongly_is_told(
    tmp_path: Path, inputs: list[str], options: dict[str, object], told: str
):
    with pytest.raises(InputError, match=told):
        run(inputs, tmp_path / "out", **options)


def test_the_output_may_not_lie_in_what_is_read(tmp_path: Path):
    with pytest.raises(InputError, match="lies in"):
        run(tmp_path, tmp_path / "out")


def test_a_long_text_comes_in_sections(tmp_path: Path):
    line = "La cloche sonne midi. « Rentrons », dit le berger.\n"
    (tmp_path / "long.txt").write_text(line * 21_500, encoding="utf-8")
    (tmp_path / "short.txt").write_text(line * 2, encoding="utf-8")
    seen: list[CorpusDocument] = []
    settings = CorpusSettings((str(tmp_path),))
    for file in corpus_files([str(tmp_path)], None, tmp_path.parent / "out"):
        seen += [make(len(seen)) for make in records(file, settings, 0)]
    *parts, last = seen
    assert "".join(part.source for part in parts) == line * 21_500
    assert [part.name for part in parts] == [f"{tmp_path}/long.txt#{n}" for n in range(1, len(parts) + 1)]
    assert max(part.size for part in parts) <= 1 << 17
    assert parts[-1].reached == (tmp_path / "long.txt").stat().st_size
    assert (last.path, last.source) == (f"{tmp_path}/short.txt", "")
