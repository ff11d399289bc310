"""A table for notebooks: plain HTML with its own styles, everything escaped.

Text keeps the colours of the notebook; quotations are underlined in a colour of middle lightness,
so that they can be read on a light ground and on a dark one.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from bitext.result.bitext import Bitext
from bitext.result.pair import Pair
from bitext.result.quotation_spans import Piece, Quoted
from bitext.result.summary import summary
from bitext.text.characters import visible

_MOST = 200
_HUES = (190, 130, 45, 300, 220)
_STYLE = (
    "<style>.bitext caption{text-align:left;caption-side:bottom}"
    ".bitext td,.bitext th{text-align:left;vertical-align:top;max-width:34em;white-space:normal}"
    ".bitext q{quotes:none;border-bottom:2px solid hsl(var(--h) 60% 50%);"
    "background:hsl(var(--h) 60% 50%/.15)}"
    ".bitext q.amiss{--h:0;border-bottom-style:dashed}.bitext small{opacity:.7}</style>"
)


def to_html(bitext: Bitext) -> str:
    """The first pairs side by side; a quotation has the same colour on both sides."""
    quoted = Quoted(bitext)
    rows = "".join(_row(number, pair, quoted) for number, pair in enumerate(bitext.pairs[:_MOST], start=1))
    more = len(bitext.pairs) - _MOST
    note = f" The first {_MOST} pairs are shown; to_text() has all." if more > 0 else ""
    head = f"<tr><th></th><th>{escape(bitext.source.lang)}</th><th>{escape(bitext.target.lang)}</th></tr>"
    return (
        f'{_STYLE}<table class="bitext"><caption>{escape(summary(bitext))}.{note}</caption>'
        f"<thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _row(number: int, pair: Pair, quoted: Quoted) -> str:
    bitext = quoted.bitext
    french = " ".join(_marked(quoted.source(sentence), bitext) for sentence in pair.source)
    english = " ".join(_marked(quoted.target(sentence), bitext) for sentence in pair.target)
    notes = "".join(f"<br><small>{escape(visible(note))}</small>" for note in quoted.notes(pair))
    return (
        f'<tr><td>{number}</td><td lang="{escape(bitext.source.lang)}">{french}</td>'
        f'<td lang="{escape(bitext.target.lang)}">{english}{notes}</td></tr>'
    )


def _marked(pieces: Iterable[Piece], bitext: Bitext) -> str:
    return "".join(_piece(escape(visible(text)), link, bitext) for text, link in pieces)


def _piece(shown: str, link: int | None, bitext: Bitext) -> str:
    if link is None:
        return shown
    verdict = bitext.quotes[link].verdict
    if verdict in ("unpaired", "lost", "added"):
        return f'<q class="amiss" title="{verdict}">{shown}</q>'
    return f'<q style="--h:{_HUES[link % len(_HUES)]}" title="{verdict}">{shown}</q>'
