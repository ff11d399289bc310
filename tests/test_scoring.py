"""Scoring as people do it: against a reference that is a text, and two translations compared."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bitext
from bitext import Bitext, InputError, ShapeError
from bitext.formats._rows import FilePair, FileSentence, bitext_of
from bitext.metrics.references import aligned
from tests.conftest import Command

ENGLISH = [
    "The harbour froze over in the night.",
    "“No boat will leave,” said the pilot.",
    "The fishermen drank their coffee and waited.",
    "At noon the sun came out.",
    "By three o’clock the ice had melted.",
]
FRENCH = [
    "Le port a gelé dans la nuit.",
    "« Aucun bateau ne partira », dit le pilote.",
    "Les pêcheurs ont bu leur café et attendu.",
    "À midi, le soleil est sorti.",
    "À trois heures, la glace avait fondu.",
]
REFERENCE = (
    "The port froze during the night. “Not one boat will leave”, the pilot said.\n\n"
    "The fishermen waited and drank their coffee. At noon the sun came out, and by three o’clock the ice "
    "had melted."
)


def result() -> Bitext:
    return bitext_of(
        FilePair([FileSentence(one)], [FileSentence(two)]) for one, two in zip(FRENCH, ENGLISH, strict=True)
    )


def test_a_text_is_aligned_to_the_pairs():
    (lines,), reference = aligned([ENGLISH], REFERENCE)
    assert lines == [*ENGLISH[:3], f"{ENGLISH[3]} {ENGLISH[4]}"]
    assert reference == [
        "The port froze during the night.",
        "“Not one boat will leave”, the pilot said.",
        "The fishermen waited and drank their coffee.",
        "At noon the sun came out, and by three o’clock the ice had melted.",
    ]
    assert result().score(REFERENCE) == bitext.score(result(), REFERENCE)
    by_hand = bitext.score(lines, reference)
    found = result().score(REFERENCE)
    assert (found.bleu, found.chrf, found.ter) == (by_hand.bleu, by_hand.chrf, by_hand.ter)
    assert found.bleu.signature.startswith("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:")


def test_lines_are_taken_as_they_are():
    assert result().score(ENGLISH) == bitext.score(result(), ENGLISH)
    assert result().score(ENGLISH).bleu.value == pytest.approx(100)
    assert result().score([ENGLISH, ENGLISH[::-1]]).bleu.signature.startswith("nrefs:2|")
    assert len(result().score(ENGLISH, per_pair=True).pairs) == len(ENGLISH)


def test_the_score_of_a_result_is_a_number_still():
    score = result().score
    assert score == 1.0
    assert round(score, 2) == 1.0
    assert f"{score:.2f}" == "1.00"
    assert json.dumps(score) == "1.0"
    assert pickle.loads(pickle.dumps(score)) == score  # noqa: S301 (what is read was written here)


def test_what_a_translation_leaves_out_or_adds_counts():
    whole = bitext.score(result(), " ".join(ENGLISH))
    fewer = bitext_of(FilePair([FileSentence("Oui.")], [FileSentence(line)]) for line in ENGLISH[:3])
    more = bitext_of(
        FilePair([FileSentence("Oui.")], [FileSentence(line)]) for line in [*ENGLISH, "Nobody spoke."]
    )
    assert whole.chrf.value == pytest.approx(100)
    assert bitext.score(fewer, " ".join(ENGLISH)).chrf.value < 80
    assert bitext.score(more, " ".join(ENGLISH)).chrf.value < 99


@given(
    lines=st.lists(st.sampled_from([*ENGLISH, "", " "]), min_size=1, max_size=5),
    others=st.lists(st.sampled_from([*ENGLISH, "", "—"]), min_size=1, max_size=5),
    reference=st.lists(st.sampled_from(ENGLISH), min_size=1, max_size=5),
)
@settings(max_examples=50, deadline=None)
def test_no_text_is_lost_and_segments_are_the_same_for_all(
    lines: list[str], others: list[str], reference: list[str]
):
    systems, segments = aligned([lines, others], " ".join(reference))
    assert [len(system) for system in systems] == [len(segments)] * 2
    for before, after in zip((lines, others), systems, strict=True):
        assert " ".join(after).split() == " ".join(before).split()
    assert " ".join(segments).split() == " ".join(reference).split()


def test_quotations_of_the_source():
    scores = result().score(REFERENCE)
    assert scores.quotations is not None
    assert scores.quotations.value == 100
    assert scores.quotations.signature == "of:source|kept:1|all:1"
    lost = bitext_of([FilePair([FileSentence("Il dit « non ». ")], [FileSentence("He says no.")])])
    kept = lost.score(["He says “no”."]).quotations
    assert kept is not None
    assert (kept.value, kept.signature) == (0, "of:source|kept:0|all:1")


def test_quotations_of_the_reference():
    reference = ["“One” and “two”.", "Nothing.", "“Three”, he said."]
    kept = bitext.score(["“One” and two.", "“Nothing.”", '"Three", said he.'], reference).quotations
    assert kept is not None
    assert kept.signature == "of:reference|kept:2|all:3"
    assert kept.value == pytest.approx(100 * 2 / 3)
    assert bitext.score(["One."], ["One."]).quotations is None


def test_a_quotation_over_two_lines_is_one():
    lines = ["“Stay here.", "It is warm,” he said.", "Nobody moved."]
    kept = bitext.score(lines, lines).quotations
    assert kept is not None
    assert kept.signature == "of:reference|kept:1|all:1"
    torn = bitext.score(["Stay here.", "It is warm,” he said.", "Nobody moved."], lines).quotations
    assert torn is not None
    assert torn.value == 0


@pytest.mark.model
def test_quotations_are_counted_as_everywhere():
    text = "« Je pars, dit-elle, ce soir. » Il a ri.\n— Bon voyage, dit-il. Le « trajet » est long."
    found = bitext.translate(text)
    kept = found.score(str(found)).quotations
    assert kept is not None
    count = len(found.source.quotations)
    assert kept.signature == f"of:source|kept:{count}|all:{count}"
    assert sum(found.verdicts().values()) == count
    assert f"{count} quotations" in repr(found)


def test_the_text_of_scores_has_all_figures():
    lines = str(result().score(REFERENCE)).splitlines()
    assert [line.split()[0] for line in lines] == ["BLEU", "chrF", "TER", "quotations"]


def test_a_reference_without_a_sentence_is_told():
    with pytest.raises(InputError, match="no sentence"):
        result().score("  \n ")
    with pytest.raises(InputError, match="per_pair needs a reference line for each pair"):
        result().score(REFERENCE, per_pair=True)
    with pytest.raises(ShapeError, match=r"5 hypotheses, but reference 1 has 2 lines.*one text"):
        result().score(ENGLISH[:2])


def worse(lines: list[str]) -> list[str]:
    return [line.replace("the", "a").replace("coffee", "tea") for line in lines]


def test_two_systems_are_compared_by_sacrebleu():
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.significance import PairedTest

    lines, reference = ENGLISH * 8, ENGLISH * 8
    found = bitext.compare({"base": worse(lines), "better": lines}, reference, samples=200)
    test = PairedTest([("base", worse(lines)), ("better", lines)], {"BLEU": BLEU()}, [reference], "bs", 200)
    signatures, expected = test()
    for system, own in zip(found.systems, expected["BLEU"], strict=True):
        assert not isinstance(own, str)
        assert system.bleu.value == own.score
        assert (system.bleu.mean, system.bleu.interval) == (own.mean, own.ci)
        assert system.bleu.p_value == own.p_value
    assert found.signatures["BLEU"] == str(signatures["BLEU"])
    assert "bs:200|seed:12345" in found.signatures["BLEU"]
    base, better = found.systems
    assert base.bleu.p_value is None
    assert better.bleu.p_value is not None
    assert better.bleu.p_value < 0.05
    assert "*" in str(better.bleu)
    assert str(found).splitlines()[0] == "base"
    assert repr(found) == "<Comparison of base, better>"


def test_systems_of_other_segments_are_compared_by_a_text():
    joined = [" ".join(ENGLISH[:2]), *ENGLISH[2:]]
    found = bitext.compare({"one": result(), "two": joined}, REFERENCE, samples=20)
    one, two = found.systems
    assert one.chrf.value == pytest.approx(two.chrf.value)
    assert two.quotations is not None
    assert one.quotations is not None
    assert two.quotations.signature == "of:reference|kept:1|all:1"


def test_what_cannot_be_compared_is_told():
    with pytest.raises(InputError, match="1 system to compare"):
        bitext.compare({"one": ENGLISH}, ENGLISH)
    for wrong in (1, cast(Any, 2.5)):
        with pytest.raises(InputError, match="samples must be a whole number, 2 or more"):
            bitext.compare({"one": ENGLISH, "two": ENGLISH}, ENGLISH, samples=wrong)
    with pytest.raises(ShapeError, match="one has 5 lines, but two has 4"):
        bitext.compare({"one": ENGLISH, "two": ENGLISH[1:]}, ENGLISH)


Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_the_command_aligns(command: Command, write: Write, tmp_path: Path):
    reference = write("ref.txt", REFERENCE)
    saved = tmp_path / "saved.json"
    result().save(saved)
    assert command("score", saved, reference, "--align").out == f"{result().score(REFERENCE)}\n"
    text = write("hyp.txt", " ".join(ENGLISH))
    printed = json.loads(command("score", text, reference, "--align", "--json").out)
    assert printed["chrf"]["value"] == pytest.approx(result().score(REFERENCE).chrf.value)
    refused = command("score", text, reference)
    assert refused.code == 1
    assert "use --align" in refused.err


def test_the_command_scores_a_saved_result_by_lines(command: Command, write: Write, tmp_path: Path):
    saved = tmp_path / "saved.tmx"
    result().save(saved)
    lines = write("ref.txt", "\n".join(ENGLISH))
    assert command("score", saved, lines).out == f"{result().score(ENGLISH)}\n"


def test_the_command_compares(command: Command, write: Write):
    one, two = write("one.txt", "\n".join(ENGLISH * 4)), write("two.txt", "\n".join(worse(ENGLISH * 4)))
    reference = write("ref.txt", "\n".join(ENGLISH * 4))
    expected = bitext.compare({str(one): ENGLISH * 4, str(two): worse(ENGLISH * 4)}, ENGLISH * 4, samples=50)
    options = ("--compare", two, "--samples", 50)
    assert command("score", one, reference, *options).out == f"{expected}\n"
    printed = json.loads(command("score", one, reference, *options, "--json").out)
    assert printed["systems"][1]["bleu"]["p_value"] == expected.systems[1].bleu.p_value
    assert printed["signatures"]["TER"] == expected.signatures["TER"]
    aligned_ = command("score", one, write("text.txt", " ".join(ENGLISH * 4)), *options, "--align")
    assert aligned_.code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--align", "--per-line"), "--per-line does not go together with --align"),
        (("--compare", "HYP", "--per-line"), "--per-line does not go together with --compare"),
        (("HYP", "--align"), "--align takes one reference"),
    ],
)
def test_options_that_do_not_go_together(command: Command, write: Write, options: tuple[str, ...], said: str):
    file = write("a.txt", "One.\n")
    done = command("score", file, file, *(file if option == "HYP" else option for option in options))
    assert done.code == 2
    assert said in done.err
