"""The layout of notes: each sentence leads to its translation, which a reader shows as a pop-up, and back.

EPUB 3.3, 4.3.3 "Notes"; EPUB Structural Semantics Vocabulary: noteref, footnote, backlink.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from bitext.documents.book.identifiers import ALONE
from bitext.documents.book.page import TYPE, local_name
from bitext.documents.book.tree import add_class, element, elements_in, is_within, set_language, take_over
from bitext.documents.book.weaving import Note

_NO_LANGUAGE: Final = "zxx"
"""BCP 47: no linguistic content."""
_ACTIVE: Final = ("a", "button", "audio", "video", "iframe", "input", "select", "textarea", "label")
"""No link may lie in them, nor they in one."""


def link_sentences(root: Any) -> None:
    """Make links of the sentences of a page that name their note."""
    for sentence in elements_in(root):
        if (note := sentence.attrib.pop("data-note", None)) is None:
            continue
        if is_within(sentence, _ACTIVE):
            _link_behind(sentence, note)
        elif not _holds_active(sentence):
            _make_link(sentence, note)
        else:
            _link_inside(sentence, note)


def add_notes(body: Any, notes: Sequence[tuple[Note, Any]], lang: str) -> None:
    """Put the notes of a page at its end; each comes with the element that has its text."""
    if not notes:
        return
    section = element("div", class_="bitext-endnotes")
    body.append(section)
    for note, node in notes:
        aside = element("aside", class_="bitext-note", id=note.number, role="doc-footnote")
        aside.set(TYPE, "footnote")
        paragraph = element("p")
        set_language(node, lang)
        node.tail = " "
        paragraph.append(node)
        paragraph.append(_link("↩", f"#{note.sentence or _mark_of(note.number)}", "backlink"))
        aside.append(paragraph)
        aside.tail = "\n"
        section.append(aside)


def mark_for(note: Note) -> Any:
    """What leads to a note that is of no sentence."""
    mark = _link("+", f"#{note.number}", "noteref")
    mark.set("id", _mark_of(note.number))
    add_class(mark, ALONE)
    return mark


def _mark_of(number: str) -> str:
    return f"{number}-mark"


def _link(text: str, href: str, kind: str) -> Any:
    link = element("a", class_=f"bitext-{kind}", href=href, role=f"doc-{kind}")
    link.set(TYPE, kind)
    link.text = text
    set_language(link, _NO_LANGUAGE)
    return link


def _make_link(node: Any, note: str) -> None:
    """Make a link of an element."""
    node.tag = node.tag.replace("}span", "}a")
    add_class(node, "bitext-noteref")
    node.set("href", f"#{note}")
    node.set("role", "doc-noteref")
    node.set(TYPE, "noteref")


def _holds_active(node: Any) -> bool:
    return local_name(node) in _ACTIVE or any(local_name(each) in _ACTIVE for each in elements_in(node))


def _link_behind(sentence: Any, note: str) -> None:
    """A sentence within a link: a mark behind that link leads to its note."""
    outer = [each for each in sentence.iterancestors() if local_name(each) in _ACTIVE][-1]
    mark = _link("*", f"#{note}", "noteref")
    mark.tail, outer.tail = outer.tail, None
    outer.addnext(mark)


def _link_inside(sentence: Any, note: str) -> None:
    """A sentence with a link in it: what stands before and behind that link leads to its note."""
    text, sentence.text = sentence.text, None
    children = list(sentence)
    runs: list[list[tuple[Any, str | None]]] = [[(None, text)]]
    for child in children:
        tail, child.tail = child.tail, None
        if _holds_active(child):
            runs += [[(child, None)], [(None, tail)]]
        else:
            runs[-1].append((child, tail))
        sentence.remove(child)
    for run in runs:
        _put_run(sentence, run, note)


def _put_run(sentence: Any, run: Iterable[tuple[Any, str | None]], note: str) -> None:
    items = list(run)
    if items[0][0] is not None:
        sentence.append(items[0][0])
        return
    link = element("span")
    link.text = items[0][1]
    for child, tail in items[1:]:
        child.tail = tail
        link.append(child)
    if not "".join(link.itertext()).strip():
        take_over(sentence, link)
        return
    _make_link(link, note)
    sentence.append(link)


def notes_in(parts: Iterable[Sequence[Note]]) -> Iterator[Note]:
    """The notes of the blocks of a page, in order."""
    for notes in parts:
        yield from notes
