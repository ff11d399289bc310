"""TMX: what is saved loads equal, other programs read it, and theirs are read."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks.made_up import bitext_of, bitexts, quoted
from bitext.errors import (
    BitextWarning,
    CharacterWarning,
    ExchangeWarning,
    FormatError,
    InputError,
    LanguageWarning,
)
from bitext.formats._xml import LANG, fit_for_xml
from bitext.formats.tmx.format import load
from bitext.formats.tmx.writer import write
from bitext.result.bitext import Bitext
from bitext.result.links import QuoteLink, WordLinks
from bitext.result.pair import Pair, Side
from bitext.result.validation import check
from bitext.text.document import Document, Quotation, Sentence

# By name, since the package has no type stubs.
tmxfile: Any = import_module("translate.storage.tmx").tmxfile

GOLDEN = """\
<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="bitext" creationtoolversion="*" segtype="sentence" adminlang="en" srclang="fr" \
datatype="plaintext" o-tmf="bitext">
  <prop type="x-bitext-version">1</prop>
  <prop type="x-bitext-target">en</prop>
  <prop type="x-bitext-model">opus-mt-fr-en</prop>
</header>
<body>
<tu tuid="1">
  <prop type="x-bitext-score">0.75</prop>
  <prop type="x-bitext-flag">retried</prop>
  <prop type="x-bitext-words">0-2:0-3 3-8:4-9</prop>
  <prop type="x-bitext-link">1 kept</prop>
  <prop type="x-bitext-link">2 restored</prop>
  <tuv xml:lang="fr">
    <prop type="x-bitext-sum">3a3528d4</prop>
    <prop type="x-bitext-quotation">1</prop>
    <prop type="x-bitext-quotation">2 depth=1</prop>
    <seg>Le maire a dit : <it pos="begin" x="1" type="quotation"/>« J’attends la \
<bpt i="1" x="2" type="quotation"/>“réponse”<ept i="1"/>.</seg>
  </tuv>
  <tuv xml:lang="en">
    <prop type="x-bitext-sum">9263bfd2</prop>
    <prop type="x-bitext-quotation">1</prop>
    <prop type="x-bitext-quotation">2 depth=1</prop>
    <seg>The mayor said, <it pos="begin" x="1" type="quotation"/>“I await the \
<bpt i="1" x="2" type="quotation"/>‘answer’<ept i="1"/>.</seg>
  </tuv>
</tu>
<tu tuid="2">
  <prop type="x-bitext-score">0.5</prop>
  <tuv xml:lang="fr">
    <prop type="x-bitext-gap">U+000A</prop>
    <seg>Rien d’autre. »<it pos="end" x="1" type="quotation"/></seg>
  </tuv>
  <tuv xml:lang="en">
    <prop type="x-bitext-gap">U+000A</prop>
    <seg>Nothing else.”<it pos="end" x="1" type="quotation"/></seg>
  </tuv>
</tu>
<tu tuid="3">
  <prop type="x-bitext-score">1.0</prop>
  <prop type="x-bitext-flag">split</prop>
  <prop type="x-bitext-flag">loop</prop>
  <prop type="x-bitext-link">3 unpaired</prop>
  <tuv xml:lang="fr">
    <prop type="x-bitext-gap">U+000A</prop>
    <prop type="x-bitext-quotation">3 kind=stray marks=0,1</prop>
    <seg>Fin.<bpt i="1" x="3" type="stray"/>”<ept i="1"/></seg>
  </tuv>
  <tuv xml:lang="en">
    <prop type="x-bitext-gap">U+000A</prop>
    <seg>End.</seg>
  </tuv>
</tu>
</body>
</tmx>
"""


def written(bitext: Bitext) -> str:
    stream = io.StringIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CharacterWarning)
        write(bitext, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | bytes], Bitext]:
    path = tmp_path_factory.mktemp("tmx") / "a.tmx"

    def load_data(data: str | bytes) -> Bitext:
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return load(path)

    return load_data


Read = Callable[[str | bytes], Bitext]


def as_xml_holds(bitext: Bitext) -> Bitext:
    """``bitext`` with the characters replaced that XML cannot hold."""
    moved: list[dict[Quotation, Quotation]] = []
    documents = []
    for document in (bitext.source, bitext.target):
        sentences = tuple(replace(each, text=fit_for_xml(each.text)) for each in document)
        last, parts = 0, []
        for sentence in sentences:
            parts += [document.text[last : sentence.start], sentence.text]
            last = sentence.end
        text = "".join([*parts, document.text[last:]])
        new = {
            each: replace(each, open=fit_for_xml(each.open), close=fit_for_xml(each.close))
            for each in (*document.quotations, *document.unpaired)
        }
        quotations, unpaired = (
            tuple(new[each] for each in group) for group in (document.quotations, document.unpaired)
        )
        documents.append(Document(text, sentences, quotations, unpaired, document.lang))
        moved.append(new)
    pairs, at, to = [], 0, 0
    for pair in bitext.pairs:
        sides = (
            Side(documents[0].sentences[at : at + len(pair.source)]),
            Side(documents[1].sentences[to : to + len(pair.target)]),
        )
        pairs.append(replace(pair, source=sides[0], target=sides[1]))
        at, to = at + len(pair.source), to + len(pair.target)
    quotes = (
        QuoteLink(link.source and moved[0][link.source], link.target and moved[1][link.target], link.verdict)
        for link in bitext.quotes
    )
    return Bitext(documents[0], documents[1], tuple(pairs), tuple(quotes), bitext.model)


@given(bitexts())
@settings(max_examples=300, deadline=None)
def test_what_is_saved_loads_equal(read: Read, bitext: Bitext):
    assert read(written(bitext)) == as_xml_holds(bitext)


def test_save_and_load_by_suffix(tmp_path: Path):
    bitext = replace(quoted(), pairs=(replace(quoted().pairs[0], checked=True), *quoted().pairs[1:]))
    bitext.save(tmp_path / "a.TMX")
    assert Bitext.load(tmp_path / "a.TMX") == bitext


def test_the_layout():
    assert re.sub('toolversion="[^"]*"', 'toolversion="*"', written(quoted())) == GOLDEN


def segments(file: str) -> list[Any]:
    return list(etree.fromstring(file.encode()).iter("seg"))


@given(bitexts())
@settings(deadline=None)
def test_codes_come_in_pairs_and_leave_the_text_alone(bitext: Bitext):
    """Within a segment each bpt has its ept, behind it; x is used once a segment."""
    held = as_xml_holds(bitext)
    file = etree.fromstring(written(bitext).encode())
    for unit, pair in zip(file.iter("tu"), held.pairs, strict=True):
        for variant in unit.iter("tuv"):
            name = "source" if variant.get(LANG) == "fr" else "target"
            side, document = getattr(pair, name), getattr(held, name)
            expected = document.text[side.start : side.end] if side else ""
            assert "".join(variant.find("seg").itertext()) == expected
            open_now: set[str] = set()
            for code in variant.find("seg"):
                if code.tag == "bpt":
                    open_now.add(code.get("i"))
                elif code.tag == "ept":
                    open_now.remove(code.get("i"))
            assert not open_now
            numbers = [(code.get("x"), code.get("pos")) for code in variant.find("seg") if code.tag != "ept"]
            assert len(numbers) == len(set(numbers))


def one_pair(french: str, english: str, *spans: tuple[int, int, int, int]) -> Bitext:
    """A pair of one sentence each, with kept quotations at the spans given."""
    plain = bitext_of([(french, english)])
    source = [Quotation(a, b, french[a], french[b - 1], 0, (0,)) for a, b, _, _ in spans]
    target = [Quotation(c, d, english[c], english[d - 1], 0, (0,)) for _, _, c, d in spans]
    return replace(
        plain,
        source=replace(plain.source, quotations=tuple(source)),
        target=replace(plain.target, quotations=tuple(target)),
        quotes=tuple(QuoteLink(a, b, "kept") for a, b in zip(source, target, strict=True)),
    )


@pytest.mark.parametrize(
    ("spans", "codes"),
    [
        ([(0, 3, 0, 3)], "<1«a»/1> «b»"),
        ([(0, 3, 0, 3), (4, 7, 4, 7)], "<1«a»/1> <2«b»/2>"),
        ([(0, 7, 0, 7), (4, 7, 4, 7)], "<1«a» <2«b»/2/1>"),
        ([(0, 7, 0, 7), (0, 3, 0, 3)], "<1<2«a»/2> «b»/1>"),
        ([(0, 5, 0, 5), (2, 7, 2, 7)], "<1«a<2» «/1>b»/2>"),
    ],
)
def test_where_codes_stand(read: Read, spans: list[tuple[int, int, int, int]], codes: str):
    """Nested, side by side and overlapping."""
    bitext = one_pair("«a» «b»", "“a” “b”", *spans)
    segment = segments(written(bitext))[0]
    found = segment.text or ""
    for code in segment:
        found += f"<{code.get('i')}" if code.tag == "bpt" else f"/{code.get('i')}>"
        found += code.tail or ""
    assert found.replace(">/", "/") == codes
    assert read(written(bitext)) == bitext


def test_a_quotation_and_its_translation_have_one_number():
    crossed = one_pair("«a» «b»", "“b” “a”", (0, 3, 4, 7), (4, 7, 0, 3))
    french, english = ([code.get("x") for code in seg.iter("bpt")] for seg in segments(written(crossed)))
    assert (french, english) == (["1", "2"], ["2", "1"])


def lopsided() -> Bitext:
    """A sentence that was left out, one that was put in, one whose translation has no words."""
    source = Document("Un.\nDeux.", (Sentence(0, 3, "Un.", 0), Sentence(4, 9, "Deux.", 1)), lang="fr")
    target = Document("Zero. ", (Sentence(0, 5, "Zero.", 0), Sentence(6, 6, "", 0)), lang="en")
    one, two = source.sentences
    zero, none = target.sentences
    pairs = Pair(Side(), Side((zero,))), Pair(Side((one,)), Side()), Pair(Side((two,)), Side((none,)), 0.0)
    return Bitext(source, target, pairs)


def test_an_empty_side_has_no_variant(read: Read):
    file = written(lopsided())
    units = etree.fromstring(file.encode()).iter("tu")
    assert [[each.get(LANG) for each in unit.iter("tuv")] for unit in units] == [["en"], ["fr"], ["fr", "en"]]
    assert read(file) == lopsided()


@pytest.mark.parametrize("lang", ["fr", "fr-CA", "FR"])
def test_two_texts_in_one_language(read: Read, lang: str):
    bitext = lopsided()
    bitext = replace(bitext, target=replace(bitext.target, lang=lang))
    assert read(written(bitext)) == bitext


def test_several_sentences_of_a_side_are_one_segment(read: Read):
    text = "Oui.  Non.\n\tPeut-être."
    sentences = Sentence(0, 4, "Oui.", 0), Sentence(6, 10, "Non.", 0), Sentence(12, 22, "Peut-être.", 1)
    target = Document("Maybe.\r\n", (Sentence(0, 6, "Maybe.", 0),), lang="en")
    bitext = Bitext(Document(text, sentences), target, (Pair(Side(sentences), Side(target.sentences)),))
    file = written(bitext)
    assert [segment.text for segment in segments(file)] == [text, "Maybe."]
    assert read(file) == bitext


@pytest.mark.parametrize(
    "text", ["a\rb", "a\r\nb", "a\tb\nc", "a\u2028b\x85c", "]]> <seg> &amp; \"'", "\u0301\u200f"]
)
def test_odd_characters_survive_the_file(read: Read, text: str):
    bitext = replace(bitext_of([(text, text)]), model=f"\t{text}\n ")
    assert read(written(bitext)) == bitext


@pytest.mark.parametrize("gap", [" ", "\r\n", "\n\n \u3000\t", "\f\v\x1c", "\u2028\x85"])
def test_white_space_round_the_pairs_survives_the_file(read: Read, gap: str):
    text = f"{gap}Un.{gap}Deux.{gap}"
    at = len(gap)
    one, two = Sentence(at, at + 3, "Un.", 0), Sentence(2 * at + 3, 2 * at + 8, "Deux.", 2)
    pairs = Pair(Side((one,)), Side()), Pair(Side((two,)), Side())
    bitext = Bitext(Document(text, (one, two)), Document(gap, (), lang="en"), pairs)
    assert read(written(bitext)) == bitext


def test_characters_that_xml_cannot_hold_are_told_once(tmp_path: Path):
    bitext = bitext_of([("Il\x00 dit\x1b.", "He \ud800.")])
    with pytest.warns(CharacterWarning, match="3 characters .*source 2, source 7, target 3") as caught:
        bitext.save(tmp_path / "a.tmx")
    assert len(caught) == 1
    loaded = Bitext.load(tmp_path / "a.tmx")
    assert (loaded.source.text, loaded.target.text) == ("Il␀ dit␛.", "He \ufffd.")


def test_a_bitext_without_pairs(read: Read):
    assert read(written(bitext_of([]))) == bitext_of([])


def test_what_is_inconsistent_is_refused_and_the_old_file_stays(tmp_path: Path):
    path = tmp_path / "a.tmx"
    path.write_text("old")
    with pytest.raises(InputError, match="pairs do not hold"):
        replace(quoted(), pairs=()).save(path)
    assert [each.read_text() for each in tmp_path.iterdir()] == ["old"]


def test_a_long_text_is_written_as_it_goes():
    class Counting(io.StringIO):
        longest = total = 0

        def write(self, text: str) -> int:
            self.longest, self.total = max(self.longest, len(text)), self.total + len(text)
            return len(text)

    stream = Counting()
    write(bitext_of([(f"Voici la ligne {n}.", f"This is line {n}.") for n in range(5000)]), stream)
    assert stream.total > 1_000_000
    assert stream.longest < 50_000


@given(bitexts())
@settings(max_examples=50, deadline=None)
def test_another_library_reads_the_same_texts(bitext: Bitext):
    held = as_xml_holds(bitext)
    file = tmxfile.parsestring(written(bitext).encode(), "fr", "en")
    for unit, pair in zip(file.units, held.pairs, strict=True):
        for text, side, document in (
            (unit.source, pair.source, held.source),
            (unit.target, pair.target, held.target),
        ):
            expected = document.text[side.start : side.end] if side else ""
            assert (text or "") == expected


# Files of bitext that another program has changed.


def test_a_quotation_goes_with_its_codes_when_the_text_is_edited(read: Read):
    file = written(quoted()).replace("The mayor said, <it", "The mayor of the town said:\n<it")
    with pytest.warns(ExchangeWarning, match="segments edited: 1; their word links and sentence borders"):
        bitext = read(file)
    assert bitext.target.text.startswith("The mayor of the town said:\n“I await the ‘answer’.\nNothing")
    assert [bitext.target.text[q.start : q.end] for q in bitext.target.quotations] == [
        "“I await the ‘answer’.\nNothing else.”",
        "‘answer’",
    ]
    assert [link.verdict for link in bitext.quotes] == ["kept", "restored", "unpaired"]
    assert bitext.pairs[0].words == WordLinks()
    assert bitext.pairs[0].score == 0.75


def test_a_quotation_without_its_codes_is_lost_with_a_warning(read: Read):
    file = written(quoted()).replace('<bpt i="1" x="2" type="quotation"/>‘', "‘")
    with pytest.warns(ExchangeWarning, match="quotations without their codes: 1; they are left out"):
        bitext = read(file)
    assert [link.verdict for link in bitext.quotes] == ["kept", "lost", "unpaired"]
    assert bitext.quotes[1].target is None
    assert bitext.target.text == quoted().target.text


def test_a_further_language_is_left_out_with_a_warning(read: Read):
    german = '<tuv xml:lang="de"><seg>Ende.</seg></tuv></tu>\n</body>'
    with pytest.warns(ExchangeWarning, match="variants that a pair has no place for: 1"):
        assert read(written(quoted()).replace("</tu>\n</body>", german)) == quoted()


@given(bitexts(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_whatever_elements_are_taken_out_the_rest_is_consistent(read: Read, bitext: Bitext, random: Any):
    root = etree.fromstring(written(bitext).encode())
    elements = [each for each in root.iter() if each.tag not in {"tmx", "header", "body", "seg"}]
    elements = [each for each in elements if each.get("type") not in {"x-bitext-version", "x-bitext-target"}]
    for element in random.sample(elements, min(len(elements), 2)):
        if element.getparent() is not None:
            before, parent = element.getprevious(), element.getparent()
            if element.tail and before is not None:
                before.tail = (before.tail or "") + element.tail
            elif element.tail:
                parent.text = (parent.text or "") + element.tail
            parent.remove(element)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", BitextWarning)
        try:
            check(read(etree.tostring(root)))
        except FormatError as error:
            assert "restore the file" in str(error)  # noqa: PT017


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version">1', 'version">99', "props are of version 99; install a newer bitext"),
        ('version">1', 'version">one', "'one', which is no number"),
        ("0-2:0-3", "0-2", "'0-2' is not laid out as bitext does it"),
        ("0-2:0-3", "0-99:0-3", "reaches outside its pair"),
        ("0-2:0-3", f"0-2:0-{'9' * 30}", "is not laid out"),
        ("2 depth=1", "2 depth=deep", "'2 depth=deep' does not describe a quotation"),
        ("2 depth=1", "", "'' does not describe a quotation"),
        ("2 restored", "2 mended", "'2 mended' does not describe a link"),
        ("2 restored", "", "'' does not describe a link"),
        (">0.75<", ">2<", "score of pairs.0. is 2.0; it lies between 0 and 1"),
        (">0.75<", ">high<", "'high' is no score"),
        ("U+000A", "U+0041", "'U.0041' is not white space"),
        ("U+000A", "newline", "'newline' is not laid out"),
        ('tuv xml:lang="fr"', "tuv", "<tuv> does not say its language"),
    ],
)
def test_props_that_say_nonsense_are_refused(read: Read, old: str, new: str, message: str):
    file = written(quoted())
    assert old in file
    with pytest.raises(FormatError, match=message):
        read(file.replace(old, new))


# Files of other programs.


def foreign(units: str, srclang: str = "fr", body: str = 'tmx version="1.4"') -> str:
    header = (
        f'<header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en-us" '
        f'srclang="{srclang}" datatype="plaintext"/>'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{body}>{header}<body>{units}</body></tmx>'


def unit(**segs: str) -> str:
    variants = (
        f'<tuv xml:lang="{lang.replace("_", "-")}"><seg>{seg}</seg></tuv>' for lang, seg in segs.items()
    )
    return f"<tu>{''.join(variants)}</tu>"


def lines(bitext: Bitext) -> list[tuple[str, str]]:
    return [(pair.source.text, pair.target.text) for pair in bitext.pairs]


OMEGAT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
    creationtoolversion="6.0.0" segtype="sentence" srclang="FR-FR"/>
  <body>
<!-- Default translations -->
    <tu>
      <prop type="file">roman.txt</prop>
      <note>à revoir</note>
      <tuv xml:lang="FR-FR">
        <seg>« Viens <bpt i="0" x="0">&lt;b0&gt;</bpt>vite<ept i="0">&lt;/b0&gt;</ept> ! » dit-elle.</seg>
      </tuv>
      <tuv xml:lang="EN-US" changeid="anne" changedate="20240102T030405Z">
        <seg>“Come <bpt i="0" x="0">&lt;b0&gt;</bpt>quickly<ept i="0">&lt;/b0&gt;</ept>!” she said.</seg>
      </tuv>
    </tu>
    <tu>
      <tuv xml:lang="FR-FR"><seg>Il partit.</seg></tuv>
      <tuv xml:lang="EN-US"><seg>He left.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def test_omegat(read: Read):
    bitext = read(OMEGAT)
    assert lines(bitext) == [
        ("« Viens vite ! » dit-elle.", "“Come quickly!” she said."),
        ("Il partit.", "He left."),
    ]
    assert bitext.source.text == "« Viens vite ! » dit-elle.\nIl partit."
    assert (bitext.source.lang, bitext.target.lang) == ("fr", "en")
    (link,) = bitext.quotes
    assert link.source is not None
    assert link.target is not None
    assert bitext.source.text[link.source.start : link.source.end] == "« Viens vite ! »"
    assert bitext.target.text[link.target.start : link.target.end] == "“Come quickly!”"


TRADOS = """\
<?xml version="1.0" encoding="utf-16"?>
<tmx version="1.4">
  <header creationtool="SDL Language Platform" creationtoolversion="8.0" o-tmf="SDL TM8 Format" datatype="xml"
    segtype="sentence" adminlang="en-GB" srclang="fr-FR" creationdate="20240102T030405Z" creationid="x\\y">
    <prop type="x-Recognizers">RecognizeAll</prop>
  </header>
  <body>
    <tu creationdate="20240102T030405Z" usagecount="0">
      <prop type="x-LastUsedBy">x\\y</prop>
      <prop type="x-ConfirmationLevel">Translated</prop>
      <tuv xml:lang="fr-FR">
        <seg>Le tableau <ph x="1" type="1"/> est <bpt i="1" type="3" x="2" />clair<ept i="1" />.</seg>
      </tuv>
      <tuv xml:lang="en-GB">
        <seg>Table <ph x="1" type="1"/> is <bpt i="1" type="3" x="2" />clear<ept i="1" />.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_trados_in_utf_16(read: Read, encoding: str):
    bitext = read(TRADOS.encode(encoding))
    assert lines(bitext) == [("Le tableau  est clair.", "Table  is clear.")]
    assert bitext.quotes == ()


MEMOQ = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="MemoQ" creationtoolversion="9.0" segtype="sentence" adminlang="en-us" datatype="xml"
    creationid="x" srclang="fr" o-tmf="MemoQTM">
    <prop type="name">Mémoire</prop>
  </header>
  <body>
    <tu changedate="20240102T030405Z" creationdate="20240102T030405Z" creationid="x" changeid="x">
      <prop type="client"></prop>
      <prop type="x-context-post">&lt;seg&gt;Ensuite.&lt;/seg&gt;</prop>
      <tuv xml:lang="fr">
        <prop type="x-a">1</prop>
        <seg>Voir <bpt i='1' type='bold'>{}</bpt>ici<ept i='1'>{}</ept><ph type='fmt'>{1}</ph>.</seg>
      </tuv>
      <tuv xml:lang="en-us">
        <seg>See <bpt i='1' type='bold'>{}</bpt>here<ept i='1'>{}</ept><ph type='fmt'>{1}</ph>.</seg>
      </tuv>
    </tu>
  </body>
</tmx>
"""


def test_memoq(read: Read):
    assert lines(read(MEMOQ)) == [("Voir ici.", "See here.")]


TMX_1_1 = """\
<?xml version="1.0" ?>
<!DOCTYPE tmx SYSTEM "tmx11.dtd">
<tmx version="1.1">
<header creationtool="TRADOS Translator's Workbench for Windows" creationtoolversion="Edition 2"
 segtype="sentence" o-tmf="TW4Win 2.0 Format" adminlang="EN-US" srclang="FR-FR" datatype="rtf"></header>
<body>
<tu creationdate="19990102T030405Z" creationid="X">
<tuv lang="EN-GB"><seg><ut>{\\b </ut>Two<ut>}</ut> lines
of text</seg></tuv>
<tuv lang="FR-FR"><seg><ut>{\\b </ut>Deux<ut>}</ut> lignes
de texte</seg></tuv>
</tu>
</body>
</tmx>
"""


def test_version_1_1_with_lang_and_ut(read: Read):
    bitext = read(TMX_1_1)
    assert lines(bitext) == [("Deux lignes\nde texte", "Two lines\nof text")]
    assert len(bitext.source.sentences) == 1


@pytest.mark.parametrize(
    ("seg", "text"),
    [
        ("a<hi>b<hi x='1'>c</hi></hi>d", "abcd"),
        ("a<hi>b<ph>{1}</ph>c</hi>d", "ab cd"),
        ("a<bpt i='1'>&lt;a title='<sub>note</sub>'></bpt>b<ept i='1'>&lt;/a></ept>c", "abc"),
        ("<it pos='begin'>{\\b</it>a<it pos='end'>}</it>b", "ab"),
        ("a<ph assoc='p'/>b<ut>x</ut>", "a b"),
        ("a<g id='1'>b</g>c", "abc"),
        ("a&#13;&#10;b &amp;lt; &#x2028;", "a\r\nb &lt;"),
        ("<![CDATA[<b>]]>", "<b>"),
        ("  a  ", "a"),
    ],
)
def test_what_is_text_in_a_segment(read: Read, seg: str, text: str):
    assert lines(read(foreign(unit(fr=seg, en="x")))) == [(text, "x")]


@pytest.mark.parametrize(
    ("srclang", "langs", "expected"),
    [
        ("fr", ["fr", "en"], ("fr", "en")),
        ("en", ["en", "fr"], ("fr", "en")),
        ("*all*", ["EN-GB", "FR-CA"], ("fr", "en")),
        ("de", ["de", "en_US", "fr_FR"], ("fr", "en")),
        ("FR-FR", ["FRE", "ENG"], ("fr", "en")),
    ],
)
def test_french_is_the_source_where_there_are_both(
    read: Read, srclang: str, langs: list[str], expected: tuple[str, str]
):
    variants = "".join(f'<tuv xml:lang="{lang}"><seg>{lang[:2].lower()}</seg></tuv>' for lang in langs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExchangeWarning)
        bitext = read(foreign(f"<tu>{variants}</tu>", srclang))
    assert (bitext.source.lang, bitext.target.lang) == expected
    assert lines(bitext) == [expected]


@pytest.mark.parametrize(
    ("srclang", "langs", "expected"),
    [
        ("en", ["en", "es"], ("en", "es")),
        ("es-ES", ["en", "es"], ("es", "en")),
        ("*all*", ["de", "it", "fr"], ("fr", "de")),
        ("", ["de", "en"], ("de", "en")),
    ],
)
def test_other_languages_have_no_quotations(
    read: Read, srclang: str, langs: list[str], expected: tuple[str, str]
):
    file = foreign(unit(**dict.fromkeys(langs, "“x”")), srclang)
    with pytest.warns(BitextWarning) as caught:
        bitext = read(file)
    told = [str(each.message) for each in caught if each.category is LanguageWarning]
    assert told == [
        f"the languages are {' and '.join(expected)}; quotations are found in French and English only, "
        "so there are none."
    ]
    assert (bitext.source.lang, bitext.target.lang, bitext.quotes) == (*expected, ())


def test_what_is_lacking_and_what_is_left_out_is_told(read: Read):
    file = foreign(
        unit(fr="Un.", en="One.", de="Eins.")
        + unit(fr_FR="Deux.", fr="Deux !", en="Two.")
        + unit(fr="Trois.")
        + unit(fr="Quatre.", en="  ")
        + unit(en="Five.")
        + unit(de="Sechs.")
    )
    with pytest.warns(ExchangeWarning) as caught:
        bitext = read(file)
    assert lines(bitext) == [
        ("Un.", "One."),
        ("Deux !", "Two."),
        ("Trois.", ""),
        ("Quatre.", ""),
        ("", "Five."),
    ]
    (warning,) = caught
    assert str(warning.message) == (
        "some units lack a language and are pairs with an empty side: 1 en, 1 fr; "
        "some variants have no place in a pair and are left out: 2 de, 1 fr-FR."
    )


def test_one_language_is_refused(read: Read):
    with pytest.raises(FormatError, match=r"one language only \(fr\); export it with the translation"):
        read(foreign(unit(fr="Seul.")))


def test_no_units_are_no_pairs(read: Read):
    assert read(foreign("")) == bitext_of([])


def test_what_is_not_tmx_is_refused(tmp_path: Path):
    path = tmp_path / "a.tmx"
    path.write_text('<memory version="2.1"/>')
    with pytest.raises(FormatError, match=r"a\.tmx: its first element is <memory>, not <tmx>"):
        Bitext.load(path)
