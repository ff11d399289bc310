"""The whole corridor with the real models, on the example article and on sentences of our own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import bitext
from bitext import Aligner, Bitext, InputError, LanguageWarning
from bitext.text.document import Document
from tests.support.models import EVERY_MODEL

EXAMPLES = Path(__file__).parents[2] / "examples"

SENTENCES = (
    "Le train part à huit heures.",
    "Elle n’a rien dit.",
    "« Nous verrons bien », a répondu le maire.",
    "Personne ne sait pourquoi la porte était ouverte ce matin-là, ni qui l’avait laissée ainsi.",
    "Oui.",
    "Les pêcheurs du port demandent que la jetée soit réparée avant l’hiver, comme promis en mars.",
    "Il pleut.",
    "Le conseil a voté “sans enthousiasme” un budget de 3,2 millions d’euros.",
    "Où vas-tu ?",
    "Mme Kerjean, qui dirige l’école depuis dix ans, a refusé de signer la lettre.",
)


@pytest.fixture(scope="module", params=EVERY_MODEL)
def aligner(request: pytest.FixtureRequest) -> Aligner:
    return Aligner(request.param, beam=2)


@pytest.fixture(scope="module")
def article(aligner: Aligner) -> Bitext:
    return aligner.align((EXAMPLES / "article.fr.txt").read_text(encoding="utf-8"))


def rebuilt(document: Document) -> str:
    gaps = list(document.gaps())
    return gaps[0] + "".join(s.text + gap for s, gap in zip(document.sentences, gaps[1:], strict=True))


def test_nothing_is_lost(article):
    assert rebuilt(article.source) == article.source.text
    assert rebuilt(article.target) == article.target.text
    assert article.target.text.count("\n") == article.source.text.count("\n")


def test_every_line_has_a_home(article):
    assert [s for pair in article.pairs for s in pair.source] == list(article.source.sentences)
    assert [s for pair in article.pairs for s in pair.target] == list(article.target.sentences)
    assert all(pair.target.text for pair in article.pairs)


def test_every_mark_is_accounted_for(article):
    sources = [link.source for link in article.quotes]
    assert sorted(sources, key=id) == sorted((*article.source.quotations, *article.source.unpaired), key=id)
    for link in article.quotes:
        if link.verdict == "unpaired":
            assert link.target is None
            continue
        assert link.target is not None
        assert article.target.text.startswith(link.target.open, link.target.start)
        assert article.target.text.endswith(link.target.close, 0, link.target.end)


def test_the_marks_of_the_article(article):
    gold = json.loads((EXAMPLES / "article.gold.json").read_text(encoding="utf-8"))
    assert len(article.quotes) == len(gold["quotations"]) + len(gold["unpaired"])
    # Of 17 quotations one is nested (‘ ’) and one goes on over a paragraph (“ repeated).
    assert article.target.text.count("“") == 16 + 1
    assert article.target.text.count("”") == 16
    assert article.verdicts()["unpaired"] == 1


def test_word_links_lie_in_their_pair(article):
    for pair in article.pairs:
        for link in pair.words:
            assert pair.source.start <= link.source.start < link.source.end <= pair.source.end
            assert pair.target.start <= link.target.start < link.target.end <= pair.target.end


def test_a_saved_bitext_loads_equal(article, tmp_path):
    article.save(tmp_path / "article.json")
    assert Bitext.load(tmp_path / "article.json") == article


@pytest.mark.parametrize("size", [1, 3, 16])
def test_a_translation_does_not_depend_on_its_batch(aligner, size):
    name = aligner.translator.info.name
    together = aligner.translator.translate(SENTENCES * 3, beam=3)
    other = bitext.load(name, batch_size=size, threads=1).translate(SENTENCES[::-1], beam=3)[::-1]
    for one, two in zip(together, other, strict=False):
        assert (one.text, one.score, one.words) == (two.text, two.score, two.words)


@pytest.mark.slow
def test_both_engines_give_the_same_kind_of_result(aligner):
    other = bitext.load(aligner.translator.info.name, engine="transformers")
    alone = [other.translate([sentence], beam=2)[0] for sentence in SENTENCES[:5]]
    together = other.translate(SENTENCES[:5], beam=2)
    assert [t.text for t in alone] == [t.text for t in together]
    here = aligner.translator.translate(SENTENCES, beam=2)
    # Whole numbers in the one, fractions in the other: where two words are as good, they may differ.
    assert sum(one.text == two.text for one, two in zip(here, other.translate(SENTENCES, 2), strict=True)) > 5
    assert len(alone[0].words) >= 4


def test_words_of_a_given_pair(aligner):
    links = aligner.words(["Le", "chat", "noir", "dort", "."], ["The", "black", "cat", "sleeps", "."])
    assert links == {(0, 0), (1, 2), (2, 1), (3, 3), (4, 4)}


def test_what_has_no_words_passes_through(aligner):
    result = aligner.align(["12,5 %", "https://exemple.fr/a?b=c", "***", "", "Bonjour."])
    assert [pair.target.text for pair in result.pairs[:4]] == [
        "12,5 %",
        "https://exemple.fr/a?b=c",
        "***",
        "",
    ]
    assert all("passed-through" in pair.flags for pair in result.pairs[:4])
    assert result.pairs[4].flags == ()


def test_a_sentence_longer_than_the_model_reads_is_split_and_whole(aligner):
    clauses = [f"le bateau numéro {number} est rentré au port" for number in range(60)]
    (pair,) = aligner.align([", ".join(clauses) + "."]).pairs
    assert "split" in pair.flags
    assert all(str(number) in pair.target.text for number in (0, 17, 31, 45, 59))


@pytest.mark.parametrize("label", ["a) ", "- b) ", "(ii) ", "• c) ", "B) ", "(12) "])
def test_the_label_of_an_item_stays(aligner, label):
    result = aligner.align(f"{label}Les piétons passent par le quai.")
    assert result[0].target.text.startswith(f"{label}Pedestrians ")
    assert result.target.text[result[0].words[0].target.start :].startswith("Pedestrians")


def test_labels_within_a_sentence_are_read(aligner):
    text = aligner.align("a) et b) sont exclus.").target.text
    assert re.fullmatch(r"\(?a\) and \(?b\) are excluded\.", text)


def test_emoji_at_the_edges_stay(aligner):
    (pair,) = aligner.align(["😀 Bonjour à tous ! 🎉"]).pairs
    assert pair.target.text.startswith("😀 ")
    assert pair.target.text.endswith(" 🎉")


def test_text_in_another_language_is_told_and_translated(aligner):
    text = "The weather is fine today, and nobody would think that this is written in French at all."
    with pytest.warns(LanguageWarning, match="'en'"):
        result = aligner.align(text)
    assert len(result.pairs) == 1


@pytest.mark.parametrize("style", ["straight", "source"])
def test_the_form_of_the_marks(aligner, style):
    result = Aligner(beam=1, quotes=style)
    result.translator = aligner.translator
    text = result.align("Le maire a dit : « Je pars demain. »").target.text
    assert text.count('"') == (2 if style == "straight" else 0)
    assert text.count("«") == text.count("»") == (1 if style == "source" else 0)


def test_a_stray_mark_is_kept_on_request(aligner):
    keeping = Aligner(beam=1, stray=True)
    keeping.translator = aligner.translator
    result = keeping.align("Il est parti hier soir. ” Elle est restée.")
    assert result.target.text.count("”") == 1
    assert result.quotes[0].verdict == "unpaired"
    assert result.quotes[0].target is not None


def test_options_that_do_not_exist():
    nonsense: Any = "nonsense"
    with pytest.raises(InputError, match="curly, straight, source"):
        Aligner(quotes=nonsense)
    with pytest.raises(InputError, match="ctranslate2"):
        bitext.load(engine=nonsense)


def test_empty_text(aligner):
    result = aligner.align("")
    assert (len(result), result.target.text, result.quotes) == (0, "", ())
    result = aligner.align("\n  \n")
    assert result.target.text == "\n  \n"
