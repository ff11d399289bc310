"""XLIFF 1.2 and its dialects: read, filled in, written back."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.xliff import xlifffile

from bitext import Bitext
from bitext.errors import BitextWarning, ExchangeWarning, FormatError
from bitext.result.pair import Side
from bitext.result.storage import format_of, to_fill
from bitext.text.document import Sentence
from tests.support.documents import echoed, made, phrase
from tests.support.filling import filled, opened, whole

NAMESPACE = 'xmlns="urn:oasis:names:tc:xliff:document:1.2"'
LANGUAGES = 'source-language="fr" target-language="en-GB"'


by_toolkit: Callable[[bytes], Any] = xlifffile.parsestring


def xliff(inside: str, languages: str = LANGUAGES, head: str = f'version="1.2" {NAMESPACE}') -> str:
    return (
        f'<?xml version="1.0"?>\n<xliff {head}>\n'
        f'<file original="a" {languages} datatype="html"><header/><body>{inside}</body></file>\n</xliff>\n'
    )


def unit(source: str, target: str | None = None, more: str = "", key: str = "1") -> str:
    second = "" if target is None else f"\n  <target>{target}</target>"
    return f'\n<trans-unit id="{key}"{more}>\n  <source>{source}</source>{second}\n</trans-unit>'


def fill(text: str, name: str = "a.xlf", *, overwrite: bool = False) -> str:
    return filled(text.encode(), name, overwrite=overwrite).decode()


def read(text: str, folder: Path, name: str = "a.xlf") -> Bitext:
    (folder / name).write_text(text, encoding="utf-8", newline="")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        return Bitext.load(folder / name)


def sides(bitext: Bitext) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in bitext]


# --- read ---


@pytest.mark.parametrize(
    "head",
    [
        f'version="1.2" {NAMESPACE}',
        'version="1.0"',
        'version="1.1" xmlns="urn:oasis:names:tc:xliff:document:1.1"',
        'xmlns="http://example.org/other"',
    ],
)
def test_units_become_pairs(head: str, tmp_path: Path):
    inside = unit("Le quai.", "The quay.") + f"<group id='g'>{unit('Vide.', key='2')}</group>"
    bitext = read(xliff(inside, head=head), tmp_path)
    assert sides(bitext) == [("Le quai.", "The quay."), ("Vide.", "")]
    assert (bitext.source.lang, bitext.target.lang) == ("fr", "en")
    assert bitext.pairs[1].flags == ("empty",)


def test_codes_are_no_text(tmp_path: Path):
    source = 'Le <g id="1" ctype="bold">quai</g><x id="2" ctype="lb"/>est <bpt id="3">&lt;i></bpt>vide'
    source += '<ept id="3"/>.'
    assert sides(read(xliff(unit(source)), tmp_path)) == [("Le quai est vide.", "")]


PARTS = '<g id="5"><mrk mtype="seg" mid="1">Un.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></g>'
SEGMENTED = f"""
<trans-unit id="u">
  <source>Un. Deux.</source>
  <seg-source>{PARTS}</seg-source>
  {{}}
</trans-unit>"""


def test_segments_of_a_unit_are_pairs(tmp_path: Path):
    target = '<target><mrk mtype="seg" mid="2">Two.</mrk> <mrk mtype="seg" mid="1">One.</mrk></target>'
    assert sides(read(xliff(SEGMENTED.format(target)), tmp_path)) == [("Un.", "One."), ("Deux.", "Two.")]
    assert sides(read(xliff(SEGMENTED.format("<target>One. Two.</target>")), tmp_path)) == [
        ("Un. Deux.", "One. Two.")
    ]


@pytest.mark.parametrize("more", [' approved="yes"', ""])
def test_what_is_approved_is_checked(more: str, tmp_path: Path):
    assert read(xliff(unit("Un.", "One.", more)), tmp_path).pairs[0].checked == bool(more)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f'<?xml version="1.0"?><xliff {NAMESPACE} version="1.2"><file>', "not well-formed"),
        ('<!DOCTYPE xliff [<!ENTITY a "aa">]><xliff version="1.2"><file/></xliff>', "entities"),
        ('<xliff version="1.2"><file><body>&a;</body></file></xliff>', "not well-formed|entity"),
        (f'<xliff version="1.2">{"<group>" * 300}{"</group>" * 300}</xliff>', "nest more than"),
    ],
)
def test_what_is_not_read_is_refused_by_what_is_wrong(text: str, told: str, tmp_path: Path):
    with pytest.raises(FormatError, match=told):
        read(text, tmp_path)


# --- filled in ---


def test_targets_are_put_in_and_nothing_else_changes():
    before = xliff(
        "<!-- à voir -->"
        + unit("Le quai &#233;tait <![CDATA[<vide>]]>.", more=" approved='no'").replace(
            "<source>", "<source  >"
        )
        + unit("Un chien.", "A dog.", key="2")
    )
    new = (
        '\n  <target state="needs-review-translation" state-qualifier="mt-suggestion">'
        "Le quai était &lt;vide&gt;.</target>"
    )
    after = fill(before)
    assert new in after
    assert after.replace(new, "") == before
    assert len(by_toolkit(after.encode()).units) == 2


@pytest.mark.parametrize(
    "target",
    [
        "<target/>",
        '<target state="new"></target>',
        '<target state="needs-translation" xml:lang="en">Un chat.</target>',
    ],
)
def test_a_target_that_is_none_is_missing(target: str):
    data = xliff(unit("Un chat.").replace("</source>", f"</source>{target}"))
    assert opened(data.encode(), "a.xlf").missing == 1
    assert re.search(r'state="needs-review-translation"[^>]*>Un chat\.</target>', fill(data))


def test_what_has_a_target_or_is_kept_stays():
    kept = xliff(unit("Un.", "One.") + unit("Deux.", more=' translate="no"', key="2"))
    assert fill(kept) == kept
    assert opened(kept.encode(), "a.xlf").missing == 0
    assert fill(kept, overwrite=True).count("needs-review-translation") == 1


CODED = [
    'Le <g id="1" ctype="bold">maire</g> a <x id="2" equiv-text="{{n}}"/> chiens.',
    'Le <bpt id="1" ctype="bold">&lt;b&gt;</bpt>maire<ept id="1">&lt;/b&gt;</ept> parle.',
    'Le <bx id="1"/>maire<ex id="2" rid="1"/> parle <ph id="3">%s</ph>.',
    'Un saut<x id="1" ctype="lb"/>de ligne, une <it id="2" pos="open">&lt;i></it>fin.',
    'Bonjour <x id="START_BOLD_TEXT" ctype="x-b" equiv-text="&lt;b>"/>à vous<x id="CLOSE_BOLD_TEXT"/>.',
    'Voyez <mrk mtype="protected">Brest-Sud</mrk> et <mrk mtype="term">le quai</mrk>.',
    'Cliquez <a href="x">ici</a> ou <br/>là.',
    "Le &lt;b&gt;maire&lt;/b&gt; a %1$s chiens et {0} chats &amp; %count% loups.",
]


@pytest.mark.parametrize("source", CODED)
def test_an_echo_has_the_codes_of_the_source_in_their_places(source: str):
    assert re.search(rf"<target[^>]*>{re.escape(source)}</target>", fill(xliff(unit(source))))


def test_codes_go_to_their_words():
    data = xliff(unit('Le <g id="1">maire</g> parle <g id="2">peu</g>.')).encode()
    links = (0, 2), (1, 3), (2, 1), (3, 0)
    done = filled(
        data, "a.xlf", translate=lambda text: made(text, phrase("Rarely speaks the mayor.", *links))
    ).decode()
    assert '><g id="2">Rarely</g> speaks the <g id="1">mayor</g>.</target>' in done


def test_messages_with_forms_to_choose_from_are_left_to_a_person():
    choice = "{n, plural, =1 {un chat} other {# chats}}"
    text = xliff(unit(f"Vous avez {choice}.") + unit("Un chat.", key="2"))
    with pytest.warns(ExchangeWarning, match=r"forms to choose from \(plural, select\): 1"):
        file = to_fill(text.encode(), "a.xlf")
    assert (file.text, file.missing) == ("Un chat.", 1)
    assert file.render(echoed(file.text)).decode().count("<target") == 1


def test_segments_are_filled_in_their_places():
    done = fill(xliff(SEGMENTED.format("")))
    assert f"{PARTS}</target>" in done
    half = '<target><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2"/></target>'
    done = fill(xliff(SEGMENTED.format(half)))
    assert '<mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></target>' in done
    lone = '<target><mrk mtype="seg" mid="1">One.</mrk></target>'
    done = fill(xliff(SEGMENTED.format(lone)))
    assert '<mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></g></target>' in done


def test_trados_is_told_of_drafts():
    head = f'version="1.2" {NAMESPACE} xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" sdl:version="1.0"'
    defs = '<sdl:seg-defs><sdl:seg id="1" conf="Translated"/><sdl:seg id="2" origin="source"/></sdl:seg-defs>'
    target = '<target><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2"/></target>'
    text = xliff(SEGMENTED.format(target + defs), head=head)
    done = fill(text, "a.sdlxliff")
    assert '<mrk mtype="seg" mid="2">Deux.</mrk></target>' in done
    assert '<sdl:seg id="1" conf="Translated"/>' in done
    assert '<sdl:seg id="2" origin="mt" conf="Draft" origin-system="bitext"/>' in done
    assert "needs-review" not in done
    locked = text.replace('origin="source"', 'locked="true"')
    assert fill(locked, "a.sdlxliff") == locked


def test_memoq_is_told_of_pretranslation():
    head = f'version="1.2" {NAMESPACE} xmlns:mq="MQXliff"'
    text = xliff(unit("Un.", more=' mq:status="NotStarted"'), head=head)
    assert 'mq:status="PreTranslated"' in fill(text, "a.mqxliff")
    done = text.replace("NotStarted", "ManuallyConfirmed").replace(
        "</source>", "</source><target>One.</target>"
    )
    assert fill(done, "a.mqxliff") == done
    assert whole(done.encode(), "a.mqxliff").pairs[0].checked


def test_the_target_language_is_told_once_there_are_targets():
    done = fill(xliff(unit("Un."), languages='source-language="fr"'))
    assert 'source-language="fr" datatype="html" target-language="en"' in done


@pytest.mark.parametrize(("source", "target"), [("en", "fr"), ("de", "it"), ("fr-CA", "es")])
def test_other_languages_are_refused_by_name(source: str, target: str):
    text = xliff(unit("Un."), languages=f'source-language="{source}" target-language="{target}"')
    with pytest.raises(FormatError, match=f"from {source} into {target}"):
        fill(text)


def test_of_several_files_those_from_french_into_english_are_filled():
    one = '<file original="a" source-language="fr" target-language="{}" datatype="x"><body>{}</body></file>'
    files = one.format("de", unit("Un.", "Eins.")) + one.format("en", unit("Deux."))
    text = f'<xliff version="1.2" {NAMESPACE}>{files}</xliff>'
    assert opened(text.encode(), "a.xlf", overwrite=True).text == "Deux."
    assert sides(whole(text.encode(), "a.xlf")) == [("Deux.", "Deux.")]


# --- written ---


def reworded(bitext: Bitext, at: int, text: str) -> Bitext:
    """The Bitext with another target in a pair; the offsets of the others stay right, as it is the last."""
    pair = bitext.pairs[at]
    start = pair.target.start if pair.target else len(bitext.target.text) + 1
    sentence = Sentence(start, start + len(text), text, len(bitext.target))
    target = replace(
        bitext.target,
        text=f"{bitext.target.text[:start]:<{start}}{text}",
        sentences=(*bitext.target.sentences[: at + (not pair.target)], sentence)[: at + 1],
    )
    pairs = (*bitext.pairs[:at], replace(pair, target=Side((sentence,)), flags=(), checked=True))
    return replace(bitext, target=target, pairs=pairs)


def test_a_file_that_was_read_comes_back_as_it_was_but_for_what_changed(tmp_path: Path):
    text = xliff(unit("Vide.", "Empty.") + unit('Le <g id="1">quai</g>.', 'The <g id="1">quay</g>.', key="2"))
    text = text.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>')
    bitext = read(text, tmp_path)
    bitext.save(tmp_path / "b.xlf", "xliff12")
    assert (tmp_path / "b.xlf").read_text(encoding="utf-8") == text
    reworded(bitext, 1, "Here the quay.").save(tmp_path / "c.xlf", "xliff12")
    changed = text.replace('>The <g id="1">quay</g>.', '>Here the <g id="1">quay</g>.').replace(
        'id="2">\n  <source', 'id="2" approved="yes">\n  <source'
    )
    assert (tmp_path / "c.xlf").read_text(encoding="utf-8") == changed


def test_a_bitext_from_elsewhere_is_plain_units(tmp_path: Path):
    bitext = echoed("Un <chat> & co. Un chien.")
    bitext.save(tmp_path / "b.xlf", "xliff12")
    again = read((tmp_path / "b.xlf").read_text(encoding="utf-8"), tmp_path, "c.xlf")
    assert sides(again) == sides(bitext)
    assert by_toolkit((tmp_path / "b.xlf").read_bytes()).units[0].source == "Un <chat> & co."


def test_the_suffix_xlf_goes_on_to_mean_xliff_2():
    assert format_of("a.xlf").name == format_of("a.xliff").name == "xliff"
    assert format_of("a.sdlxliff").name == format_of("a.mqxliff").name == "xliff12"


def test_what_a_format_cannot_hold_is_told():
    data = xliff(unit('Le <g id="1">quai</g>.<!---->') + "").encode()
    with pytest.warns(ExchangeWarning, match="1 inline code, 1 id"):
        opened(data, "a.xlf").whole(echoed("Le quai."))


TEXTS = st.text(st.sampled_from("aé <>&\"'\n.%{0}"), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=4))
def test_any_texts_are_filled_and_read_again(units: list[tuple[str, str | None]]):
    inside = "".join(
        unit(escape(source), None if target is None else escape(target), key=str(at))
        for at, (source, target) in enumerate(units)
    )
    done = fill(xliff(inside))
    found = by_toolkit(done.encode()).units
    for each, (source, target) in zip(found, units, strict=True):
        assert (each.source or "").split() == source.split()
        expected = target if target is not None and target.strip() else source
        # Spaces that part a placeholder from the words are put in for the model.
        assert "".join((each.target or "").split()) == "".join(expected.split()) or not source.strip()
