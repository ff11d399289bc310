"""The chapters of a text: by its headings, and by what is known of it otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from bitext.languages.divisions import division_of, headings_in
from bitext.languages.language import Language
from bitext.languages.running_heads import running_heads
from bitext.text.chapters import Chapter, Heading, chapters_between

_LONGEST_TITLE: Final = 160
_TITLES: Final = " – "
"""What stands between the titles of headings that follow each other without a text between them."""


def chapters_of(text: str, language: Language, known: Iterable[Heading] = ()) -> tuple[Chapter, ...]:
    r"""The chapters of ``text``; ``known`` are headings that its markup or its contents tell, in any order.

    Headings that follow each other without a text between them (a part and its first chapter) head one
    chapter.

    Example:
        >>> from bitext.languages import language_of_code
        >>> lines = "Préface", "Il lit.", "Livre premier", "Chapitre I", "Il part.", "Chapitre II", "Il lit."
        >>> text = "\n\n".join(lines)
        >>> [chapter.title for chapter in chapters_of(text, language_of_code("fr"))]
        ['Préface', 'Livre premier – Chapitre I', 'Chapitre II']
    """
    apart = {span.start for span in running_heads(text, language)}
    headings: dict[int, Heading] = {}
    for heading in (*(_told(each, language) for each in known), *headings_in(text, language, apart)):
        other = headings.get(heading.start)
        headings[heading.start] = _both(other, heading) if other else heading
    return _joined(text, chapters_between([headings[start] for start in sorted(headings)], len(text)))


def _told(heading: Heading, language: Language) -> Heading:
    """A heading that the markup tells, with what its words say."""
    title = " ".join(heading.title.split())[:_LONGEST_TITLE]
    return replace(heading, title=title, division=division_of(title, language))


def _both(first: Heading, second: Heading) -> Heading:
    """Two headings of one place, such as a label of the contents and the line that it leads to."""
    short, long = sorted((first.title, second.title), key=len)
    title = long if short.casefold() in long.casefold() else f"{first.title}{_TITLES}{second.title}"
    return Heading(first.start, title[:_LONGEST_TITLE], first.division or second.division)


def _joined(text: str, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """Chapters without a text of their own taken together with the one behind them."""
    found: list[Chapter] = []
    for chapter in chapters:
        before = found[-1] if found else None
        if before is not None and not _has_body(text, before):
            titles = dict.fromkeys(title for title in (before.title, chapter.title) if title)
            found[-1] = Chapter(
                before.start,
                chapter.end,
                _TITLES.join(titles)[:_LONGEST_TITLE],
                tuple(dict.fromkeys((*before.divisions, *chapter.divisions))),
            )
        else:
            found.append(chapter)
    return tuple(found)


def _has_body(text: str, chapter: Chapter) -> bool:
    """Whether anything stands in a chapter behind the line of its heading."""
    if not chapter.title:
        return bool(text[chapter.start : chapter.end].strip())
    lines = re.split(r"\n+", text[chapter.start : chapter.end].strip(), maxsplit=1)
    return len(lines) > 1
