"""A result seen from the other text: what was the target is the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bitext.result.link_order import in_source_order
from bitext.result.links import QuoteLink, Verdict, WordLinks
from bitext.result.pair import Pair

if TYPE_CHECKING:
    from collections.abc import Sequence

_FLAGS: Final = {"deletion": "insertion", "insertion": "deletion"}
_VERDICTS: Final[dict[Verdict, Verdict]] = {"lost": "added", "added": "lost"}


def swapped_pair(pair: Pair) -> Pair:
    """The pair with its sides changed, its word links turned; *deletion* becomes *insertion* and so on.

    Other wordings of what was the target are left out: they are none of what is the target now.
    """
    words, terms = (
        WordLinks(sorted((c, d, a, b) for a, b, c, d in links.rows())) for links in (pair.words, pair.terms)
    )
    flags = tuple(_FLAGS.get(flag, flag) for flag in pair.flags)
    source, target = pair.target, pair.source
    return replace(pair, source=source, target=target, flags=flags, words=words, terms=terms, wordings=())


def swapped_links(links: Sequence[QuoteLink], pairs: Sequence[Pair]) -> tuple[QuoteLink, ...]:
    """The quotation links seen from the other text, in its order; ``pairs`` are those that were swapped.

    What was *lost* is *added*, and the other way round.
    """
    found = (QuoteLink(link.target, link.source, _VERDICTS.get(link.verdict, link.verdict)) for link in links)
    return in_source_order(found, pairs)
