"""What goes into a memory and what comes out of it."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

import bitext
from benchmarks.made_up import bitext_of
from bitext import MemoryChanges, MemoryEntry, TranslationMemory, Trust
from bitext.errors import BitextWarning, FormatError, InputError
from bitext.memory import bitext_of as exported

LINES = [
    ("Le bac traverse l’estuaire.", "The ferry crosses the estuary."),
    ("La digue a tenu.", "The dyke held."),
    ("Le 12 mars, le pont a fermé.", "On 12 March the bridge closed."),
]


@pytest.fixture(params=["file", "RAM"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "old.db" if request.param == "file" else None)


def target_of(memory: TranslationMemory, text: str, before: str | None = None) -> str | None:
    match = memory.translation(text, before)
    return match.target if match else None


def test_what_was_added_is_found(memory: TranslationMemory):
    assert memory.add(bitext_of(LINES), name="lines") == MemoryChanges(added=3)
    assert len(memory) == 3
    match = memory.translation("Le bac traverse l'estuaire .".replace(" .", "."))
    assert match is not None
    assert (match.target, match.likeness, match.trust, match.origin) == (
        LINES[0][1],
        100,
        Trust.GIVEN,
        "lines",
    )
    assert memory.translation("Le bac traverse la baie.") is None


def test_a_like_sentence_has_its_likeness_and_is_never_exact(memory: TranslationMemory):
    memory.add(bitext_of(LINES))
    (match,) = memory.find("Le 13 mars, le pont a fermé.")
    assert (match.source, 90 <= match.likeness <= 99) == (LINES[2][0], True)
    (match,) = memory.find("LA DIGUE A TENU.")
    assert (match.source, match.likeness) == (LINES[1][0], 99)
    assert memory.find("Un tout autre propos sur la moisson.") == []
    assert memory.find("La digue a tenu bon.", least=99) == []


def test_the_same_again_is_known(memory: TranslationMemory):
    memory.add(bitext_of(LINES))
    assert memory.add(bitext_of([*LINES, LINES[0]])) == MemoryChanges(known=4)
    assert memory.info().translations == 3


def test_the_newest_wins(memory: TranslationMemory):
    memory.add(bitext_of(LINES))
    new = [(LINES[1][0], "The levee held.")]
    assert memory.add(bitext_of(new)) == MemoryChanges(replaced=1)
    assert [match.target for match in memory.translations(LINES[1][0])] == ["The levee held."]
    assert memory.add(bitext_of(LINES)) == MemoryChanges(known=2, replaced=1)
    assert [match.target for match in memory.translations(LINES[1][0])] == ["The dyke held."]


def test_a_person_outranks_whoever_has_not_looked(memory: TranslationMemory):
    made = bitext_of(LINES)
    checked = replace(made, pairs=tuple(replace(pair, checked=True) for pair in made.pairs))
    memory.add(checked)
    other = bitext_of([(source, f"Not: {target}") for source, target in LINES])
    assert memory.add(other) == MemoryChanges(outranked=3)
    assert target_of(memory, LINES[1][0]) == LINES[1][1]
    edited = replace(other, pairs=tuple(replace(pair, flags=("edited",)) for pair in other.pairs))
    assert memory.add(edited) == MemoryChanges(replaced=3)
    assert memory.info().checked == 3


def test_machine_translations_that_nobody_checked_are_left_out(memory: TranslationMemory):
    made = replace(bitext_of(LINES), model="fr-en")
    made = replace(made, pairs=(replace(made.pairs[0], checked=True), *made.pairs[1:]))
    assert memory.add(made) == MemoryChanges(added=1, unchecked=2)
    assert memory.add(made, unchecked=True) == MemoryChanges(added=2, known=1)
    assert memory.info().machine == 2
    given = bitext_of([(source, f"Better: {target}") for source, target in LINES])
    assert memory.add(given) == MemoryChanges(outranked=1, replaced=2)


def test_two_texts_that_were_aligned_are_no_machine_translation(memory: TranslationMemory):
    fr = ["La marée monte.", "Le vent tourne.", "Le phare s’éteint."]
    made = bitext.align(
        fr, ["The tide is rising.", "The wind is turning and the light goes out."], bridge="length"
    )
    made = replace(made, model="fr-en")
    changes = memory.add(made)
    assert changes.unchecked == 0
    assert changes.added + changes.unfit == len(made)


def test_pairs_that_are_no_entry_are_counted(memory: TranslationMemory):
    lines = [*LINES, ("Sans anglais.", ""), ("Un demi-signe \ud800.", "Half a sign."), ("", "Nothing.")]
    assert memory.add(bitext_of(lines)) == MemoryChanges(added=3, unfit=3)


def test_context_chooses_among_the_translations_of_one_file(memory: TranslationMemory):
    memory.add(
        bitext_of([("Viens-tu ?", "Coming?"), ("Oui.", "Yes."), ("Sûr ?", "Sure?"), ("Oui.", "I am.")])
    )
    assert target_of(memory, "Oui.", "Viens-tu ?") == "Yes."
    assert target_of(memory, "Oui.", "Sûr\u202f?") == "I am."
    assert target_of(memory, "Oui.", "Ailleurs ?") == target_of(memory, "Oui.") == "I am."
    assert [match.likeness for match in memory.find("Oui.")] == [100, 100]


def test_a_swapped_file_is_turned_round(memory: TranslationMemory):
    assert memory.add(bitext_of(LINES).swapped()) == MemoryChanges(added=3)
    assert target_of(memory, LINES[0][0]) == LINES[0][1]


def test_a_file_that_says_the_wrong_languages_is_turned_round(memory: TranslationMemory):
    lines = [(target, source) for source, target in (*LINES, *LINES)]
    memory.add(bitext_of(lines))  # French and English by name, the other way by content
    assert target_of(memory, LINES[0][0]) == LINES[0][1]


@pytest.mark.filterwarnings("ignore:the languages are de and fr")
def test_other_languages_are_refused(memory: TranslationMemory, tmp_path: Path):
    tmx = tmp_path / "de.tmx"
    tmx.write_text(
        '<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1" '
        'segtype="sentence" o-tmf="x" adminlang="en" srclang="de" datatype="plaintext"/><body><tu>'
        '<tuv xml:lang="de"><seg>Der Kahn sinkt.</seg></tuv><tuv xml:lang="fr"><seg>La barque coule.</seg>'
        "</tuv></tu></body></tmx>",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match=r"de\.tmx.*from de to fr"):
        memory.add(tmx)


def test_a_long_sentence_is_found_and_so_is_its_like(memory: TranslationMemory):
    long = " ".join(f"mot{number}" for number in range(3000))
    memory.add_entries([MemoryEntry("Le bac est plein.", "The ferry is full."), MemoryEntry(long, "Words.")])
    assert target_of(memory, long) == "Words."
    (match,) = memory.find(f"{long} encore")
    assert match.likeness == 99


def test_all_of_it_comes_out_again(memory: TranslationMemory, tmp_path: Path):
    memory.add(bitext_of(LINES))
    made = exported(memory)
    assert [(pair.source.text, pair.target.text) for pair in made] == LINES
    made.save(tmp_path / "out.tmx")
    again = TranslationMemory.of(tmp_path / "out.tmx")
    assert list(again.entries()) == list(memory.entries())


def test_an_empty_memory_knows_nothing(tmp_path: Path):
    memory = TranslationMemory()
    assert (len(memory), memory.find("Rien."), memory.translation("Rien.")) == (0, [], None)
    assert memory.find("?!") == []
    assert len(TranslationMemory(tmp_path / "new.db")) == 0


def test_entries_are_added_as_they_are(memory: TranslationMemory):
    memory.add_entries([MemoryEntry("La vase sèche.", "The mud dries.", Trust.CHECKED)])
    assert memory.info().checked == 1


@pytest.mark.parametrize("options", [{"n": 0}, {"n": 21}, {"least": 0}, {"least": 101}])
def test_options_out_of_range_are_told(options: dict[str, int]):
    with pytest.raises(InputError, match="between"):
        TranslationMemory().find("Rien.", **options)


def test_it_can_be_pickled(memory: TranslationMemory):
    memory.add(bitext_of(LINES))
    again = pickle.loads(pickle.dumps(memory))  # noqa: S301 - made here
    assert again.translation(LINES[0][0]) == memory.translation(LINES[0][0])


def test_results_do_not_depend_on_the_order_of_a_set(tmp_path: Path):
    lines = [(f"Le bateau numéro {number} est au port.", f"Boat {number}.") for number in range(300)]
    found = []
    for name in ("a", "b"):
        memory = TranslationMemory(tmp_path / name)
        memory.add(bitext_of(lines))
        found.append([match.target for match in memory.find("Le bateau numéro x est au port.", 20)])
    assert found[0] == found[1]
    assert len(found[0]) == 20


def test_an_aligner_tells_what_it_does_not_take():
    made = replace(bitext_of(LINES), model="fr-en")
    with pytest.warns(BitextWarning, match="3 pairs look like machine translations"):
        assert len(TranslationMemory.of(made)) == 0


def test_what_an_aligner_takes(tmp_path: Path):
    made = bitext_of(LINES)
    made.save(tmp_path / "a.json")
    index = TranslationMemory(tmp_path / "a.db")
    index.add(made)
    for given in (made, tmp_path / "a.json", str(tmp_path / "a.db"), index):
        assert TranslationMemory.of(given).translation(LINES[0][0]) is not None
    (tmp_path / "a.txt").write_text("Rien de tel.", encoding="utf-8")
    with pytest.raises(FormatError, match=r"cannot be loaded|suffix"):
        TranslationMemory.of(tmp_path / "a.txt")
