"""A table for notebooks: plain HTML with its own styles, everything escaped.

Text keeps the colours of the notebook; quotations are underlined in a colour of middle lightness,
so that they can be read on a light ground and on a dark one.
"""

from __future__ import annotations

from html import escape

from bitext.result.pair import Pair, Side, SideName
from bitext.result.quotation_spans import QuotationSpans, Stretch
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


def to_html(spans: QuotationSpans) -> str:
    """The first pairs side by side; a quotation has the same colour on both sides."""
    rows = "".join(_row(number, pair, spans) for number, pair in enumerate(spans.pairs[:_MOST], start=1))
    more = len(spans.pairs) - _MOST
    note = f" The first {_MOST} pairs are shown; to_text() has all." if more > 0 else ""
    counts = escape(summary(spans.pairs, spans.quotes))
    head = f"<tr><th></th><th>{escape(spans.source.lang)}</th><th>{escape(spans.target.lang)}</th></tr>"
    return (
        f'{_STYLE}<table class="bitext"><caption>{counts}.{note}</caption>'
        f"<thead>{head}</thead><tbody>{rows}</tbody></table>"
    )


def _row(number: int, pair: Pair, spans: QuotationSpans) -> str:
    source, target = _marked(pair.source, "source", spans), _marked(pair.target, "target", spans)
    notes = "".join(f"<br><small>{escape(visible(note))}</small>" for note in spans.notes(pair))
    return (
        f'<tr><td>{number}</td><td lang="{escape(spans.source.lang)}">{source}</td>'
        f'<td lang="{escape(spans.target.lang)}">{target}{notes}</td></tr>'
    )


def _marked(side: Side, name: SideName, spans: QuotationSpans) -> str:
    """The sentences of a side, joined by spaces."""
    return " ".join(
        "".join(_element(stretch, spans) for stretch in spans.stretches(sentence, name)) for sentence in side
    )


def _element(stretch: Stretch, spans: QuotationSpans) -> str:
    text, link = stretch
    shown = escape(visible(text))
    if link is None:
        return shown
    verdict = spans.quotes[link].verdict
    if verdict in ("unpaired", "lost", "added"):
        return f'<q class="amiss" title="{verdict}">{shown}</q>'
    return f'<q style="--h:{_HUES[link % len(_HUES)]}" title="{verdict}">{shown}</q>'
