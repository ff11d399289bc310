"""XLIFF that breaks rules of the standard, or is of version 2.2: read where it can be understood."""

from __future__ import annotations

import pytest

from bitext.errors import BitextWarning, FormatError, StandardWarning
from tests.support.xliff_files import SEGMENT, document, file, loaded, segment, sides, unit, unit_of

PAIR = [("Un chat.", "A cat.")]
NEWER = "urn:oasis:names:tc:xliff:document:2.2"


def newer(text: str) -> str:
    return text.replace("urn:oasis:names:tc:xliff:document:2.0", NEWER).replace('"2.1"', '"2.2"')


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (unit(SEGMENT.replace("<target>", '<target state="final">')), "<target>: it has no attribute state"),
        (document(f"<file id='f'>{unit_of('u', SEGMENT)}</file>", 'version="2.0" srcLang="fr"'), "trgLang"),
        (document(f"<file id='f'>{unit_of('u', SEGMENT)}</file>", 'version="2.0" trgLang="en"'), "srcLang"),
        (file(unit_of("menu principal", SEGMENT)), "its attribute id is “menu principal”"),
        (file(f"<unit>{SEGMENT}</unit>"), "it must have an attribute id"),
        (file(unit_of("u1", SEGMENT) + unit_of("u1", "<ignorable><source> </source></ignorable>")), "least"),
        (unit(f"{SEGMENT}<notes><note>à revoir</note></notes>"), "<notes>: it has no place here"),
        (unit(SEGMENT.replace("<segment", '<segment subState="a:b"')), "so it must have a state"),
        (unit(f"texte{SEGMENT}"), "there is text in it"),
        (file(f"<notes/>{unit_of('u1', SEGMENT)}"), "<notes>: it must have <note>"),
        (document(unit_of("u1", SEGMENT)), "<unit>: <xliff> must have <file> before it"),
        (document(f'<file id="f">{unit_of("u", SEGMENT)}</file><my:a/>'), "<a>: it has no place here"),
        (unit(segment('Un <ph id="1"/><ph id="1"/>chat.', "A cat.")), "the id “1” is used twice"),
        (unit(SEGMENT.replace("<target", '<target order="9"')), "its order is “9”"),
        (unit(SEGMENT.replace("<target", '<target order="deux"')), "its attribute order"),
    ],
)
def test_what_can_be_understood_is_read_with_a_warning_and_refused_if_strict(text: str, fault: str):
    with pytest.warns(StandardWarning, match=r"read all the same \(line [0-9]+:") as caught:
        bitext = loaded(text, strict=False)
    assert sides(bitext) == PAIR
    assert (bitext.source.lang, bitext.target.lang) == ("fr", "en")
    assert fault in str(caught[0].message)
    assert len(caught) == 1
    with pytest.raises(FormatError) as refused:
        loaded(text)
    assert fault in str(refused.value)


def test_one_warning_tells_how_many_rules_are_broken_and_the_first_few():
    units = "".join(unit_of("u", segment(f"Un {number}.", f"One {number}.")) for number in range(6))
    with pytest.warns(StandardWarning) as caught:
        bitext = loaded(file(units), strict=False)
    assert len(bitext) == 6
    (warning,) = caught
    assert "in 5 places" in str(warning.message)
    assert str(warning.message).count("is used twice") == 3


def test_a_code_point_that_there_is_not_becomes_a_replacement_character():
    with pytest.warns(StandardWarning):
        bitext = loaded(unit(segment('a<cp hex="FFFFFF"/><cp hex="x"/><cp/>b', "c")), strict=False)
    assert bitext.source.text == "a\ufffd\ufffd\ufffdb"


def test_targets_with_an_order_that_is_none_stand_as_they_do():
    inside = "".join(
        segment(source, target).replace("<target", f'<target order="{order}"')
        for source, target, order in [("Un.", "One.", 2), ("Deux.", "Two.", 2), ("Trois.", "Three.", 7)]
    )
    with pytest.warns(StandardWarning):
        bitext = loaded(unit(inside), strict=False)
    assert sides(bitext) == [("Un.", "One."), ("Deux.", "Two."), ("Trois.", "Three.")]


def test_a_target_without_a_source_is_kept():
    with pytest.warns(BitextWarning):
        bitext = loaded(unit("<segment><target>A cat.</target></segment>"), strict=False)
    assert sides(bitext) == [("", "A cat.")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (unit("<segment><source>a</source><target>b</target><target>c</target></segment>"), "cannot be told"),
        (file("<unit>"), "not well-formed"),
        (file(f'<my:a><unit id="u1">{SEGMENT}</unit></my:a>'), "units belong in files and groups"),
        ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>', "XLIFF 1.2 or older"),
    ],
)
def test_what_cannot_be_understood_is_refused(text: str, reason: str):
    with pytest.raises(FormatError, match=reason):
        loaded(text, strict=False)


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.filterwarnings("error")
def test_version_2_2_is_read_with_all_that_it_adds(strict: bool):
    notes = '<notes><note id="n1" ref="#u=u1">à revoir</note></notes>'
    inside = unit_of("u1", notes + SEGMENT.replace("<segment", '<segment pgs:case="one"'))
    text = newer(document(f'{notes}<file id="f1">{inside}</file>'))
    declared = 'xmlns:pgs="urn:oasis:names:tc:xliff:pgs:1.0" version='
    assert sides(loaded(text.replace("version=", declared, 1), strict=strict)) == PAIR


def test_what_version_2_2_adds_is_no_part_of_2_1():
    notes = "<notes><note>à revoir</note></notes>"
    inside = f'{notes}<file id="f1">{unit_of("u1", SEGMENT)}</file>'
    with pytest.raises(FormatError, match="<notes>: <xliff> must have <file> before it"):
        loaded(document(inside))
    with pytest.raises(FormatError, match="it has no attribute ref"):
        loaded(unit(notes.replace("<note>", '<note ref="#u=u1">') + SEGMENT))
    assert sides(loaded(newer(document(inside)))) == PAIR


def test_the_rules_hold_in_version_2_2_as_well():
    with pytest.raises(FormatError, match="it has a subState, so it must have a state"):
        loaded(newer(unit(SEGMENT.replace("<segment", '<segment subState="a:b"'))))


SIZES = 'xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0"'
PROFILES = '<slr:profiles generalProfile="xliff:codepoints" storageProfile="xliff:utf8"/>'
TRACKED = "urn:oasis:names:tc:xliff:changetracking:2.0"


def sized(attribute: str, before: str = PROFILES) -> str:
    return file(before + unit_of("u1", segment(f'<pc id="1" {attribute}>a</pc>', "b")))


@pytest.mark.parametrize(
    "text",
    [
        sized('slr:equivStorage="7" slr:sizeInfo="12" slr:sizeRestriction="25,*"'),
        sized(
            'slr:storageRestriction="*" slr:sizeInfoRef="s1"',
            '<slr:data profile="p"><my:a id="s1"/></slr:data>',
        ),
        sized('slr:equivStorage="large"', '<slr:profiles storageProfile="my:own"/>'),
        sized('slr:sizeInfo="Arial 12"', ""),
    ],
)
def test_sizes_by_the_profile_are_read(text: str):
    assert len(loaded(text)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (sized('slr:equivStorage="seven"'), "its equivStorage is “seven”, which is not a whole number"),
        (sized('slr:sizeInfo="2.5"', ""), "its sizeInfo is “2.5”"),
        (sized('slr:sizeRestriction="25,100.5"'), "two with a comma between them"),
        (sized('slr:storageRestriction="*6"'), "its storageRestriction is “*6”"),
        (sized('slr:sizeInfoRef="s2"'), "no <slr:data> beside it or what it stands in has this id"),
        (
            unit('<segment><source><sc id="1"/>a<ec startRef="1" slr:sizeInfo="1"/></source></segment>'),
            "it has sizeInfo, which belongs on its <sc>",
        ),
    ],
)
def test_sizes_against_the_profile_are_refused_if_strict(text: str, reason: str):
    with pytest.raises(FormatError) as caught:
        loaded(text)
    assert reason in str(caught.value)


def tracked(revisions: str, *revision: str) -> str:
    inside = "".join(
        f'<revision version="{number}">{items}</revision>' for number, items in enumerate(revision, 1)
    )
    track = f'<changeTrack xmlns="{TRACKED}"><revisions {revisions}>{inside}</revisions></changeTrack>'
    notes = '<notes><note id="n1" category="style">a</note><note id="n2">b</note></notes>'
    return unit(track + notes + SEGMENT)


CONTENT = '<item property="content">avant</item>'
CATEGORY = '<item property="category">style</item>'


@pytest.mark.parametrize(
    "text",
    [
        tracked('appliesTo="note" ref="n1" currentVersion="2"', CONTENT, CONTENT + CATEGORY),
        tracked('appliesTo="source"', CONTENT),
    ],
)
def test_tracked_changes_are_read(text: str):
    assert sides(loaded(text)) == PAIR


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (tracked('appliesTo="note"', CONTENT), "there are several <note>, so it must have a ref"),
        (tracked('appliesTo="note" ref="n3"', CONTENT), "there is no <note> with this id beside it"),
        (tracked('appliesTo="note" ref="n2"', CATEGORY), "neither content nor an attribute"),
        (tracked('appliesTo="note" ref="n1"', CATEGORY + CATEGORY), "tells “category” twice"),
        (tracked('appliesTo="note" ref="n1" currentVersion="9"', CONTENT), "there is no such revision"),
        (tracked('ref="n1"', CONTENT), "it must have an attribute appliesTo"),
    ],
)
def test_tracked_changes_of_nothing_are_refused_if_strict(text: str, reason: str):
    with pytest.raises(FormatError) as caught:
        loaded(text)
    assert reason in str(caught.value)
