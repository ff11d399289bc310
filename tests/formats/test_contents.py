"""What a format says that it holds is what comes back, and nothing else does."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import bitext
from bitext import Bitext, BitextWarning, Quotation, WordLinks
from bitext.documents.original import document_forms
from bitext.formats._rows import FilePair, FileQuotations, FileSentence, bitext_of
from bitext.result.alternatives import Alternative
from bitext.result.contents import CONTENTS, EVERYTHING, Content
from bitext.result.storage import Format
from tests.conftest import Command


def sample() -> Bitext:
    """A result in which nothing is as a file without it would be read."""
    rows = [
        FilePair(
            [FileSentence("« Le pont cède »,")],
            [FileSentence("“The bridge gives way,”")],
            0.75,
            ("retried",),
            WordLinks([(5, 9, 5, 11), (10, 14, 12, 17)]),
            checked=True,
            wordings=(Alternative("“The bridge is collapsing,”", 0.5),),
            terms=WordLinks([(5, 9, 5, 11)]),
        ),
        FilePair([FileSentence("dit-il ;", gap=" \n\n ")], [FileSentence("he said.", gap="\t")], 0.5),
    ]
    source, target = Quotation(0, 16, "«", "»", 0, (0,)), Quotation(0, 23, "“", "”", 0, (0,))
    quoted = FileQuotations([source], [target], [(0, 0, "restored")])
    return bitext_of(rows, quoted=quoted, model="fr-en", tails=("\n", " "))


PARTS: dict[Content, Callable[[Bitext], object]] = {
    "source": lambda found: [pair.source.text for pair in found],
    "target": lambda found: [pair.target.text for pair in found],
    "pairs": lambda found: [(pair.source.text, pair.target.text) for pair in found],
    "scores": lambda found: [pair.score for pair in found],
    "flags": lambda found: [pair.flags for pair in found],
    "checked": lambda found: [pair.checked for pair in found],
    "words": lambda found: [[(w.source.text, w.target.text) for w in pair.words] for pair in found],
    "alternatives": lambda found: [pair.alternatives() for pair in found],
    "terms": lambda found: [[(w.source.text, w.target.text) for w in pair.terms] for pair in found],
    "quotations": lambda found: [(link.verdict, link.source, link.target) for link in found.quotes],
    "layout": lambda found: (found.source.text, found.target.text),
    "model": lambda found: found.model,
}
GIVEN = ("source", "target", "pairs")
"""What the sentences bring along that a format of links is loaded with, here a sentence a pair."""

READABLE = {name: each for name, each in bitext.formats().items() if each.reads}


def test_every_part_has_a_meaning_and_a_test():
    assert set(CONTENTS) == set(PARTS) == set(EVERYTHING)


@pytest.mark.parametrize("name", READABLE)
def test_what_it_holds_comes_back_and_nothing_else(name: str, tmp_path: Path):
    chosen, whole = READABLE[name], sample()
    path = tmp_path / f"a{chosen.suffixes[0]}"
    source, target = ([getattr(pair, side).text for pair in whole] for side in ("source", "target"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        whole.save(path)
        links = chosen.needs_sentences
        found = Bitext.load(path, source=source, target=target) if links else Bitext.load(path)
    same = {part for part, seen in PARTS.items() if seen(found) == seen(whole)}
    by_itself = set(GIVEN) if chosen.needs_sentences else set()
    assert same - by_itself == set(chosen.holds) - by_itself
    assert chosen.holds_everything == (found == whole)


@pytest.mark.parametrize("each", bitext.formats().values(), ids=lambda each: each.name)
def test_what_reads_is_what_can_be_loaded(each: Format[Bitext], tmp_path: Path):
    assert each.writes
    assert each.holds
    if not each.reads:
        path = tmp_path / f"a{each.suffixes[0]}"
        sample().save(path)
        with pytest.raises(bitext.FormatError, match="cannot be loaded"):
            Bitext.load(path)


def test_the_list_is_the_callers_own():
    bitext.formats().clear()
    assert "json" in bitext.formats()


def test_the_command_shows_what_they_hold(command: Command):
    listed = command("formats").out
    assert "everything" in listed
    records = msgspec.json.decode(command("formats", "--json").out)
    told = {record["name"]: record for record in records if record["kind"] == "format"}
    assert {name: tuple(record["holds"]) for name, record in told.items()} == {
        name: each.holds for name, each in bitext.formats().items()
    }
    assert {name for name, record in told.items() if record["fills"]} >= {
        "csv",
        "tmx",
        "tsv",
        "xliff",
        "xliff12",
    }
    kept = {name for name, record in told.items() if record["keeps_quotations"] and record["keeps_links"]}
    assert kept == {
        name for name, each in bitext.formats().items() if {"quotations", "words"} <= {*each.holds}
    }
    documents = {record["name"]: record for record in records if record["kind"] == "document"}
    assert documents.keys() == document_forms().keys() >= {"docx", "html", "markdown", "subrip", "text"}
    assert not documents["docx"]["prints"]
