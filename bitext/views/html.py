"""A table for notebooks: plain HTML with its own styles, everything escaped."""

from __future__ import annotations

from html import escape

from bitext.pairs import Bitext
from bitext.text import Sentence
from bitext.views.spans import Quoted
from bitext.views.terminal import summary, visible

_MOST = 200
_HUES = (190, 130, 45, 300, 220, 0)
_STYLE = (
    "<style>.bitext td{text-align:left;vertical-align:top;max-width:34em;white-space:normal}"
    ".bitext q{quotes:none;border-bottom:2px solid hsl(var(--h) 60% 50%)}"
    ".bitext small{opacity:.7}</style>"
)


def to_html(bitext: Bitext) -> str:
    """The first pairs side by side; a quotation has the same colour on both sides."""
    quoted = Quoted(bitext)
    rows = []
    for number, pair in enumerate(bitext.pairs[:_MOST], start=1):
        french = " ".join(_marked(quoted, sentence, source=True) for sentence in pair.source)
        english = " ".join(_marked(quoted, sentence, source=False) for sentence in pair.target)
        notes = "".join(f"<br><small>{escape(flag)}</small>" for flag in pair.flags)
        rows.append(f"<tr><td>{number}</td><td>{french}</td><td>{english}{notes}</td></tr>")
    more = len(bitext.pairs) - _MOST
    note = f" The first {_MOST} pairs are shown." if more > 0 else ""
    head = f"<tr><th></th><th>{escape(bitext.source.lang)}</th><th>{escape(bitext.target.lang)}</th></tr>"
    return (
        f'{_STYLE}<table class="bitext"><caption>{escape(summary(bitext))}.{note}</caption>'
        f"<thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _marked(quoted: Quoted, sentence: Sentence, *, source: bool) -> str:
    parts = []
    for text, link in quoted.source(sentence) if source else quoted.target(sentence):
        shown = escape(visible(text))
        if link is not None:
            verdict = escape(quoted.bitext.quotes[link].verdict)
            shown = f'<q style="--h:{_HUES[link % len(_HUES)]}" title="{verdict}">{shown}</q>'
        parts.append(shown)
    return "".join(parts)
