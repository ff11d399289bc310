"""XLIFF files made by hand: small ones, each for one rule of the standard."""

from __future__ import annotations

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

from bitext.errors import BitextWarning
from bitext.formats.xliff.format import load, load_strictly
from bitext.result.bitext import Bitext

NAMESPACES = {
    "": "urn:oasis:names:tc:xliff:document:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "res": "urn:oasis:names:tc:xliff:resourcedata:2.0",
    "slr": "urn:oasis:names:tc:xliff:sizerestriction:2.0",
    "val": "urn:oasis:names:tc:xliff:validation:2.0",
    "fs": "urn:oasis:names:tc:xliff:fs:2.0",
    "its": "http://www.w3.org/2005/11/its",
    "itsm": "urn:oasis:names:tc:xliff:itsm:2.1",
    "my": "urn:example:my",
}
SEGMENT = "<segment><source>Un chat.</source><target>A cat.</target></segment>"
DATA = '<originalData><data id="d1">[b]</data><data id="d2">[/b]</data></originalData>'
IN_ENGLISH = SEGMENT.replace("<target", '<target xml:lang="EN-gb"')
TWO_NOTES = 2 * '<note id="n">n</note>'
TWO_DATA = 2 * '<data id="d"/>'
KEEP = 'canCopy="no" canDelete="no"'


def document(inside: str, head: str = 'version="2.1" srcLang="fr" trgLang="en"') -> str:
    names = " ".join(f'xmlns{":" if name else ""}{name}="{uri}"' for name, uri in NAMESPACES.items())
    return f"<xliff {names} {head}>{inside}</xliff>"


def file(inside: str) -> str:
    return document(f'<file id="f1">{inside}</file>')


def unit(inside: str) -> str:
    return file(f'<unit id="u1">{inside}</unit>')


def before(inside: str) -> str:
    """Something before the segment of a unit; m1 is a span of it."""
    marked = '<segment id="s1"><source><mrk id="m1" type="term">Un chat</mrk>.</source></segment>'
    return unit(inside + marked)


def segments(*sources: str) -> str:
    return unit("".join(f"<segment><source>{source}</source></segment>" for source in sources))


def both(source: str, target: str) -> str:
    return unit(f"<segment><source>{source}</source><target>{target}</target></segment>")


def targets(*orders: int | str | None) -> str:
    told = ("" if order is None else f' order="{order}"' for order in orders)
    return unit("".join(f"<segment><source>a</source><target{each}>b</target></segment>" for each in told))


def match(attributes: str, inside: str = "<source>a</source><target>b</target>", times: int = 1) -> str:
    return before(f"<mtc:matches>{times * f'<mtc:match {attributes}>{inside}</mtc:match>'}</mtc:matches>")


def entry(attributes: str, inside: str) -> str:
    term = f"<gls:term>chat</gls:term>{inside}"
    return before(f"<gls:glossary><gls:glossEntry {attributes}>{term}</gls:glossEntry></gls:glossary>")


def metadata(outer: str, inner: str) -> str:
    group = f'<mda:metaGroup id="{inner}"><mda:meta type="t">v</mda:meta></mda:metaGroup>'
    return before(f'<mda:metadata id="{outer}">{group}</mda:metadata>')


def resource(inside: str) -> str:
    return before(f"<res:resourceData>{inside}</res:resourceData>")


def rule(attributes: str) -> str:
    return before(f"<val:validation><val:rule {attributes}/></val:validation>")


def marked(attributes: str) -> str:
    return segments(f'<mrk id="1" {attributes}>a</mrk>')


def unit_of(name: str, inside: str) -> str:
    return f'<unit id="{name}">{inside}</unit>'


def segment(source: str, target: str | None = None, attributes: str = "") -> str:
    second = "" if target is None else f"<target>{target}</target>"
    return f"<segment{attributes}><source>{source}</source>{second}</segment>"


def ignorable(source: str, target: str | None = None) -> str:
    second = "" if target is None else f"<target>{target}</target>"
    return f"<ignorable><source>{source}</source>{second}</ignorable>"


def loaded(text: str, *, strict: bool = True) -> Bitext:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlf"
        path.write_text(text, encoding="utf-8", newline="")
        return (load_strictly if strict else load)(path)


def quietly(text: str) -> Bitext:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        return loaded(text)


def sides(bitext: Bitext) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in bitext]


VALID = [
    document(
        f'<file id="f1"><unit id="u1">{SEGMENT}</unit></file>',
        'version="2.1" srcLang="fr" trgLang="en" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b"',
    ),
    document(
        '<file id="f1"><unit id="u1"><segment><source>a</source></segment></unit></file>',
        'version="2.0" srcLang="fr"',
    ),
    file('<group id="g1"/>'),
    file(f'<group id="u1"><group id="g2"><unit id="u1">{SEGMENT}</unit></group></group>'),
    document("".join(f'<file id="f{n}"><unit id="u1">{SEGMENT}</unit></file>' for n in (1, 2))),
    file(f'<skeleton href="a.skl"/><unit id="u1">{SEGMENT}</unit>'),
    file(
        f'<skeleton>[1]<my:a/></skeleton><my:a/><notes><note>n</note></notes><unit id="u1">{SEGMENT}</unit>'
    ),
    unit(f'<my:a id="x"><my:b xml:id="y"/></my:a>{SEGMENT}'),
    document(f'<file id="f1" xml:lang="de"><unit id="u1" xml:lang="fr-CA">{IN_ENGLISH}</unit></file>'),
    unit('<segment><source xml:space="preserve">a</source><target xml:space="preserve">b</target></segment>'),
    document(f'<file id="f1" xml:space="preserve"><unit id="u1">{SEGMENT}</unit></file>'),
    unit('<segment state="final" subState="my:done"><source>a</source><target>b</target></segment>'),
    targets(3, None, 1),
    targets(2, 1, None),
    both('<pc id="1">a</pc>', '<sc id="1"/>b<ec startRef="1"/>'),
    both('<mrk id="m" translate="no">a</mrk>', '<mrk id="m" translate="no">b</mrk><ph id="2"/>'),
    both('<ec id="1" isolated="yes" dir="ltr" fs:fs="b"/>a', '<ec id="1" isolated="yes"/>b'),
    segments('<sc id="1" type="fmt" subType="xlf:b"/>a', 'b<ec startRef="1" type="fmt" subType="xlf:b"/>'),
    segments('<sc id="1"/><sc id="2"/>a<ec startRef="1"/>b<ec startRef="2"/>'),
    segments('<sm id="m1" type="my:a"/>a', 'b<em startRef="m1"/>'),
    segments('<sc id="1" isolated="yes"/>a'),
    segments('<ph id="1"/><ph id="2" copyOf="1"/>'),
    segments('a<cp hex="0001"/><cp hex="D800"/><cp hex="FFFF"/>'),
    unit(f'{DATA}<segment><source><pc id="1" dataRefStart="d1" dataRefEnd="d2">a</pc></source></segment>'),
    unit(f'<originalData><data id="d1"><cp hex="001b"/></data></originalData>{SEGMENT}'),
    segments(f'<ph id="1" canReorder="firstNo" {KEEP}/><ph id="2" canReorder="no" {KEEP}/><ph id="3"/>'),
    segments(f'<pc id="1" canReorder="firstNo" {KEEP}>a<ph id="2" canReorder="no" {KEEP}/></pc><ph id="3"/>'),
    segments(f'<ph id="1" canReorder="firstNo" {KEEP}/>', f'<ph id="2" canReorder="no" {KEEP}/>'),
    unit(
        f'<segment><source><ph id="1" canReorder="firstNo" {KEEP}/>a</source>'
        f'<target><ph id="1" canReorder="firstNo" {KEEP}/>b</target></segment>'
        f'<segment><source><ph id="2" canReorder="no" {KEEP}/>a</source>'
        f'<target><ph id="2" canReorder="no" {KEEP}/>b</target></segment>'
    ),
    marked('type="term" ref="http://example.org/#a"'),
    segments(
        '<mrk id="1" type="my:a" ref="#f=f1/tbx=x">a</mrk>',
        '<mrk id="2" type="my:a" ref="#/f=f1/g=g/u=u1/d=d">a</mrk>',
    ),
    unit(
        '<notes><note id="n1">n</note></notes><segment><source>'
        '<mrk id="1" type="comment" ref="#f=f1/u=u1/n=n1">a</mrk></source></segment>'
    ),
    marked('type="comment" value="un mot rare"'),
    file(
        '<unit id="u1"><segment><source><ph id="1" subFlows="u2 u3"/></source></segment></unit>'
        f'<unit id="u2">{SEGMENT}</unit><unit id="u3">{SEGMENT}</unit>'
    ),
    match('ref="#m1" type="mt" matchQuality="99.5"', "<source>a</source><target>b</target><my:a/>"),
    entry('ref="#m1"', "<gls:translation>cat</gls:translation>"),
    entry('ref="m1"', "<gls:definition>félin</gls:definition>"),
    metadata("a", "b"),
    file(
        '<res:resourceData><res:resourceItem id="r1" mimeType="text/plain">'
        '<res:source href="a" xml:lang="fr"/></res:resourceItem></res:resourceData>'
        f'<unit id="u1"><res:resourceData><res:resourceItemRef ref="r1"/></res:resourceData>{SEGMENT}</unit>'
    ),
    before(
        '<val:validation><val:rule startsWith="a" existsInSource="yes"/><val:rule my:a="b"/></val:validation>'
    ),
    file(
        '<slr:profiles storageProfile="xliff:utf8"><slr:normalization general="nfc"/></slr:profiles>'
        f'<unit id="u1" slr:storageRestriction="9">{SEGMENT}</unit>'
    ),
    before(
        '<its:provenanceRecords xml:id="p1"><its:provenanceRecord person="Anne"/></its:provenanceRecords>'
    ),
]
