"""`bitext formats`: which formats there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

import bitext
from bitext.cli._shared import Json, print_json
from bitext.documents.original import document_forms

if TYPE_CHECKING:
    from bitext.documents.original import DocumentForm
    from bitext.result.storage import Format


def formats(json: Json = False) -> None:
    """The formats: names, suffixes, what can be done with them, and what they hold of a result.

    Behind them the forms of documents, whose text is translated and which keep their form.
    """
    known, documents = list(bitext.formats().values()), list(document_forms().values())
    if json:
        print_json([*map(_record, known), *map(_document_record, documents)])
        return
    table = Table("name", "suffixes", "does", "holds", "what it is", box=None, pad_edge=False)
    for each in known:
        holds = "everything" if each.holds_everything else ", ".join(each.holds)
        table.add_row(each.name, " ".join(each.suffixes), _does(each), holds, each.title)
    for form in documents:
        does = "translates in its form" + (", prints" if form.prints else "")
        table.add_row(form.name, " ".join(form.suffixes), does, "the text to translate", form.title)
    Console(highlight=False).print(table)


def _does(each: Format[Any]) -> str:
    """What can be done with a format, in words."""
    read = "reads with both texts" if each.needs_sentences else "reads"
    may = ((read, each.reads), ("writes", each.writes), ("fills", each.fills), ("prints", each.prints))
    return ", ".join(word for word, can in may if can)


def _record(each: Format[Any]) -> dict[str, object]:
    return {
        "name": each.name,
        "kind": "format",
        "title": each.title,
        "suffixes": each.suffixes,
        "reads": each.reads,
        "needs_sentences": each.needs_sentences,
        "writes": each.writes,
        "fills": each.fills,
        "prints": each.prints,
        "keeps_links": each.keeps_links,
        "keeps_quotations": each.keeps_quotations,
        "keeps_flags": each.keeps_flags,
        "holds": each.holds,
    }


def _document_record(form: DocumentForm) -> dict[str, object]:
    return {
        "name": form.name,
        "kind": "document",
        "title": form.title,
        "suffixes": form.suffixes,
        "reads": True,
        "needs_sentences": False,
        "writes": True,
        "fills": False,
        "prints": form.prints,
        "keeps_links": False,
        "keeps_quotations": False,
        "keeps_flags": False,
        "holds": (),
    }
