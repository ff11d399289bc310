"""Moses files, Pharaoh lines, hunalign ladders, Vecalign beads: what other aligners and trainers read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.made_up import bitext_of, quoted
from bitext.errors import BitextWarning, FormatError, InputError
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side


def shaped() -> Bitext:
    """Beads of 1-1, 2-1, 1-0, 0-1 and 1-2 sentences, of which the scores differ."""
    given = bitext_of([(f"Phrase {n}.", f"Sentence {n}.") for n in range(5)])
    french, english = given.source.sentences, given.target.sentences
    parts = [
        (french[:1], english[:1], 0.875),
        (french[1:3], english[1:2], 0.5),
        (french[3:4], (), 0.25),
        ((), english[2:3], 0.125),
        (french[4:], english[3:], 1.0),
    ]
    return replace(given, pairs=tuple(Pair(Side(a), Side(b), score) for a, b, score in parts))


def saved(bitext: Bitext, path: Path) -> str:
    bitext.save(path)
    return path.read_text(encoding="utf-8")


def counts(bitext: Bitext) -> list[tuple[int, int, float]]:
    return [(len(pair.source), len(pair.target), pair.score) for pair in bitext]


def load(path: Path, text: str, source: list[str], target: list[str]) -> Bitext:
    path.write_text(text, encoding="utf-8", newline="")
    return Bitext.load(path, source=source, target=target)


THREE, TWO = ["Un.", "Deux.", "Trois."], ["One.", "Two and three."]


def test_moses_is_two_files(tmp_path: Path):
    quoted().save(tmp_path / "corpus.v2.moses")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus.v2.en", "corpus.v2.fr"]
    assert (tmp_path / "corpus.v2.en").read_bytes().decode() == (
        "The mayor said, “I await the ‘answer’.\nNothing else.”\nEnd.\n"
    )
    loaded = Bitext.load(tmp_path / "corpus.v2.moses")
    assert (loaded.source.text, loaded.target.text) == (quoted().source.text, quoted().target.text)
    assert Bitext.load(tmp_path / "corpus.v2.fr", "moses") == loaded


def test_moses_without_pairs(tmp_path: Path):
    bitext_of([]).save(tmp_path / "a", "moses")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"", b""]
    assert Bitext.load(tmp_path / "a", "moses") == bitext_of([])


def test_a_line_end_in_a_moses_sentence_becomes_a_space_and_is_told(tmp_path: Path):
    bitext = bitext_of([("a\r\nb\u2028c\x85d\x0be\ud800", "x"), ("f", "y\nz"), ("g", "")])
    with pytest.warns(BitextWarning, match="line ends became spaces .* pairs changed: 2"):
        bitext.save(tmp_path / "a.moses")
    assert (tmp_path / "a.fr").read_text(encoding="utf-8") == "a b c d e\ufffd\nf\ng\n"
    assert (tmp_path / "a.en").read_text(encoding="utf-8") == "x\ny z\n\n"


def test_moses_of_other_programs_has_crlf_and_other_line_ends_inside(tmp_path: Path):
    (tmp_path / "a.fr").write_bytes("Un\u2028deux.\r\nTrois.\r\n".encode())
    (tmp_path / "a.en").write_bytes(b"One two.\nThree.")
    assert [pair.source.text for pair in Bitext.load(tmp_path / "a.moses")] == ["Un\u2028deux.", "Trois."]


def test_moses_files_of_different_length(tmp_path: Path):
    (tmp_path / "a.fr").write_text("Un.\nDeux.\n", encoding="utf-8")
    (tmp_path / "a.en").write_text("One.\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"a\.fr has 2 lines, but a\.en has 1"):
        Bitext.load(tmp_path / "a.moses")


def test_a_moses_file_that_is_missing(tmp_path: Path):
    (tmp_path / "a.fr").write_text("Un.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.en does not exist"):
        Bitext.load(tmp_path / "a.moses")


@pytest.mark.parametrize("name", ["a.fr", "a.en"])
def test_moses_overwrites_nothing(tmp_path: Path, name: str):
    (tmp_path / name).write_text("Mon texte.", encoding="utf-8")
    with pytest.raises(InputError, match=f"{name} exists; a.moses stands for a.fr and a.en"):
        quoted().save(tmp_path / "a.moses")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "Mon texte."


@pytest.mark.parametrize("failing", [1, 2])
def test_of_two_moses_files_none_is_left_when_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
):
    done = []
    replaced = Path.replace

    def replacing(self: Path, target: Path) -> Path:
        if target.name in ("a.fr", "a.en"):
            done.append(target)
            if len(done) == failing:
                raise OSError(28, "No space left on device")
        return replaced(self, target)

    monkeypatch.setattr(Path, "replace", replacing)
    with pytest.raises(InputError, match="No space left on device"):
        quoted().save(tmp_path / "a.moses")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["fr", "", "../x"])
def test_languages_that_name_no_two_moses_files(tmp_path: Path, lang: str):
    bitext = quoted()
    with pytest.raises(FormatError, match="named by the languages"):
        replace(bitext, target=replace(bitext.target, lang=lang)).save(tmp_path / "a.moses")


def test_pharaoh_counts_words_between_white_space(tmp_path: Path):
    assert saved(quoted(), tmp_path / "a.pharaoh") == "0-0 1-1\n\n\n"


@pytest.mark.parametrize(
    ("french", "english", "rows", "expected"),
    [
        ("l’eau", "the water", [(0, 2, 0, 3), (2, 5, 4, 9)], "0-0 0-1"),
        ("a\u00a0! b", "c d", [(2, 3, 0, 1), (4, 5, 2, 3)], "1-0 2-1"),
        ("un deux trois", "one", [(1, 9, 0, 3)], "0-0 1-0 2-0"),
        ("a b", "c d", [(2, 3, 2, 3), (0, 1, 0, 1), (2, 3, 2, 3)], "0-0 1-1"),
        ("a  b", "c", [(1, 3, 0, 1)], ""),
    ],
)
def test_parts_of_words_become_words(
    tmp_path: Path, french: str, english: str, rows: list[tuple[int, int, int, int]], expected: str
):
    bitext = bitext_of([(french, english)])
    linked = replace(bitext, pairs=(replace(bitext.pairs[0], words=WordLinks(rows)),))
    assert saved(linked, tmp_path / "a.align") == expected + "\n"


def test_pharaoh_lines_become_spans_of_the_words(tmp_path: Path):
    bitext = load(tmp_path / "a.align", "1-0 0-1\n\n", [" Un mot.", "Fin."], ["Word one.", ""])
    assert list(bitext.pairs[0].words.rows()) == [(3, 7, 0, 4), (0, 2, 5, 9)]
    assert bitext.pairs[1].words == WordLinks()
    assert [sentence.text for sentence in bitext.target] == ["Word one.", ""]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0-0\n", "there are 1 lines, but 2 sentences of the source and 2 of the target"),
        ("0-0\n0-1\n", "line 2: 0-1 links a word that is not there; there are 1 and 1"),
        ("0-0\n0p0\n", "line 2: '0p0' is no link"),
        ("0-0\n0--1\n", "line 2: '0--1' is no link"),
        ("0-0\n0-²\n", "line 2: '0-²' is no link"),
    ],
)
def test_pharaoh_that_is_wrong(tmp_path: Path, text: str, said: str):
    with pytest.raises(FormatError, match=said):
        load(tmp_path / "a.align", text, ["Un.", "Deux."], ["One.", "Two."])


def test_links_need_the_sentences_of_both_sides(tmp_path: Path):
    (tmp_path / "a.align").write_text("0-0\n", encoding="utf-8")
    with pytest.raises(FormatError, match="give the sentences of both sides"):
        Bitext.load(tmp_path / "a.align", source=["Un."])
    with pytest.raises(InputError, match="`target` is a list of sentences"):
        Bitext.load(tmp_path / "a.align", source=["Un."], target="One.")


def test_a_hunalign_ladder(tmp_path: Path):
    assert saved(shaped(), tmp_path / "a.ladder").splitlines() == [
        "0\t0\t0.875",
        "1\t1\t0.5",
        "3\t2\t0.25",
        "4\t2\t0.125",
        "4\t3\t1.0",
        "5\t5\t0",
    ]


def test_a_list_of_vecalign(tmp_path: Path):
    assert saved(shaped(), tmp_path / "a.vecalign").splitlines() == [
        "[0]:[0]:0.125",
        "[1, 2]:[1]:0.5",
        "[3]:[]:0.75",
        "[]:[2]:0.875",
        "[4]:[3, 4]:0.0",
    ]


@pytest.mark.parametrize("suffix", [".ladder", ".vecalign"])
def test_beads_come_back(tmp_path: Path, suffix: str):
    shaped().save(tmp_path / f"a{suffix}")
    source, target = ([sentence.text for sentence in side] for side in (shaped().source, shaped().target))
    assert counts(Bitext.load(tmp_path / f"a{suffix}", source=source, target=target)) == counts(shaped())


def test_scores_of_hunalign_are_cut_with_a_warning(tmp_path: Path):
    with pytest.warns(BitextWarning, match="hunalign's scores are no probabilities: 2 of 2 were cut"):
        bitext = load(tmp_path / "a.ladder", "0\t0\t2.25\n1\t1\t-0.3\n3\t2\t0\n", THREE, TWO)
    assert counts(bitext) == [(1, 1, 1.0), (2, 1, 0.0)]


def test_a_ladder_without_scores_and_with_empty_sentences(tmp_path: Path):
    bitext = load(tmp_path / "a.ladder", "0\t0\n1\t0\n3\t2\n", ["", "Un.", "Deux."], TWO)
    assert counts(bitext) == [(1, 0, 1.0), (2, 2, 1.0)]


def test_a_ladder_without_its_last_rung(tmp_path: Path):
    with pytest.warns(BitextWarning, match="ends at 1 and 1; what is behind, up to 3 and 2, became one pair"):
        bitext = load(tmp_path / "a.ladder", "0\t0\t0.5\n1\t1\t0.25\n", THREE, TWO)
    assert counts(bitext) == [(1, 1, 0.5), (2, 1, 0.25)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no first rung with 0 and 0"),
        ("1\t1\t1\n3\t2\t0\n", "no first rung with 0 and 0"),
        ("0\t0\tnan\n3\t2\t0\n", "line 1: 'nan' is not a number"),
        ("0\t0\t1\n1 1 1\n", "line 2: this is no rung"),
        ("0\t0\t1\n2\t1\t1\n1\t2\t1\n3\t2\t0\n", "line 3: the ladder goes down"),
        ("0\t0\t1\n4\t2\t0\n", "reaches 4 and 2, but there are 3 and 2"),
        ("0\t0\t1\n999999999\t0\t1\n3\t2\t0\n", "line 3: the ladder goes down|there is no sentence 3"),
    ],
)
def test_ladders_that_are_wrong(tmp_path: Path, text: str, said: str):
    with pytest.raises(FormatError, match=said):
        load(tmp_path / "a.ladder", text, THREE, TWO)


def test_vecalign_as_it_prints(tmp_path: Path):
    with pytest.warns(BitextWarning, match="costs are no probabilities: 1 of 2"):
        bitext = load(tmp_path / "a.vecalign", "[0]:[0]:0.250000\n[1, 2]:[1]:1.315432\n", THREE, TWO)
    assert counts(bitext) == [(1, 1, 0.75), (2, 1, 0.0)]
    assert counts(load(tmp_path / "a.vecalign", "[0]:[0]\n[1,2]:[]\n[]:[1]\n", THREE, TWO)) == [
        (1, 1, 1.0),
        (2, 0, 1.0),
        (0, 1, 1.0),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "end before sentence 0 of the source, which has 3"),
        ("[0]:[0]:0.5\n[1, 2]\n", "line 2: this is no bead"),
        ("[0 1]:[0]:0.5\n", "line 1: .0 1. is no list"),
        ("[0,]:[0]:0.5\n", "line 1: .0,. is no list"),
        ("[0]:[0]:inf\n", "line 1: 'inf' is not a number"),
        ("[0]:[0]:a\n", "line 1: 'a' is not a number"),
        ("[0]:[0]:0\n[2]:[1]:0\n[1]:[]:0\n", "line 2: the bead holds source sentence 2, where 1 is next"),
        ("[0]:[0]:0\n[0]:[1]:0\n", "line 2: the bead holds source sentence 0, where 1 is next"),
        ("[0, 1]:[0]:0\n[2]:[]:0\n", "end before sentence 1 of the target, which has 2"),
        ("[0, 1, 2, 3]:[0]:0\n", "line 1: there is no sentence 3 in the source"),
    ],
)
def test_lists_of_vecalign_that_are_wrong(tmp_path: Path, text: str, said: str):
    with pytest.raises(FormatError, match=said):
        load(tmp_path / "a.vecalign", text, THREE, TWO)
