"""A page to read and to correct: the two texts side by side, in one HTML file that needs no network.

The text of the page is plain HTML and can be read with scripts blocked. The script adds what moves:
links on hover, filters, search, corrections. Offsets in the page count code points from the start
of a sentence or of a side whose sentences are joined by single spaces.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TextIO

from markupsafe import Markup, escape

from bitext.languages import name_of
from bitext.quotations.marks import STYLES
from bitext.result.bitext import Bitext
from bitext.result.flags import EDITED, SENTENCES
from bitext.result.pair import Pair, Side, SideName
from bitext.result.quotation_spans import QuotationSpans, Run
from bitext.result.summary import summary, verdicts_of
from bitext.review.edits import as_first_cut, digest, older_digest
from bitext.review.rules import page_rules
from bitext.text.characters import UNSAFE, visible
from bitext.text.templates import templates_of

HUES = 6
"""How many colours the quotations take in turn; the style sheet has as many."""

VERDICTS = {
    "kept": "the marks stand where the translation has them",
    "restored": "a mark was lost in translation and put back",
    "moved": "the order of the quotations is another one",
    "lost": "the quotation is not in the English",
    "added": "the quotation is not in the French",
    "unpaired": "a mark without a partner",
}
_NAMED_BEFORE = ("pronoun", "continued")
"""How a speaker is known whom the pair itself does not name."""
_SAYS = "who says the quotation; named before"
_STYLE = "page.css"
_SCRIPTS = (
    *("model.js", "cells.js", "dom.js", "rules.js", "progress.js", "blocks.js", "store.js"),
    *("history.js", "corrections.js", "exchange.js", "editor.js", "wordings.js", "highlights.js"),
    *("here.js", "find.js", "order.js", "replace.js", "page.js"),
)
# White space of the text itself stays; a carriage return would become a line feed as it is.
_SHOWN = re.compile(rf"(?![\t\n]){UNSAFE.pattern}")


@dataclass(frozen=True, slots=True)
class _MarginNote:
    """A line in the margin: a verdict, a speaker or a flag; it shows its ``label``, else its ``name``."""

    name: str
    meaning: str
    text: str = ""
    link: int | None = None
    hue: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class _PageRow:
    """A pair as the template sees it."""

    number: int
    pair: Pair
    begins: bool
    source: Markup
    target: Markup
    notes: list[_MarginNote] = field(default_factory=list)

    @property
    def classes(self) -> str:
        """Names that the filters go by."""
        names = {note.name for note in self.notes if note.link is not None}
        names |= {"flagged"} if self.pair.flags else set()
        names |= {"checked"} if self.pair.checked else set()
        names |= {"begins"} if self.begins else set()
        names |= {"edited"} if EDITED in self.pair.flags else set()
        return " ".join(sorted(names))


def write(bitext: Bitext, stream: TextIO, title: str = "bitext", *, saved: str = "") -> None:
    """Writes the page piece by piece. The stream is UTF-8; lone surrogates are shown, never written.

    ``saved`` is the result in a form that can be read back, without characters that HTML knows.
    """
    style, script = _assets()
    spans = QuotationSpans.of(bitext)
    page = templates_of("bitext.review").get_template("page.html")
    stream.writelines(
        page.generate(
            bitext=bitext,
            title=visible(title),
            summary=summary(bitext.pairs, bitext.quotes),
            languages=[name_of(side.lang) for side in (bitext.source, bitext.target)],
            counts=_counts(spans),
            verdicts=VERDICTS,
            doubtful=any(pair.doubt is not None for pair in spans.pairs),
            css=Markup(style),  # noqa: S704 (this package's own)
            js=Markup(script),  # noqa: S704 (this package's own)
            policy=policy(),
            rows=_rows(spans),
            words=(_words(pair) for pair in bitext.pairs),
            data=_data(bitext),
            wordings=_wordings(bitext),
            saved=saved,
        )
    )


def _rows(spans: QuotationSpans) -> Iterator[_PageRow]:
    paragraph: int | None = None
    for number, pair in enumerate(spans.pairs, start=1):
        here = pair.source[0].paragraph if pair.source else paragraph
        yield _PageRow(
            number,
            pair,
            here != paragraph,
            _cell(pair.source, spans, "source"),
            _cell(pair.target, spans, "target"),
            _notes(pair, spans),
        )
        paragraph = here


def _notes(pair: Pair, spans: QuotationSpans) -> list[_MarginNote]:
    found = []
    for at in spans.beginning(pair):
        verdict = spans.quotes[at].verdict
        text = spans.note(spans.quotes[at]).removeprefix(f"{verdict}: ")
        found.append(_MarginNote(verdict, VERDICTS[verdict], visible(text), at, at % HUES))
    found += _speakers(pair, spans)
    return found + [_MarginNote(visible(flag), SENTENCES.get(flag, "")) for flag in pair.flags]


def _speakers(pair: Pair, spans: QuotationSpans) -> list[_MarginNote]:
    """Who says the quotations that begin in a pair, where the pair itself does not name them."""
    speakers = (spans.quotes[at].speaker for at in spans.beginning(pair))
    named = [
        speaker.target or speaker.source
        for speaker in speakers
        if speaker is not None and speaker.evidence in _NAMED_BEFORE
    ]
    labels = dict.fromkeys(visible(span.text) for span in named if span is not None)
    return [_MarginNote("speaker", _SAYS, "says it", label=label) for label in labels]


def _cell(side: Side, spans: QuotationSpans, name: SideName) -> Markup:
    """The sentences of one side of a pair, each in its element, with the white space between them."""
    text = spans.document(name).text
    parts: list[Markup] = []
    last: int | None = None
    for sentence in side:
        gap = "" if last is None else text[last : sentence.start]
        runs = (_run(run, spans) for run in spans.runs(sentence, name))
        parts += [_shown(gap), Markup('<span class="s">'), *runs, Markup("</span>")]
        last = sentence.end
    return Markup("").join(parts)


def _run(run: Run, spans: QuotationSpans) -> Markup:
    if not run.links:
        return _shown(run.text)
    inner = run.links[-1]
    verdict = spans.quotes[inner].verdict
    mark = Markup(' data-m="{}"').format(run.mark) if run.mark else ""
    links = " ".join(map(str, run.links))
    return Markup('<span class="q h{} {}" data-q="{}"{}>{}</span>').format(
        inner % HUES, verdict, links, mark, _shown(run.text)
    )


def _shown(text: str) -> Markup:
    """Escaped, with every character that would steer the page as its picture and its name."""
    if not _SHOWN.search(text):
        return escape(text)
    parts = []
    last = 0
    for match in _SHOWN.finditer(text):
        parts += [escape(text[last : match.start()]), _control(match[0])]
        last = match.end()
    return Markup("").join([*parts, escape(text[last:])])


def _control(character: str) -> Markup:
    code = f"{ord(character):04X}"
    name = f"U+{code} {unicodedata.name(character, 'control character')}"
    return Markup('<span class="ctl" data-c="{}" title="{}">{}</span>').format(code, name, visible(character))


def _words(pair: Pair) -> str:
    """The word links of a pair on one line, four numbers a link: source start, end, target start, end."""
    if not pair.words:
        return ""
    source, target = _joined(pair.source), _joined(pair.target)
    moved = (
        (a + shift, b + shift, c + other, d + other)
        for a, b, c, d in pair.words.rows()
        for shift, other in ((_shift(source, a), _shift(target, c)),)
    )
    return " ".join(str(offset) for row in moved for offset in row)


def _joined(side: Side) -> list[tuple[int, int]]:
    """End of each sentence in the text, and what leads from there to where single spaces join them."""
    found, length = [], 0
    for sentence in side:
        found.append((sentence.end, length - sentence.start))
        length += sentence.end - sentence.start + 1
    return found


def _shift(joined: list[tuple[int, int]], offset: int) -> int:
    return next((shift for end, shift in joined if offset < end), joined[-1][1])


def _counts(spans: QuotationSpans) -> Counter[str]:
    """How many quotations there are of each verdict, how many pairs are flagged, and checked."""
    counts: Counter[str] = Counter()
    counts.update(verdicts_of(spans.quotes))
    counts["flagged"] = sum(1 for pair in spans.pairs if pair.flags)
    counts["checked"] = sum(1 for pair in spans.pairs if pair.checked)
    return counts


def _data(bitext: Bitext) -> Markup:
    """What the script needs and cannot see in the page."""
    value = {
        "digest": digest(bitext),
        "older": older_digest(bitext),
        "first_cut": as_first_cut(bitext),
        "links": len(bitext.quotes),
        "marks": _rare_marks(bitext),
        "rules": page_rules(),
        "flags": SENTENCES,
        "verdicts": VERDICTS,
        "hues": HUES,
    }
    text = json.dumps(value).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704 (no tag can begin in it)


def _wordings(bitext: Bitext) -> Markup:
    """The other wordings of each pair that has some, by its number counted from 0; nothing without any.

    Each is its text, with the likeness behind it if a translation memory has it.
    """
    found = {
        at: [[one.text] if one.likeness is None else [one.text, one.likeness] for one in pair.wordings]
        for at, pair in enumerate(bitext.pairs)
        if pair.wordings
    }
    text = json.dumps(found).replace("<", "\\u003c") if found else ""
    return Markup(text)  # noqa: S704 (no tag can begin in it)


def policy() -> str:
    """The content security policy of a page: its style and its script, and nothing from anywhere."""
    style, script = hashes()
    return f"default-src 'none'; style-src {style}; script-src {script}; base-uri 'none'"


@cache
def hashes() -> tuple[str, str]:
    """What a content security policy names the style and the script of every page by.

    A page that shows one in a frame, out of its own memory, has to allow them.
    """
    style, script = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _assets())
    return f"'sha256-{style}'", f"'sha256-{script}'"


@cache
def _assets() -> tuple[str, str]:
    """The style sheet and the script."""
    return _asset(_STYLE), "".join(map(_asset, _SCRIPTS))


def _rare_marks(bitext: Bitext) -> dict[int, list[str]]:
    """The marks of a link that are no usual quotation marks, by its index."""
    found = {}
    for at, link in enumerate(bitext.quotes):
        marks = {mark for end in (link.source, link.target) if end for mark in (end.open, end.close)}
        if rare := sorted(mark for mark in marks if mark and mark not in STYLES):
            found[at] = rare
    return found


@cache
def _asset(name: str) -> str:
    environment = templates_of("bitext.review")
    assert environment.loader is not None  # noqa: S101 (for the type checker)
    return environment.loader.get_source(environment, name)[0]
