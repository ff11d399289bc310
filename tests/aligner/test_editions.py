"""Two editions of a book that are not alike: what belongs together is found, what is alone stands alone."""

from __future__ import annotations

import pytest

from bitext import Aligner, Bitext, segment
from bitext.aligner.existing import Editions, link_texts
from bitext.alignment.similarity import LexicalBridge
from bitext.errors import InputError
from bitext.text.chapters import Chapter
from tests.aligner.test_invariants import rebuilt
from tests.support.editions import TwoTexts, novel, texts, without

PREFACE = [
    TwoTexts("", line)
    for line in (
        "Translator’s Preface",
        "This book was found in an attic by a bookseller who could not read a word of it.",
        "He gave it to me because I had once helped him to carry a piano down four flights of stairs.",
        "I have changed as little as I could, and explained nothing that the author left in the dark.",
        "My thanks go to the library that let me sit at its warmest window for two winters.",
        "Readers who do not like prefaces will already have turned this page, and I cannot blame them.",
    )
    * 3
]


def linked(french: str, english: str) -> Bitext:
    """Two editions, compared by the names, numbers and cognates of the French as it is."""
    source, target = segment(french), segment(english, "en")
    return link_texts(source, target, LexicalBridge([s.text for s in source]), None, Editions())


def aligned(book: list[list[TwoTexts]]) -> tuple[Bitext, set[tuple[str, str]]]:
    """The result, and its pairs as they should be: paragraphs of the book."""
    french, english = texts(book)
    result = linked(french, english)
    assert rebuilt(result.source) == french
    assert rebuilt(result.target) == english
    assert [s for pair in result for s in pair.source] == list(result.source.sentences)
    assert [s for pair in result for s in pair.target] == list(result.target.sentences)
    return result, {(p.french, p.english) for part in book for p in part}


def misplaced(result: Bitext, gold: set[tuple[str, str]]) -> int:
    """Pairs with two sides that do not lie in one paragraph of the gold."""
    return sum(
        not any(pair.source.text in french and pair.target.text in english for french, english in gold)
        for pair in result
        if pair.source and pair.target
    )


def alone(result: Bitext, side: str) -> list[str]:
    """The text of the pairs that have this side only."""
    other = "target" if side == "source" else "source"
    return [getattr(pair, side).text for pair in result if not getattr(pair, other)]


def test_like_editions_have_no_gap():
    result, gold = aligned(novel())
    assert misplaced(result, gold) == 0
    assert not alone(result, "source")
    assert not alone(result, "target")


def test_a_preface_of_one_side_stands_alone():
    result, gold = aligned([PREFACE, *novel()])
    assert alone(result, "target") == [paragraph.english for paragraph in PREFACE]
    assert all(pair.flags == ("insertion",) for pair in result if not pair.source)
    assert misplaced(result, gold) == 0


@pytest.mark.parametrize("side", ["french", "english"])
@pytest.mark.parametrize("missing", [0, 3, 5])
def test_a_chapter_that_one_side_lacks_stands_alone(side: str, missing: int):
    book = novel()
    gone = book[missing]
    book[missing] = [without(paragraph, side) for paragraph in gone]
    result, gold = aligned(book)
    found = alone(result, "target" if side == "french" else "source")
    whole = " ".join(getattr(p, "english" if side == "french" else "french") for p in gone)
    assert " ".join(found) == whole
    assert misplaced(result, gold) == 0


def test_two_chapters_of_one_side_are_one_of_the_other():
    book = novel()
    first, *rest = book[3]
    book[3] = [without(first, "french"), *rest]
    result, gold = aligned(book)
    assert alone(result, "target") == ["Chapter Four"]
    assert misplaced(result, gold) == 0


def test_paragraphs_that_are_dropped_take_no_neighbour_along():
    book = novel()
    for number, part in enumerate(book):
        part[4] = without(part[4], "english")
        part[9] = without(part[9], "french" if number % 2 else "english")
    result, gold = aligned(book)
    assert misplaced(result, gold) <= 1
    dropped = sum(not (p.french and p.english) for part in book for p in part)
    assert len(alone(result, "source")) + len(alone(result, "target")) >= dropped


def test_chapters_may_be_given():
    french, english = texts(novel(2))
    middle = french.index("Chapitre II"), english.index("Chapter Two")
    chapters = tuple(
        (Chapter(0, at, "I"), Chapter(at, len(text), "II"))
        for at, text in zip(middle, (french, english), strict=True)
    )
    result = Aligner(bridge="length").align_editions(french, english, chapters=(chapters[0], chapters[1]))
    starts = [(pair.source.start, pair.target.start) for pair in result if pair.source and pair.target]
    assert middle in starts


def with_pages(text: str, head: str) -> tuple[str, int]:
    """The text with a running head before every tenth paragraph, and how many there are."""
    paragraphs = text.split("\n\n")
    for number, at in enumerate(range(len(paragraphs) - 1, 0, -10)):
        paragraphs.insert(at, head.format(90 - number))
    return "\n\n".join(paragraphs), sum(head.split("{", maxsplit=1)[0] in p for p in paragraphs)


def test_running_heads_are_kept_apart_and_not_lost():
    french, english = texts(novel(8, 20))
    headed, count = with_pages(french, "LES VOILES DE LA BRUME {}")
    result = linked(headed, english)
    assert rebuilt(result.source) == headed
    apart = [pair for pair in result if "running-head" in pair.flags]
    assert len(apart) == count
    assert all(pair.source.text.startswith("LES VOILES") and not pair.target for pair in apart)
    report = result.report()
    assert report.running_heads == count
    assert report.alone == 0


def test_page_numbers_are_kept_apart():
    french, english = texts(novel(8, 20))
    numbered, _ = with_pages(english, "{}")
    result = linked(french, numbered)
    apart = [pair.target.text for pair in result if "running-head" in pair.flags]
    assert apart == sorted(apart)
    assert len(apart) > 12
    assert all(text.isdecimal() for text in apart)


def test_lists_are_no_editions():
    with pytest.raises(InputError, match="two texts"):
        Aligner().align_editions(["Il pleut."], ["It rains."])  # type: ignore[arg-type]  # what is refused


def test_the_report_says_what_is_alone_and_where():
    book = [PREFACE, *novel()]
    book[4][5] = without(book[4][5], "english")
    french, english = texts(book)
    result = linked(french, english)
    report = result.report()
    counts = {(chapter.lang, chapter.title): chapter for chapter in report.chapters}
    assert counts["en", ""].alone == len(PREFACE)
    assert counts["fr", "Chapitre IV"].alone == len(segment(book[4][5].french))
    assert report.alone == sum(chapter.alone for chapter in report.chapters)
    assert sum(report.beads.values()) == len(result)
    assert report.doubtful[0].first == 0
    assert report.doubtful[0].alone >= len(PREFACE)
    assert [stretch.first for stretch in report.doubtful] == sorted(s.first for s in report.doubtful)
    assert len(report.weakest) <= 20
    assert [place.score for place in report.weakest] == sorted(place.score for place in report.weakest)
    text = str(report)
    assert "fr, Chapitre IV: " in text
    assert "Stretches to look at:" in text
    assert report.to_dict()["alone"] == report.alone


def test_the_report_counts_quotations():
    french = "« Venez », dit Armel. Il pleut. Elle cria « Jamais »."
    english = "“Come,” said Armel. It is raining. She cried never."
    report = Aligner(bridge="length").align(french, english).report()
    assert report.quotations == 2
    assert report.paired == 1
