"""A :class:`Bitext` → PO: an entry for each pair, in UTF-8.

What a machine has translated is fuzzy until a person has found it right. Entries with the same ``msgid``, and
those without a source, have their number as a context, since a catalogue holds each source once.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TextIO

from bitext.formats.po.catalogue import quoted
from bitext.formats.po.kept import kept_bytes, write_text
from bitext.formats.po.reader import FUZZY
from bitext.result.flags import explained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bitext.result.bitext import Bitext
    from bitext.result.pair import Pair

_WIDTH: Final = 77
_HEADER: Final = (
    "Project-Id-Version: bitext\n"
    "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\n"
    "Last-Translator: FULL NAME <EMAIL@ADDRESS>\n"
    "Language-Team: LANGUAGE <LL@li.org>\n"
    "Language: {target}\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "X-Source-Language: {source}\n"
)


def write(bitext: Bitext, stream: TextIO) -> None:
    """Writes the entries; a file that was read from PO is written as it was, with what has changed."""
    data = kept_bytes(bitext)
    if data is not None:
        write_text(data, stream)
    else:
        stream.writelines(_entries(bitext))


def _entries(bitext: Bitext) -> Iterator[str]:
    header = _HEADER.format(source=bitext.source.lang, target=bitext.target.lang)
    yield quoted("msgid", "", _WIDTH, "\n") + quoted("msgstr", header, 0, "\n")
    seen: Counter[str] = Counter({"": 1})
    for pair in bitext.pairs:
        source = _plain(pair.source.text)
        seen[source] += 1
        context = str(seen[source]) if seen[source] > 1 else ""
        yield "\n" + _entry(pair, source, context, is_draft=bitext.model is not None)


def _entry(pair: Pair, source: str, context: str, *, is_draft: bool) -> str:
    target = _plain(pair.target.text)
    fuzzy = bool(target) and not pair.checked and (is_draft or FUZZY in pair.flags)
    lines = [f"#. {explained(flag)}\n" for flag in pair.flags if flag != FUZZY and "\n" not in flag]
    lines += ["#, fuzzy\n"] * fuzzy
    lines += [quoted("msgctxt", context, _WIDTH, "\n")] * bool(context)
    return "".join([*lines, quoted("msgid", source, _WIDTH, "\n"), quoted("msgstr", target, _WIDTH, "\n")])


def _plain(text: str) -> str:
    """A text without line ends at its edges, which gettext wants to be the same on both sides."""
    return text.strip()
