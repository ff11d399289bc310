"""XLIFF by the standard: which files are read, and the rule that refuses each of the others."""

from __future__ import annotations

import pytest

from bitext.errors import FormatError
from tests.support.xliff_files import (
    DATA,
    KEEP,
    SEGMENT,
    TWO_DATA,
    TWO_NOTES,
    VALID,
    before,
    both,
    document,
    entry,
    file,
    marked,
    match,
    metadata,
    quietly,
    resource,
    rule,
    segments,
    targets,
    unit,
)


@pytest.mark.parametrize("text", VALID)
def test_a_valid_file_is_read(text: str):
    assert quietly(text).pairs is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # Structure.
        (document(""), "<xliff>: it must have <file>"),
        (file(""), "<file>: it must have <unit> or <group>"),
        (document(f"<unit id='u1'>{SEGMENT}</unit>"), "<unit>: <xliff> must have <file> before it"),
        (file(f"<unit>{SEGMENT}</unit>"), "<unit>: it must have an attribute id"),
        (unit(""), "<unit>: it must have <segment> or <ignorable>"),
        (unit("<ignorable><source> </source></ignorable>"), "a unit has at least one"),
        (unit("<segment/>"), "<segment>: it must have <source>"),
        (unit("<segment><target>b</target></segment>"), "<segment> must have <source> before it"),
        (unit(f"{SEGMENT}<notes><note>n</note></notes>"), "<notes>: it has no place here"),
        (unit(f"<notes/>{SEGMENT}"), "<notes>: it must have <note>"),
        (unit(f"texte{SEGMENT}"), "there is text in it (“texte”)"),
        (unit(f"{SEGMENT}texte"), "there is text in it (“texte”)"),
        (segments("a<b/>"), "<b>: it has no place here; <source> holds"),
        (segments("a<my:b/>"), "<b>: it has no place here"),
        (segments('<cp hex="0001">a</cp>'), "there is text in it"),
        (file(f'<unit id="u1">{SEGMENT}</unit><my:a/>'), "<a>: it has no place here"),
        (
            file(f'<my:a><unit id="u1">{SEGMENT}</unit></my:a><group id="g"/>'),
            "units belong in files and groups",
        ),
        (before("<val:regel/>"), "XLIFF has no element <val:regel>"),
        (before("<my:a><val:regel/></my:a>"), "XLIFF has no element <val:regel>"),
        (file('<mtc:matches/><group id="g"/>'), "it stands in <unit> only, not in <file>"),
        # Attributes.
        (document("", 'version="2.1"'), "<xliff>: it must have an attribute srcLang"),
        (
            document("", 'version="2.2" srcLang="fr"'),
            "its version is “2.2”; only 2.0 and 2.1 have its namespace",
        ),
        (document("", 'version="2.1" srcLang="f"'), "srcLang is “f”, which is not a language tag"),
        (document("", 'version="2.1" srcLang="fr" trgLang="e n"'), "trgLang is “e n”"),
        (file('<group id="a b"/>'), "id is “a b”, which is not a name"),
        (file('<group id="g" farbe="rot"/>'), "<group>: it has no attribute farbe"),
        (file('<group id="g" type="a"/>'), "which is not a prefix and a value"),
        (file('<group id="g" type="xlf:a"/>'), "to which the prefix xlf belongs"),
        (file('<group id="g" translate="ja"/>'), "translate is “ja”, which is not one of yes, no"),
        (file('<group id="g" fs:fs="rouge"/>'), "which is not the name of an element of HTML"),
        (file('<group id="g" fs:style="b"/>'), "its attribute fs:style is none that the namespace has"),
        (file('<group id="g" fs:subFs="a,b"/>'), "it has fs:subFs, so it must have fs:fs"),
        (file('<group id="g" slr:sizeInfo="a" slr:sizeInfoRef="b"/>'), "leave one out"),
        (file('<group id="g" xml:space="some"/>'), "which is not default or preserve"),
        (file('<my:a xml:lang="-"/><group id="g"/>'), "xml:lang is “-”"),
        (
            unit('<segment my:a="b"><source>a</source></segment>'),
            "attribute {urn:example:my}a of another namespace",
        ),
        (unit('<segment state="fertig"><source>a</source></segment>'), "state is “fertig”"),
        (segments('<pc id="1" my:a="b">a</pc>'), "cannot have the attribute {urn:example:my}a"),
        (segments('<ph id="1" type="bold"/>'), "which is not one of fmt, ui, quote"),
        (marked('type="bold"'), "which is not generic, comment, term"),
        (segments('<cp hex="xyz"/>'), "which is not a code point in four or six"),
        (segments('<cp hex="00E9"/>'), "U+00E9 is a character that XML can hold"),
        (segments('<cp hex="110000"/>'), "there is no character U+110000"),
        (unit(f'<notes><note priority="11">n</note></notes>{SEGMENT}'), "a whole number from 1 to 10"),
        (
            before("<its:provenanceRecords><its:provenanceRecord/></its:provenanceRecords>"),
            "must have an attribute xml:id",
        ),
        # Ids.
        (document(2 * '<file id="f1"><group id="g"/></file>'), "the id “f1” is used twice; ids of <file>"),
        (file('<group id="g"><group id="g"/></group>'), "the id “g” is used twice; ids of <group>"),
        (file(2 * f'<unit id="u1">{SEGMENT}</unit>'), "the id “u1” is used twice; ids of <unit>"),
        (unit(2 * '<segment id="s"><source>a</source></segment>'), "the id “s” is used twice in unit “u1”"),
        (segments('<ph id="1"/>', '<ph id="1"/>'), "the id “1” is used twice in unit “u1”"),
        (both("a", '<ph id="1"/><ph id="1"/>'), "the id “1” is used twice in the targets of unit “u1”"),
        (both('<ph id="1"/>', '<pc id="1">b</pc>'), "in the source, “1” is <ph>"),
        (
            both('<ph id="1" type="fmt"/>', '<ph id="1" type="ui"/>'),
            "its type is not that of “1” in the source",
        ),
        (
            unit(
                '<segment><source><ph id="1"/></source></segment>'
                '<segment><source>a</source><target><ph id="1"/></target></segment>'
            ),
            "the id “1” belongs to something that is not in the source beside it",
        ),
        (
            unit(f"<notes>{TWO_NOTES}</notes>{SEGMENT}"),
            "the id “n” is used twice in <notes>",
        ),
        (
            file(f'<notes>{TWO_NOTES}</notes><group id="g"/>'),
            "the id “n” is used twice in <notes>",
        ),
        (
            unit(f"<originalData>{TWO_DATA}</originalData>{SEGMENT}"),
            "the id “d” is used twice in <originalData>",
        ),
        (
            file('<my:a id="x"/><my:b xml:id="x"/><group id="g"/>'),
            "the id “x” is used twice in this extension",
        ),
        (before('<my:a id="x"><my:b id="x"/></my:a>'), "the id “x” is used twice in this extension"),
        # Files and segments.
        (file('<skeleton/><group id="g"/>'), "it is empty, so it must have an href"),
        (file('<skeleton href="a">b</skeleton><group id="g"/>'), "it has an href, so it must be empty"),
        (
            document(f'<file id="f1"><unit id="u1">{SEGMENT}</unit></file>', 'version="2.1" srcLang="fr"'),
            "<xliff> must have trgLang",
        ),
        (document(f'<file id="f1" xml:lang="ja"><unit id="u1">{SEGMENT}</unit></file>'), "but srcLang is fr"),
        (unit('<segment><source>a</source><target xml:lang="de">b</target></segment>'), "but trgLang is en"),
        (
            unit('<segment><source xml:space="preserve">a</source><target>b</target></segment>'),
            "its xml:space is default",
        ),
        (unit('<segment state="translated"><source>a</source></segment>'), "so it must have a target"),
        (unit('<segment subState="my:a"><source>a</source></segment>'), "so it must have a state"),
        (
            unit('<segment state="initial" subState="a"><source>a</source></segment>'),
            "a prefix other than xlf",
        ),
        (targets(3, 1), "its order is “3”, but the unit has 2 segments"),
        (targets("9" * 5000, 1), "but the unit has 2 segments"),
        (targets(1, 1), "the order 1 is used twice"),
        (targets(2, None), "the target that stands at 2 does not say where it goes"),
        # Codes.
        (segments('<ph id="1" subType="xlf:b"/>'), "it has a subType, so it must have a type"),
        (segments('<ph id="1" type="fmt" subType="xlf:rot"/>'), "“xlf:rot” is none of the standard"),
        (segments('<ph id="1" type="fmt" subType="xlf:var"/>'), "“xlf:var” goes with the type ui, not fmt"),
        (segments('<pc id="1" equivStart="a">b</pc>'), "must have both equivStart and equivEnd"),
        (segments('<pc id="1" dataRefEnd="a">b</pc>'), "must have both dataRefStart and dataRefEnd"),
        (segments('<pc id="1" subFlowsStart="a">b</pc>'), "must have both subFlowsStart and subFlowsEnd"),
        (segments('<ph id="1" dataRef="d1"/>'), "unit “u1” has no <data> with this id"),
        (segments('<ph id="1" copyOf="2"/>'), "unit “u1” has no code with this id"),
        (
            segments('<mrk id="2" translate="no">a</mrk><ph id="1" copyOf="2"/>'),
            "unit “u1” has no code with this id",
        ),
        (segments('<ph id="1" canCopy="no"/><ph id="2" copyOf="1"/>'), "which must not be copied"),
        (
            unit(
                f'{DATA}<segment><source><ph id="1" dataRef="d1"/><ph id="2" copyOf="1"/></source></segment>'
            ),
            "copyOf is for codes without original data",
        ),
        (
            segments('<ph id="1" canReorder="firstNo" canCopy="no"/>'),
            "canCopy and canDelete must be no as well",
        ),
        (segments('<ph id="1" subFlows="u7"/>'), "its sub-flow is the unit “u7”"),
        (segments('<ec id="1"/>'), "it must have a startRef, and no id"),
        (segments('<ec id="1" startRef="1" isolated="yes"/>'), "it must have an id, and no startRef"),
        (segments('<sc id="1"/><ec startRef="1" dir="ltr"/>'), "it has dir, which belongs on its <sc>"),
        (segments('<sc id="1"/><ec startRef="1" fs:fs="b"/>'), "it has fs, which belongs on its <sc>"),
        (
            segments('<sc id="1"/>a'),
            "no <ec> with the startRef “1” stands behind it in a source of unit “u1”",
        ),
        (segments('<ec startRef="1"/><sc id="1"/>'), "no <sc> “1” that is not isolated stands before it"),
        (
            segments('<sc id="1" isolated="yes"/><ec startRef="1"/>'),
            "no <sc> “1” that is not isolated stands before it",
        ),
        (
            both('<sc id="1"/><ec startRef="1"/>', '<sc id="1"/>b'),
            "stands behind it in a target of unit “u1”",
        ),
        (segments('<sc id="1"/><ec startRef="1"/><ec startRef="1"/>'), "the <sc> “1” has ended before"),
        (segments('<sm id="1" translate="no"/>a'), "no <em> with the startRef “1” stands behind it"),
        (segments('<sc id="1"/><em startRef="1"/>'), "no <sm> “1” that is not isolated stands before it"),
        (segments('<sc id="1" canDelete="no"/><ec startRef="1"/>'), "its canDelete is not that of its <sc>"),
        (segments('<sc id="1" type="fmt"/><ec startRef="1" type="ui"/>'), "its type is not that of its <sc>"),
        (
            segments(f'<sc id="1" canReorder="firstNo" {KEEP}/><ec startRef="1" {KEEP}/>'),
            "so its own must be no",
        ),
        (both('<ph id="1" canDelete="no"/>', "b"), "the code “1” must not be deleted"),
        (segments(f'<ph id="1" canReorder="no" {KEEP}/>'), "the code before it must be in the same sequence"),
        (
            both(
                f'<ph id="1" canReorder="firstNo" {KEEP}/><ph id="2" canReorder="no" {KEEP}/>',
                f'<ph id="1" canReorder="firstNo" {KEEP}/>b<ph id="3"/><ph id="2" canReorder="no" {KEEP}/>',
            ),
            "the code before it must be in the same sequence",
        ),
        (
            both(
                f'<pc id="1" canReorder="firstNo" {KEEP}><ph id="2" canReorder="no" {KEEP}/></pc>',
                f'<pc id="1" canReorder="firstNo" {KEEP}>b</pc><ph id="2" canReorder="no" {KEEP}/>',
            ),
            "codes with a fixed order (1, 2) do not stand in it as in the source",
        ),
        # Markers and references.
        (marked('type="comment"'), "a comment has either value or ref"),
        (
            marked('type="comment" value="a" ref="#n=n1"'),
            "a comment has either value or ref",
        ),
        (marked('type="comment" ref="#n=n1"'), "must point to a note of the same unit"),
        (
            file(
                '<notes><note id="n1">n</note></notes><unit id="u1"><segment><source>'
                '<mrk id="1" type="comment" ref="#f=f1/n=n1">a</mrk></source></segment></unit>'
            ),
            "must point to a note of the same unit",
        ),
        (
            marked('type="mtc:match" ref="#2"'),
            "a marker of the type mtc:match has no ref",
        ),
        (marked('type="xlf:a"'), "to which the prefix xlf belongs"),
        (marked('type="my:a" ref="#u=u1/f=f1"'), "stand once each, in this order"),
        (marked('type="my:a" ref="#u=u1/u=u1"'), "stand once each, in this order"),
        (marked('type="my:a" ref="#n=n1/u=u1"'), "only the last part may name"),
        (marked('type="my:a" ref="#z=1"'), "has the prefix z"),
        (marked('type="my:a" ref="#a b"'), "is not a reference such as"),
        (marked('type="my:a" ref="#/u=u1"'), "so it must begin with the file (f=)"),
        # Modules.
        (
            match('ref="#m7"'),
            "must point to a span of text in the same unit",
        ),
        (
            match('ref="#u=u7/m1"'),
            "must point to a span of text in the same unit",
        ),
        (
            match('id="a" ref="#m1"', times=2),
            "the id “a” is used twice in <mtc:matches>",
        ),
        (
            match('ref="#m1" subType="my:a"'),
            "it has a subType, so it must have a type",
        ),
        (
            match('ref="#m1" similarity="101"'),
            "a number from 0 to 100",
        ),
        (
            match('ref="#m1"', '<source><sc id="1"/>a</source><target>b</target>'),
            "in a source of the match",
        ),
        (
            match('ref="#m1"', '<source><ph id="1" dataRef="d1"/>a</source><target>b</target>'),
            "the match has no <data> with this id",
        ),
        (
            entry("", ""),
            "it must have a translation or a definition",
        ),
        (
            entry('ref="#m7"', "<gls:definition>b</gls:definition>"),
            "must point to a span of text",
        ),
        (
            metadata("a", "a"),
            "used twice in <mda:metadata>",
        ),
        (
            before("<mda:metadata><mda:metaGroup/></mda:metadata>"),
            "it must have <mda:metaGroup> or <mda:meta>",
        ),
        (
            resource('<res:resourceItemRef ref="r1"/>'),
            "the file has no resourceItem with this id",
        ),
        (
            resource('<res:resourceItem><res:source href="a"/></res:resourceItem>'),
            "it must have a mimeType",
        ),
        (
            resource('<res:resourceItem mimeType="a/b"><res:source/></res:resourceItem>'),
            "it is empty, so it must have an href",
        ),
        (
            resource(
                '<res:resourceItem mimeType="a/b"><res:target href="a" xml:lang="fr"/></res:resourceItem>'
            ),
            "its xml:lang is “fr”, not en",
        ),
        (rule(""), "it must have one of isPresent"),
        (
            rule('isPresent="a" endsWith="b"'),
            "it must have one of isPresent",
        ),
        (
            rule('endsWith="b" occurs="1"'),
            "so it must have isPresent",
        ),
        (
            rule('isNotPresent="b" existsInSource="yes"'),
            "it has existsInSource",
        ),
        (
            file('<val:validation><val:rule endsWith="b" disabled="yes"/></val:validation><group id="g"/>'),
            "a rule for the whole file cannot be",
        ),
    ],
)
def test_an_invalid_file_is_refused(text: str, reason: str):
    with pytest.raises(FormatError) as caught:
        quietly(text)
    assert reason in str(caught.value)
    assert str(caught.value).startswith("line ")


def test_the_line_of_the_mistake_is_told():
    text = unit(f'\n{SEGMENT}\n<segment>\n<source><ph id="1"/>\n<ph id="1"/></source></segment>')
    with pytest.raises(FormatError, match=r"^line 5: <ph>: the id “1” is used twice in unit “u1”"):
        quietly(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
            "it is XLIFF 1.2 or older; export it as",
        ),
        (
            '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.3" version="2.3"/>',
            "in the namespace urn:oasis:names:tc:xliff:document:2.3",
        ),
        ("<tmx/>", "its first element is <tmx>, not <xliff>"),
        ("", "this is not XML"),
        (unit("<its2:a/>"), "line 1: the prefix of its2:a is not declared; add xmlns:its2"),
        (before('<my:a its2:b="c"/>'), "line 1: the prefix of its2:b is not declared; add xmlns:its2"),
        (file('<group id="g" its2:b="c"/>'), "line 1: the prefix of its2:b is not declared; add xmlns:its2"),
        (file("<unit>"), "this is not well-formed XML"),
    ],
)
def test_what_is_not_xliff_2_is_told(text: str, advice: str):
    with pytest.raises(FormatError, match=advice):
        quietly(text)


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE xliff [<!ENTITY a "a"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE xliff [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE xliff [<!ENTITY % a SYSTEM "file:///etc/hostname"> %a;]>',
    ],
)
def test_entities_are_refused(declaration: str):
    with pytest.raises(FormatError, match="entit"):
        quietly(declaration + segments("&a;"))


def test_a_long_file_is_read_unit_by_unit():
    inside = "".join(
        f'\n<group id="g{n}"><notes><note id="n">n</note></notes><unit id="u{n}">{SEGMENT}</unit></group>'
        for n in range(3000)
    )
    assert len(quietly(file(inside))) == 3000
    with pytest.raises(FormatError, match=r"^line 3002: <group>: the id “g0” is used twice"):
        quietly(file(inside + '\n<group id="g0"/>'))
