"""Files to be filled in that are damaged or odd: filled, or refused as what they are; time is linear."""

from __future__ import annotations

import time
import warnings
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bitext.errors import BitextError, BitextWarning
from bitext.result.storage import to_fill
from tests.support.documents import echoed
from tests.support.filling import filled, opened

UNIT = '<unit id="u{}"><segment><source>{}</source>{}</segment></unit>'
XLIFF = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fr" trgLang="en">'
    '<file id="f">{}</file></xliff>'
)
XLIFF12 = (
    '<?xml version="1.0"?><xliff version="1.2"><file source-language="fr" target-language="en"><body>'
    '<trans-unit id="1"><source>Le <g id="1">quai</g> <x id="2"/> est.</source></trans-unit>'
    '<trans-unit id="2"><source>a</source><seg-source><mrk mtype="seg" mid="1">Un.</mrk></seg-source>'
    '<target><mrk mtype="seg" mid="1"/></target></trans-unit></body></file></xliff>'
)
TMX = (
    '<tmx version="1.4"><header srclang="fr"/><body><tu><tuv xml:lang="fr"><seg>Le <bpt i="1">b</bpt>quai'
    '<ept i="1">/b</ept>.</seg></tuv></tu><tu><tuv xml:lang="en"><seg/></tuv></tu></body></tmx>'
)
CODED = 'Le <pc id="1">quai</pc> <ph id="2"/> « oui » <sc id="3"/>et<ec startRef="3"/>.'
SAMPLES = {
    "a.xlf": XLIFF.format(UNIT.format(1, CODED, "")),
    "b.xlf": XLIFF12,
    "a.tmx": TMX,
    "a.csv": 'fr,en,note\n"Un ""mot"", dit-il.",,x\nDeux.,Two.,\n',
    "a.tsv": "fr\ten\nUn.\t\nDeux.\tTwo.\n",
}


ODD = [b"&", b"<", b'"', b"<g>", b"</g>", b"]]>", b","]


def fill_or_refuse(data: bytes, name: str) -> bytes | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        try:
            file = to_fill(data, name)
        except BitextError:
            return None
        bitext = echoed(file.text)
        file.whole(bitext)
        return file.render(bitext)


@pytest.mark.parametrize("name", SAMPLES)
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_a_damaged_file_is_filled_or_refused(name: str, data: st.DataObject):
    sample = SAMPLES[name].encode()
    start = data.draw(st.integers(0, len(sample)))
    end = data.draw(st.integers(start, min(len(sample), start + 12)))
    new = data.draw(
        st.binary(max_size=4) | st.sampled_from([b"&", b"<", b'"', b"<g>", b"</g>", b"]]>", b","])
    )
    done = fill_or_refuse(sample[:start] + new + sample[end:], name)
    if done is not None and not name.endswith("sv"):
        etree.fromstring(done)


TEXTS = st.text(st.sampled_from("aé <>&\"'\n.%{0}\u2028\x85"), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=4))
def test_any_texts_of_xliff_2(units: list[tuple[str, str | None]]):
    inside = "".join(
        UNIT.format(at, escape(source), "" if target is None else f"<target>{escape(target)}</target>")
        for at, (source, target) in enumerate(units)
    )
    done = etree.fromstring(filled(XLIFF.format(inside).encode(), "a.xlf"))
    for segment, (source, target) in zip(done.iter("{*}segment"), units, strict=True):
        found = {etree.QName(side).localname: side.text or "" for side in segment}
        assert found["source"] == source
        if source.strip():
            expected = target if target is not None and target.strip() else source
            assert "".join(found["target"].split()) == "".join(expected.split())


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>{}',
        '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>{}',
        '<!DOCTYPE a [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a"> %a;]>{}',
    ],
)
@pytest.mark.parametrize("name", ["a.xlf", "b.xlf", "a.tmx"])
def test_entities_are_refused_wherever_they_come_from(text: str, name: str):
    body = SAMPLES[name].removeprefix('<?xml version="1.0"?>').replace("quai", "&a;")
    with pytest.raises(BitextError, match="entit"):
        opened(text.format(body).encode(), name)


@pytest.mark.parametrize("name", ["a.xlf", "b.xlf", "a.tmx", "a.csv"])
def test_time_grows_with_the_length(name: str):
    parts = {
        "a.xlf": (
            XLIFF.split("{}", maxsplit=1)[0],
            UNIT.format("", CODED, "").replace('id="u"', 'id="u{}"'),
            "</file></xliff>",
        ),
        "b.xlf": (
            XLIFF12.partition("<trans-unit")[0],
            '\n<trans-unit id="{}"><source>Le <g id="1">quai</g>.</source></trans-unit>',
            "</body></file></xliff>",
        ),
        "a.tmx": (
            TMX.partition("<tu>")[0],
            '\n<tu tuid="{}"><tuv xml:lang="fr"><seg>Le quai.</seg></tuv></tu>',
            "</body></tmx>",
        ),
        "a.csv": ("fr,en\n", 'Le quai {}.,""\n', ""),
    }[name]

    def seconds(count: int) -> float:
        data = (parts[0] + "".join(parts[1].format(at) for at in range(count)) + parts[2]).encode()
        file = opened(data, name)
        bitext = echoed(file.text)
        begun = time.process_time()
        opened(data, name).render(bitext)
        return time.process_time() - begun

    # Eight times as much; work that grew with the square would take 64 times as long.
    small = min(seconds(200) for _ in range(2))
    assert min(seconds(1600) for _ in range(2)) < 40 * max(small, 0.02)
