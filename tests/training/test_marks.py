"""Quotation marks of training sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.errors import InputError
from tests.training.conftest import order
from training import marks

SENTENCES = [
    "Le boulanger ouvre sa porte à six heures.",
    "La voisine a dit qu'elle viendrait demain avec son frère.",
    "Nous avons marché longtemps le long de la rivière.",
    'Il répond : "Je ne sais pas", puis il sort.',
    "Les enfants jouent dans la cour de l'école.",
]


@pytest.mark.parametrize(
    ("french", "curly"),
    [
        ("Il a dit : « Je viens ».", "Il a dit : “Je viens”."),
        ('Le "petit" chat.', "Le “petit” chat."),
        ("« Elle m'a dit “non” », avoue-t-il.", "“Elle m'a dit “non””, avoue-t-il."),
        ("« Cela commence ici.", "“Cela commence ici."),
        ("— Bonsoir, dit Léa.", "— Bonsoir, dit Léa."),
        ("Rien à citer.", "Rien à citer."),
    ],
)
def test_marks_of_every_form_become_curly(french, curly):
    assert marks.curly(french, "fr") == curly


@pytest.mark.parametrize(
    ("english", "curly"),
    [
        ('"I know," she said.', "“I know,” she said."),
        ("He said “no”.", "He said “no”."),
        ("It’s the dogs’ house.", "It’s the dogs’ house."),
    ],
)
def test_marks_of_an_english_source_become_curly(english, curly):
    assert marks.curly(english, "en") == curly


def test_a_source_without_rules_is_an_error():
    with pytest.raises(InputError, match="no rules"):
        marks.curly("Ett hus.", "sv")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Un “chat” noir.", 'A black "cat".', "A black “cat”."),
        ("“Un “chat””.", '"A "cat"".', "“A “cat””."),
        ("Un “chat”.", "A cat.", None),
        ("Un chat.", 'A "cat".', None),
        ("Il finit”, dit-il.", 'He ends," he said.', "He ends,” he said."),
        ("Un chat.", "A « cat ».", None),
        ("A “cat”.", "Un « chat ».", "Un “chat”."),
        ("“Yes”, he said.", "«\u00a0Oui\u202f», dit-il.", "“Oui”, dit-il."),
        ("A “cat”.", "Un « chat.", None),
    ],
)
def test_marks_of_the_target_take_their_direction_from_the_source(source, target, expected):
    assert marks.transferred(source, target) == expected


@given(st.sampled_from(SENTENCES), st.integers(0, 10_000))
def test_a_quotation_by_rule_adds_marks_and_nothing_else(sentence, seed):
    changed = marks.quoted(sentence, order(seed))
    assert changed.replace("“", "").replace("”", "") == sentence
    assert marks.count(changed) <= 4


def test_a_quotation_by_rule_may_end_in_another_one():
    sentence = "Le maire a dit hier que la digue serait relevée avant la fin de l'été."
    changed = [marks.quoted(sentence, order(seed)) for seed in range(200)]
    nested = [text for text in changed if marks.count(text) > 2]
    assert 5 < len(nested) < 60
    assert all("””" in text for text in nested)
