"""Two texts that exist: pairs, words and quotations between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import bitext
from bitext import Aligner, Bitext, InputError, LanguageWarning, MismatchWarning
from tests.aligner.test_invariants import rebuilt
from tests.conftest import Command

EXAMPLES = Path(__file__).parents[2] / "examples"

FRENCH = (
    "La jetée sera fermée lundi. Le maire, Yann Kerloc’h, a parlé d’une « mesure de prudence ».\n\n"
    "« Nous n’avons pas le choix, a-t-il dit. La pierre bouge. » Les pêcheurs protestent.\n\n"
    "Ils demandent un “calendrier précis” et une indemnité.”\n"
)
ENGLISH = (
    "The pier will be closed on Monday. The mayor, Yann Kerloc’h, spoke of a “precaution.”\n\n"
    "“We have no choice,” he said. “The stone is moving.” The fishermen are protesting.\n\n"
    "They are asking for a precise timetable and for “compensation.”\n"
)


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner()


@pytest.fixture(scope="module")
def result(aligner: Aligner) -> Bitext:
    return aligner.align(FRENCH, ENGLISH)


@pytest.mark.model
def test_nothing_is_lost_on_either_side(result):
    assert rebuilt(result.source) == FRENCH
    assert rebuilt(result.target) == ENGLISH
    assert [s for pair in result.pairs for s in pair.source] == list(result.source.sentences)
    assert [s for pair in result.pairs for s in pair.target] == list(result.target.sentences)


@pytest.mark.model
def test_pairs(result):
    first = result.pairs[0]
    assert first.source.text == "La jetée sera fermée lundi."
    assert first.target.text == "The pier will be closed on Monday."
    assert all(pair.source and pair.target for pair in result.pairs)
    assert result.score > 0.8


@pytest.mark.model
def test_words_lie_in_their_pair_and_link_names(result):
    texts = {
        (FRENCH[link.source.start : link.source.end], ENGLISH[link.target.start : link.target.end])
        for pair in result.pairs
        for link in pair.words
    }
    assert {("maire", "mayor"), ("lundi", "Monday"), ("pierre", "stone")} <= texts
    for pair in result.pairs:
        for link in pair.words:
            assert pair.source.start <= link.source.start < link.source.end <= pair.source.end
            assert pair.target.start <= link.target.start < link.target.end <= pair.target.end


@pytest.mark.model
def test_quotations_and_their_verdicts(result):
    found = [
        (
            link.source and FRENCH[link.source.start : link.source.end],
            link.target and ENGLISH[link.target.start : link.target.end],
            link.verdict,
        )
        for link in result.quotes
    ]
    whole = "« Nous n’avons pas le choix, a-t-il dit. La pierre bouge. »"
    assert ("« mesure de prudence »", "“precaution.”", "kept") in found
    assert (whole, "“We have no choice,”", "kept") in found
    assert (whole, "“The stone is moving.”", "kept") in found
    assert ("“calendrier précis”", None, "lost") in found
    assert (None, "“compensation.”", "added") in found
    assert ("”", None, "unpaired") in found
    assert len(found) == 6


@pytest.mark.model
def test_a_saved_alignment_loads_equal(result, tmp_path):
    result.save(tmp_path / "a.json")
    assert Bitext.load(tmp_path / "a.json") == result
    assert "precaution" in result.to_text()
    assert "precaution" in result._repr_html_()


@pytest.mark.model
def test_the_example_article(aligner):
    french, english = ((EXAMPLES / f"article.{lang}.txt").read_text("utf-8") for lang in ("fr", "en"))
    found = aligner.align(french, english)
    assert found.score > 0.9
    assert found.verdicts() == {"kept": 18, "unpaired": 1}


@pytest.mark.model
def test_lists_are_kept_as_given(aligner):
    french = ["Il pleut sur le port. La boulangère ferme.", "Le bateau est parti."]
    english = ["It is raining on the harbour.", "The baker is closing.", "The boat has left."]
    found = aligner.align(french, english)
    assert len(found.source.sentences) == 2
    assert [len(pair.target) for pair in found.pairs] == [2, 1]


@pytest.mark.model
def test_the_callers_own_translations_serve_as_bridge(aligner):
    french = ["Xxx xx xxxx.", "Yy yyyy yyy.", "Zzzz zz zz."]
    english = ["The pier is closed today.", "Fishermen protest in Quimper.", "It is raining on the sea."]
    found = aligner.align(french, [english[0], english[2]], translations=english)
    assert [(len(p.source), len(p.target)) for p in found.pairs] == [(1, 1), (1, 0), (1, 1)]
    assert found.pairs[1].flags == ("deletion",)


def test_length_needs_no_model():
    alone = Aligner(model="there is no such model", bridge="length").align(FRENCH, ENGLISH)
    assert len(alone.pairs) >= 5
    assert alone.model is None
    assert not any(len(pair.words) for pair in alone.pairs)
    assert alone.verdicts()["kept"] >= 2


@pytest.mark.model
def test_progress_reaches_the_end(aligner):
    news: list[tuple[int, int]] = []
    aligner.align(FRENCH, ENGLISH, progress=lambda *told: news.append(told))
    assert news[-1][0] == news[-1][1] > 0


@pytest.mark.parametrize(
    ("french", "english", "message"),
    [
        ("", ENGLISH, "French text has no sentence"),
        (FRENCH, " \n", "English text has no sentence"),
        (FRENCH, [], "English text has no sentence"),
        (ENGLISH, FRENCH, "swapped"),
    ],
)
def test_sides_that_cannot_be_right(aligner, french, english, message):
    with pytest.raises(InputError, match=message):
        aligner.align(french, english)


def test_translations_alone_are_refused(aligner):
    with pytest.raises(InputError, match="give `english` too"):
        aligner.align(["Oui."], translations=["Yes."])


@pytest.mark.model
def test_texts_that_do_not_belong_together_are_told(aligner):
    other = (
        "Fold the egg whites into the batter with a wooden spoon. Grease a round tin and dust it with flour. "
        "Bake for forty minutes, then let the cake cool on a rack. Melt the chocolate slowly over hot water. "
        "Spread it with a knife while it is still warm. Serve with whipped cream and a few raspberries. "
    ) * 3
    with pytest.warns(MismatchWarning, match="do not look like translations"):
        aligner.align(FRENCH * 3, other)


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::bitext.LanguageWarning")
def test_identical_texts(aligner):
    found = aligner.align(FRENCH, FRENCH)
    assert [pair.source.text for pair in found.pairs] == [pair.target.text for pair in found.pairs]


@pytest.mark.model
def test_another_language_is_told(aligner):
    german = "Der Hafen wird am Montag geschlossen. Der Bürgermeister sprach von einer Vorsicht. " * 2
    with pytest.warns(LanguageWarning, match="'de', not 'en'"):
        aligner.align(FRENCH, german)


def test_no_such_bridge():
    with pytest.raises(InputError, match="bridge must be one of translation"):
        Aligner(bridge="ford")  # type: ignore[arg-type]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("fr", FRENCH), ("en", ENGLISH)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "jetee.txt").write_text(text, encoding="utf-8")
    return tmp_path / "fr", tmp_path / "en"


def test_command_line(command: Command, files):
    french, english = (folder / "jetee.txt" for folder in files)
    done = command("align", french, english, "--bridge", "length", "--tsv", "--quiet")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert rows[0][:2] == ["La jetée sera fermée lundi.", "The pier will be closed on Monday."]
    assert all(0 <= float(row[2]) <= 1 for row in rows)
    some = command("align", french, english, "--bridge", "length", "--tsv", "--min-score", "1")
    assert len(some.out.splitlines()) < len(rows)
    assert "left out" in some.err
    shown = command("align", french, english, "--bridge", "length")
    assert "The pier will be closed" in shown.out
    printed = json.loads(command("align", french, english, "--bridge", "length", "--json").out)
    assert printed["format"] == "bitext"


def test_folders_are_matched_by_name(command: Command, files, tmp_path):
    (files[0] / "seul.txt").write_text("Seul.", encoding="utf-8")
    done = command("align", *files, "-o", tmp_path / "out", "--bridge", "length")
    assert done.code == 0
    assert "seul.txt is in one folder only" in done.err
    assert Bitext.load(tmp_path / "out" / "jetee.txt.json").target.text == ENGLISH


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("fr", "en"), 2, "--output"),
        (("fr", "en/jetee.txt"), 1, "two of a kind"),
        (("fr/jetee.txt", "en/nope.txt"), 1, "does not exist"),
        (("fr/jetee.txt", "en/jetee.txt", "-o", "a.xyz"), 2, "suffix"),
        (("en/jetee.txt", "fr/jetee.txt"), 1, "swapped"),
        (("fr/jetee.txt", "en/jetee.txt", "--json", "--min-score", "0.5"), 2, "--min-score"),
        (("fr/jetee.txt", "en/jetee.txt", "--json", "--tsv"), 2, "not both"),
        (("fr/jetee.txt", "en/jetee.txt", "--bridge", "ford"), 2, "ford"),
    ],
)
def test_bad_command_lines(command: Command, files, monkeypatch, arguments, code, message):
    monkeypatch.chdir(files[0].parent)
    done = command("align", *arguments)
    assert done.code == code
    assert message in done.err


def test_the_function_takes_the_options_of_the_class():
    assert bitext.align(FRENCH, ENGLISH, bridge="length").pairs
