"""`bitext align` of two editions, and its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bitext import Aligner, Bitext, InputError, segment
from bitext.cli._kept import KeptTranslations
from bitext.documents.book import open_book
from bitext.documents.book.plain import text_book
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with
from tests.cli.test_corrected_documents import corrections
from tests.conftest import Command
from tests.support.books import files_of, text_by_language
from tests.support.editions import TwoTexts, novel, texts


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    preface = [TwoTexts("", "Foreword"), *(TwoTexts("", f"Nobody asked for word {n}.") for n in range(9))]
    paths = tmp_path / "livre.txt", tmp_path / "book.txt"
    for path, text in zip(paths, texts([preface, *novel()]), strict=True):
        path.write_text(text, "utf-8")
    return paths


def test_the_report_is_written_and_shown(command: Command, files: tuple[Path, Path], tmp_path: Path):
    written = tmp_path / "report.json"
    out = tmp_path / "both.json"
    shown = command(
        "align", *files, "--editions", "--bridge", "length", "-o", out, "--report", "--report-to", written
    )
    report = json.loads(written.read_text("utf-8"))
    alone = {(each["lang"], each["title"]): each["alone"] for each in report["chapters"] if each["alone"]}
    assert alone == {("en", "Foreword"): 10}
    assert report["beads"]["0-1"] == 10
    assert "en, Foreword: 10 of 10 sentences (100.0%)" in shown.err
    assert "Beads: 1-1: " in shown.err
    assert len(json.loads(out.read_text("utf-8"))["pairs"]) == sum(report["beads"].values())


def test_the_report_as_a_text(command: Command, files: tuple[Path, Path], tmp_path: Path):
    written = tmp_path / "report.txt"
    command("align", *files, "--editions", "--bridge", "length", "-q", "--report-to", written)
    assert written.read_text("utf-8").startswith("Beads: 1-1: ")


def test_the_report_writes_over_nothing_that_is_read(command: Command, files: tuple[Path, Path]):
    failed = command("align", *files, "--bridge", "length", "--report-to", files[1])
    assert failed.code == 1
    assert "what is read" in failed.err


def test_lines_are_no_editions(command: Command, files: tuple[Path, Path]):
    failed = command("align", *files, "--editions", "--presegmented", "--bridge", "length")
    assert failed.code == 2
    assert "--presegmented" in failed.err


@pytest.fixture
def books(files: tuple[Path, Path]) -> tuple[Path, Path]:
    made = files[0].with_suffix(".epub"), files[1].with_suffix(".epub")
    for text, book, lang in zip(files, made, ("fr", "en"), strict=True):
        book.write_bytes(text_book(text.read_text("utf-8"), book.stem, lang))
    return made


def flat(path: Path) -> str:
    return " ".join(path.read_text("utf-8").split())


@pytest.mark.parametrize("layout", ["paragraphs", "sentences", "facing", "notes"])
def test_two_books_become_one_with_all_of_both(
    command: Command, files: tuple[Path, Path], books: tuple[Path, Path], tmp_path: Path, layout: str
):
    out = tmp_path / "both.epub"
    done = command("align", *books, "--bridge", "length", "-o", out, "--layout", layout)
    assert done.code == 0, done.err
    assert text_by_language(out.read_bytes(), "fr") == flat(files[0])
    english = text_by_language(out.read_bytes(), "en")
    for words in ("Foreword", "Nobody asked for word 8.", "Chapter Six"):
        assert english.count(words) == 1
    assert sorted(english.split()) == sorted(flat(files[1]).split())


def test_a_book_of_two_texts(command: Command, files: tuple[Path, Path], tmp_path: Path):
    out = tmp_path / "both.epub"
    assert command("align", *files, "--bridge", "length", "-o", out, "-q").code == 0
    assert text_by_language(out.read_bytes(), "fr") == flat(files[0])


def test_a_book_whose_original_is_english(
    command: Command, files: tuple[Path, Path], books: tuple[Path, Path], tmp_path: Path
):
    out = tmp_path / "both.epub"
    done = command("align", *books, "--bridge", "length", "-o", out, "--source", "en")
    assert done.code == 0, done.err
    assert text_by_language(out.read_bytes(), "en") == flat(files[1])


def test_books_are_aligned_by_chapters_into_other_formats(
    command: Command, books: tuple[Path, Path], tmp_path: Path
):
    out, report = tmp_path / "both.json", tmp_path / "report.json"
    command("align", *books, "--bridge", "length", "-o", out, "--report-to", report)
    pairs = json.loads(out.read_text("utf-8"))["pairs"]
    assert sum(not pair["source"] for pair in pairs) == 10
    titles = [each["title"] for each in json.loads(report.read_text("utf-8"))["chapters"]]
    assert titles[:2] == ["Chapitre I", "Chapitre II"]


def test_a_layout_needs_a_book(command: Command, books: tuple[Path, Path], tmp_path: Path):
    done = command("align", *books, "--layout", "facing", "-o", tmp_path / "both.json")
    assert done.code == 2
    assert "both.epub" in done.err


def linked_page(command: Command, books: tuple[Path, Path], tmp_path: Path) -> Path:
    page = tmp_path / "page.html"
    done = command("align", *books, "--bridge", "length", "--to", "page", "-o", page)
    assert done.code == 0, done.err
    return page


def correct(page: Path, text: str, new: str, to: Path) -> None:
    """Corrections in which the English of one pair is another one."""
    result = Bitext.load(page)
    number = next(n for n, pair in enumerate(result) if pair.target.text == text)
    sentences = [result.source.sentences.index(sentence) for sentence in result[number].source]
    pair = {"source": sentences, "target": [new]}
    corrections(to, result, [{"first": number, "last": number, "pairs": [pair]}])


@pytest.mark.parametrize("layout", ["paragraphs", "notes"])
def test_corrections_find_their_way_into_the_book(
    command: Command, files: tuple[Path, Path], books: tuple[Path, Path], tmp_path: Path, layout: str
):
    page = linked_page(command, books, tmp_path)
    edits, out = tmp_path / "corrections.json", tmp_path / "both.epub"
    correct(page, "Chapter Four", "The Fourth Chapter", edits)
    done = command(
        "merge", page, edits, "--document", books[0], "--edition", books[1], "-o", out, "--layout", layout
    )
    assert done.code == 0, done.err
    made = out.read_bytes()
    assert text_by_language(made, "fr") == flat(files[0])
    english = text_by_language(made, "en")
    assert english.count("The Fourth Chapter") == 1
    assert sorted(english.split()) == sorted(
        flat(files[1]).replace("Chapter Four", "The Fourth Chapter").split()
    )


def test_markup_of_what_was_not_corrected_stays(command: Command, tmp_path: Path):
    books = tmp_path / "fr.html", tmp_path / "en.html"
    books[0].write_text("<p>Il pleut <em>fort</em>.</p><p>Elle <em>rentre</em>.</p>", "utf-8")
    books[1].write_text("<p>It is raining <b>hard</b>.</p><p>She <i>goes</i> home.</p>", "utf-8")
    page, edits, out = tmp_path / "page.html", tmp_path / "edits.json", tmp_path / "both.epub"
    command("align", *books, "--bridge", "length", "--to", "page", "-o", page)
    correct(page, "It is raining hard.", "It is raining heavily, and has been for hours.", edits)
    done = command("merge", page, edits, "--document", books[0], "--edition", books[1], "-o", out)
    assert done.code == 0, done.err
    text = b"".join(files_of(out.read_bytes()).values()).decode("utf-8", "ignore")
    assert "<i>goes</i>" in text
    assert "<em>fort</em>" in text
    assert "heavily" in text
    assert "<b>hard</b>" not in text


def test_corrections_of_a_translated_book(command: Command, tmp_path: Path):
    result = Aligner(bridge="length").align("Il pleut. Elle rentre.", "It rains. She goes home.")
    saved, edits, out = tmp_path / "r.json", tmp_path / "edits.json", tmp_path / "both.epub"
    result.save(saved)
    (tmp_path / "fr.txt").write_text("Il pleut. Elle rentre.", "utf-8")
    correct(saved, "It rains.", "It is pouring.", edits)
    done = command(
        "merge", saved, edits, "--document", tmp_path / "fr.txt", "-o", out, "--layout", "sentences"
    )
    assert done.code == 0, done.err
    assert "It is pouring." in text_by_language(out.read_bytes(), "en")


def test_a_book_of_other_texts_is_refused(command: Command, books: tuple[Path, Path], tmp_path: Path):
    page = linked_page(command, books, tmp_path)
    edits, other, out = tmp_path / "corrections.json", tmp_path / "autre.txt", tmp_path / "both.epub"
    other.write_text("Il neige.", "utf-8")
    correct(page, "Chapter Four", "The Fourth Chapter", edits)
    done = command("merge", page, edits, "--document", other, "--edition", books[1], "-o", out)
    assert done.code == 1
    assert "autre.txt" in done.err
    assert not out.exists()


class StoppedError(Exception):
    """What ends a run."""


class Noted(Echo):
    """An echo that notes what it translates, and stops at a sentence.

    At a sentence and not after so many: the next window is searched while one is finished, so that the order
    of the calls is open.
    """

    def __init__(self, end: str | None = None) -> None:
        super().__init__(keep)
        self.end = end
        self.done: list[str] = []

    def generate(self, sources, *rest, **more):
        texts = ["".join(source).replace("\u2581", " ").strip() for source in sources]
        if self.end in texts:
            raise StoppedError
        self.done += texts
        return super().generate(sources, *rest, **more)


def test_a_run_that_was_interrupted_goes_on(
    command: Command,
    books: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    kept, out = tmp_path / "kept.jsonl", tmp_path / "both.json"
    arguments = ("align", *books, "--keep", kept, "-q", "-o", out)
    monkeypatch.setattr("bitext.translation.windows.LARGEST", 50)
    last = next(text for text in segment_texts(books[0])[110:] if text.startswith("Personne"))
    engines = Noted(last), Noted(), Noted()
    aligners = [aligner_with(engine) for engine in engines]
    monkeypatch.setattr("bitext.aligner.aligner.load_model", lambda *_, **__: aligners[0].translator)
    with pytest.raises(StoppedError):
        command(*arguments)
    lines = kept.read_bytes().splitlines()
    assert len(lines) > 50
    assert not out.exists()
    kept.write_bytes(b"\n".join([*lines, b'{"source":"cut o']))
    aligners.pop(0)
    assert command(*arguments).code == 0
    assert kept.read_bytes().splitlines()[: len(lines)] == lines
    assert len(kept.read_bytes().splitlines()) == len(set(segment_texts(books[0]))) + 1
    assert len(engines[1].done) > 0
    whole = out.read_text("utf-8")
    aligners.pop(0)
    assert command(*arguments).code == 0
    assert engines[2].done == []
    assert out.read_text("utf-8") == whole


def segment_texts(book: Path) -> list[str]:
    return [s.text for s in segment(open_book(book.read_bytes(), book.name, edition=True).side.text)]


def test_kept_translations_are_those_of_one_model(command: Command, books: tuple[Path, Path], tmp_path: Path):
    kept = tmp_path / "kept.jsonl"
    KeptTranslations(kept, "another model")["Il pleut."] = "It rains."
    done = command("align", *books, "--keep", kept, "-o", tmp_path / "both.json")
    assert done.code == 1
    assert "another model" in done.err


@pytest.mark.parametrize("text", ["Il pleut.", "Il pleut.\n", '{"a":1}\n', "[]"])
def test_another_file_is_not_taken_for_kept_translations(tmp_path: Path, text: str):
    path = tmp_path / "mine.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="no kept translations"):
        KeptTranslations(path, "model")
    assert path.read_text("utf-8") == text


def test_kept_translations_of_a_header_that_was_cut_off(tmp_path: Path):
    path = tmp_path / "kept.jsonl"
    KeptTranslations(path, "model")
    path.write_bytes(path.read_bytes()[:9])
    again = KeptTranslations(path, "model")
    again["Il pleut."] = "It rains."
    assert dict(KeptTranslations(path, "model")) == {"Il pleut.": "It rains."}
