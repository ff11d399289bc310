"""XLIFF 2 filled in: targets where there were none, everything else as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bitext.documents.original import open_source
from bitext.errors import FormatError, InputError
from bitext.formats.xliff.format import load_strictly
from bitext.result.fillable import Fillable
from tests.support.documents import echoed, made, one_to_one, phrase
from tests.support.filling import filled, opened, whole
from tests.support.xliff_files import DATA, document, ignorable, segment, unit_of
from tests.support.xliff_files import loaded as load_text

HEAD = 'version="2.1" srcLang="fr-FR" trgLang="en"'


def in_file(inside: str, head: str = HEAD) -> str:
    return document(f'<file id="f1">{inside}</file>', head)


def one(inside: str) -> str:
    return unit_of("u1", inside)


def fill(text: str, *, overwrite: bool = False) -> str:
    return filled(text.encode(), "todo.xlf", overwrite=overwrite).decode()


def test_targets_are_put_in_and_nothing_else_changes():
    before = """<?xml version='1.0'  encoding = "utf-8" ?>
<!-- à faire -->
<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version="2.0"\tsrcLang='fr'
   trgLang="en" >
  <file id="f1" original='a &amp; b'>
    <unit id="u1">
      <segment   id='s1' state="initial">
        <source>La criée <![CDATA[<rouvre>]]> lundi &#233;.</source>
      </segment>
      <segment>
        <source>Le quai est vide.</source>
        <target>Nobody is on the quay.</target>
      </segment>
    </unit>
  </file>
</xliff>"""
    after = fill(before)
    new = """
        <target>La criée &lt;rouvre&gt; lundi é.</target>"""
    assert new in after
    kept = after.replace(new, "").replace(' state="translated" subState="bitext:mt"', ' state="initial"')
    assert kept == before


def test_what_has_a_target_stays_unless_it_is_to_be_written_over():
    both = in_file(unit_of("u1", segment("Un chien.", "A dog.") + segment("Un chat.")))
    assert "<target>A dog.</target>" in fill(both)
    assert opened(both.encode(), "a.xlf").text == "Un chat."
    again = fill(both, overwrite=True)
    assert "A dog" not in again
    assert again.count('state="translated" subState="bitext:mt"') == 2


@pytest.mark.parametrize("empty", ["<target/>", "<target></target>", '<target xml:lang="en" />'])
def test_an_empty_target_is_missing(empty: str):
    after = fill(in_file(one(f"<segment><source>Un chat.</source>{empty}</segment>")))
    assert re.search(r'<target( xml:lang="en")?>Un chat\.</target>', after)


def test_a_file_with_nothing_to_fill_comes_back_as_it_is():
    full = in_file(unit_of("u1", segment("Un chien.", "A dog.")))
    assert opened(full.encode(), "a.xlf").missing == 0
    assert fill(full) == full


def test_white_space_only_and_what_is_not_to_be_translated_are_left_alone():
    inside = (
        one(segment(" ") + ignorable(" ", " ")) + '<unit id="n" translate="no"><segment><source>Un'
        "</source></segment></unit>"
    )
    assert fill(in_file(inside)) == in_file(inside)


def test_numbers_alone_are_their_own_translation():
    assert "<target>12 / 7</target>" in fill(in_file(unit_of("u1", segment("12 / 7"))))


INLINE = [
    'Le <pc id="1" type="fmt" subType="xlf:b">maire</pc> a dit <ph id="2" disp="{0}"/>.',
    'Le <sc id="1"/>maire<ec startRef="1"/> a dit : « <pc id="3">oui</pc> ».',
    'Voyez <mrk id="m1" type="term">le quai</mrk> et <mrk id="m2" translate="no">Brest-Sud</mrk>.',
    'Une ligne<ph id="1" type="fmt" subType="xlf:lb"/>et une autre.',
    'Croisés : <sc id="1"/>un <sc id="2"/>deux<ec startRef="1"/> trois<ec startRef="2"/>.',
    'Le signe <cp hex="0001"/> se voit.',
    "Bonjour <b>%s</b>, vous avez {count} messages.".replace("<", "&lt;").replace(">", "&gt;"),
]


@pytest.mark.parametrize("source", INLINE)
def test_an_echo_has_the_codes_of_the_source_in_their_places(source: str):
    after = fill(in_file(one(f'{DATA}<segment><source xml:space="preserve">{source}</source></segment>')))
    assert f"<target>{source}</target>" in after.replace('<target xml:space="preserve">', "<target>")
    load_text(after, strict=True)


def test_a_character_that_cannot_be_told_is_shown():
    done = fill(in_file(one('<segment><source>Un <cp hex="notOK"/> signe.</source></segment>')))
    assert "<target>Un \ufffd signe.</target>" in done


def test_codes_go_to_their_words():
    source = 'Le <pc id="1">maire</pc> parle <pc id="2">peu</pc>.'
    data = in_file(one(f"<segment><source>{source}</source></segment>")).encode()
    done = filled(
        data,
        "a.xlf",
        translate=lambda text: made(text, phrase("Rarely speaks the mayor.", (0, 2), (1, 3), (2, 1), (3, 0))),
    )
    assert '<target><pc id="2">Rarely</pc> speaks the <pc id="1">mayor</pc>.</target>' in done.decode()


def test_the_paragraphs_of_a_unit_are_paragraphs_of_the_text():
    source = "Titre court\n\nUn texte suit.\n"
    data = in_file(one(f'<segment><source xml:space="preserve">{source}</source></segment>'))
    assert opened(data.encode(), "a.xlf").text == "Titre court\n\nUn texte suit."
    assert f'<target xml:space="preserve">{source}</target>' in fill(data)


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ('version="2.0" srcLang="en" trgLang="fr"', "from en into fr"),
        ('version="2.0" srcLang="de" trgLang="it"', "from de into it"),
        ('version="2.0" srcLang="fr" trgLang="de"', "from fr into de"),
    ],
)
def test_other_languages_are_refused_by_name(head: str, told: str):
    with pytest.raises(FormatError, match=rf"todo\.xlf: .*{told}.*French \(fr\) into English \(en\)"):
        fill(in_file(unit_of("u1", segment("Un.")), head))


def test_a_target_language_that_is_not_told_is_told():
    text = in_file(unit_of("u1", segment("Un.")), 'version="2.0" srcLang="fr"')
    assert 'srcLang="fr" trgLang="en"' in fill(text)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_encoding_of_the_file_stays(encoding: str, tmp_path: Path):
    declared = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    body = in_file(unit_of("u1", segment("L’été « fini ».")))
    text = f'<?xml version="1.0" encoding="{declared}"?>\r\n{body}'
    data = text.encode(encoding, "xmlcharrefreplace")
    done = filled(data, "a.xlf")
    assert done[:2] == data[:2]
    assert "<target>" in done.decode(encoding)
    (tmp_path / "done.xlf").write_bytes(done)
    assert load_strictly(tmp_path / "done.xlf").target.text == "L’été « fini »."


def test_entities_are_refused():
    text = f'<!DOCTYPE xliff [<!ENTITY a "aaaa">]>{in_file(unit_of("u1", segment("Un &a;.")))}'
    with pytest.raises(FormatError, match="entities"):
        fill(text)


def test_a_bitext_of_another_text_is_refused():
    todo = opened(in_file(unit_of("u1", segment("Un."))).encode(), "a.xlf")
    for use in (todo.render, todo.whole):
        with pytest.raises(InputError, match="another text"):
            use(echoed("Deux."))


def test_the_whole_has_what_was_there_and_what_was_filled():
    units = unit_of("u1", segment("Un chien.", "A dog.") + segment("Un chat. Il dort."))
    units += unit_of("u2", segment("Le lieu : %s.") + segment("Fin.", "End."))
    found = whole(in_file(units).encode(), "a.xlf")
    assert [(pair.source.text, pair.target.text) for pair in found] == [
        ("Un chien.", "A dog."),
        ("Un chat.", "Un chat."),
        ("Il dort.", "Il dort."),
        ("Le lieu : %s.", "Le lieu : %s."),
        ("Fin.", "End."),
    ]
    assert found.source.text == "Un chien.\nUn chat. Il dort.\nLe lieu : %s.\nFin."
    assert [word.source.text for word in found.pairs[2].words] == ["Il", "dort", "."]


@pytest.mark.filterwarnings("ignore::bitext.errors.ExchangeWarning")
def test_open_source_takes_it_as_it_takes_a_document(tmp_path: Path):
    path = tmp_path / "a.xlf"
    path.write_text(in_file(unit_of("u1", segment("Un chien.", "A dog.") + segment("Un chat."))))
    source = open_source(path)
    assert (source.form, source.original.text) == ("xliff", "Un chat.")
    assert isinstance(source.original, Fillable)
    assert open_source(path, overwrite_targets=True).original.text == "Un chien.\n\nUn chat."
    assert len(source.whole(echoed("Un chat."))) == 2


def test_files_of_bitext_itself_are_refused(tmp_path: Path):
    echoed("Un chat.").save(tmp_path / "own.xlf")
    with pytest.raises(FormatError, match="a translation that bitext saved"):
        open_source(tmp_path / "own.xlf")


def test_a_translation_that_stayed_away_leaves_its_target_missing():
    data = in_file(unit_of("u1", segment("Un chat.") + segment("Un chien."))).encode()

    def half(text: str):
        return made(text, lambda sentence: ("" if "chat" in sentence else sentence, []))

    done = filled(data, "a.xlf", translate=half).decode()
    assert done.count("<target>") == 1
    assert "<target>Un chien.</target>" in done


def test_one_to_one_is_no_echo():
    data = in_file(unit_of("u1", segment("Le quai est vide."))).encode()
    done = filled(data, "a.xlf", translate=lambda text: made(text, one_to_one("The quay is empty.")))
    assert "<target>The quay is empty.</target>" in done.decode()
