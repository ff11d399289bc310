"""Where the marks that a model wrote and the words that its attention links disagree, the words win."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bitext import Aligner, Bitext
from tests.aligner.test_invariants import Change, Piece, check, keep, make

__all__ = ["make"]


def unmarked(pieces: list[Piece]) -> list[Piece]:
    return [(piece.replace('"', ""), at) for piece, at in pieces]


def marks_round(*words: str) -> Change:
    """A model that writes its marks round these words alone, whatever is quoted."""

    def change(pieces: list[Piece]) -> list[Piece]:
        plain = unmarked(pieces)
        found = [n for n, (piece, _) in enumerate(plain) if piece.strip("▁,.") in words]
        word, first = plain[found[0]]
        space = "▁" if word.startswith("▁") else ""
        opened = [*plain[: found[0]], (f'{space}"', first), (word.lstrip("▁"), first)]
        return [*opened, *plain[found[0] + 1 : found[-1] + 1], ('"', -1), *plain[found[-1] + 1 :]]

    return change


def moved_back(word: str) -> Change:
    """A model that keeps no mark, and has this word behind the one that follows."""

    def change(pieces: list[Piece]) -> list[Piece]:
        plain = [pair for pair in unmarked(pieces) if pair[0]]
        at = next(n for n, (piece, _) in enumerate(plain) if piece.strip("▁,.") == word)
        return [*plain[:at], plain[at + 1], plain[at], *plain[at + 2 :]]

    return change


def quoted(result: Bitext) -> list[tuple[str, str]]:
    check(result)
    return [(link.target.text, link.verdict) for link in result.quotes if link.target]


@pytest.mark.parametrize("wrong", [("train",), ("part", "bien"), ("matin",), ("Le",)])
def test_marks_round_other_words_are_moved(make: Callable[..., Aligner], wrong: tuple[str, ...]) -> None:
    result = make(marks_round(*wrong)).align("Le train « va vite » et part bien matin.")
    assert quoted(result) == [("“va vite”", "restored")]


@pytest.mark.parametrize("wrong", ["va", "vite"])
def test_a_word_that_was_left_out_is_quoted_again(make: Callable[..., Aligner], wrong: str) -> None:
    result = make(marks_round(wrong)).align("Le train « va vite » et part bien matin.")
    assert quoted(result) == [("“va vite”", "restored")]


def test_a_word_that_a_model_set_apart_stays_within_the_marks(make: Callable[..., Aligner]) -> None:
    result = make(moved_back("vite")).align("Le train « va vite » et part bien matin.")
    assert quoted(result) == [("“va et vite”", "restored")]


def test_marks_that_agree_with_the_words_are_kept(make: Callable[..., Aligner]) -> None:
    result = make(keep).align("Le train « va vite » et part bien matin.")
    assert quoted(result) == [("“va vite”", "kept")]
