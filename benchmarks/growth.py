"""Growth: how processor time grows with the size of odd and hostile inputs.

Each kind of input is made at sizes that double, until it takes half a second. Printed is the exponent between
the last two sizes: 1 is linear, 2 grows with the square. An echo stands for the model. Of each group the
inputs with an exponent above 1.3 are listed, and the largest of the others.
"""

from __future__ import annotations

import gc
import io
import math
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.memory import Echo
from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.documents.original import read_original
from bitext.errors import BitextError, BitextWarning
from bitext.result.bitext import Bitext
from bitext.result.links import WordLinks
from bitext.result.pair import Pair, Side
from bitext.segmentation.segment import segment
from bitext.text.document import Document
from bitext.text.words import words_of
from bitext.translation.engines.vocabulary import Vocabulary
from bitext.translation.translator import Translator

if TYPE_CHECKING:
    from collections.abc import Sequence

Make = Callable[[int], str]
"""Makes an input of about so many characters."""

_SMALLEST, _LARGEST = 1_000, 256_000
_LEAST_SECONDS = 0.05
"""What is faster at the largest size that was tried tells nothing."""
_TARGET = 1.3


def again(unit: str, head: str = "", tail: str = "") -> Make:
    """``unit`` over and over between ``head`` and ``tail``."""
    return lambda size: head + unit * max(1, size // len(unit)) + tail


def nested(opening: str, inside: str = "mot", closing: str = "") -> Make:
    """``opening`` over and over, and as many times ``closing``."""

    def make(size: int) -> str:
        count = max(1, size // (len(opening) + len(closing)))
        return opening * count + inside + closing * count

    return make


def numbered(unit: str, head: str = "", tail: str = "") -> Make:
    """``unit``, in which ``#`` is a number that rises."""
    length = len(unit) + 3
    return lambda size: head + "".join(unit.replace("#", str(n)) for n in range(size // length + 1)) + tail


TEXTS: Final[dict[str, Make]] = {
    "news": again("La ville vote ce soir. Le port reste fermé. "),
    "quotations": again("Elle a répondu : « Nous verrons bien. » Puis elle sort. "),
    "paragraphs": again("Elle a répondu : « Nous verrons bien. » Puis elle sort.\n\n"),
    "verse": again("« La mer monte,\n", tail=" »"),
    "continued": again("« Une suite.\n", tail=" »"),
    "opening marks": again("« "),
    "straight marks": again('" '),
    "quoted words": again('"mot" '),
    "single words": again("‘mot’ "),
    "mixed marks": again("“« mot » „rien“ "),
    "marks within marks": nested("« “ ", "mot", " ” »"),
    "apostrophes": again("' "),
    "backticks": again("`"),
    "dialogue": again("— Viens ! "),
    "hyphens": again("-"),
    "one letter": again("o"),
    "one digit": again("4"),
    "stops": again("."),
    "stops and a letter": again(".", tail="y"),
    "suspension": again("…"),
    "exclamations": again("! ? "),
    "initials": again("B. "),
    "abbreviations": again("Mme. art. p. ex. cf. "),
    "numbers": again("2 345 678,9 "),
    "items": again("4. 5) "),
    "accents": again("\u0302", head="a"),
    "letters and accents": again("u\u0308"),
    "fractions": again("¾ "),
    "invisible": again("\u200bo"),
    "controls": again("o\x01"),
    "joined emoji": again("\u200d👩", head="o. 👩"),
    "spaces": again(" ", head="o", tail="y."),
    "spaces before a mark": again(" ", head="« Oui", tail="»."),
    "line breaks": again("o\r\n"),
    "separators": again("o\u2029"),
    "brackets": again("["),
    "notes": again("[3] "),
    "angles": again("<"),
    "tags": again("<i "),
    "at": again("o@"),
    "addresses": again("mot a.b@c.fr "),
    "handles": again("mot @nom "),
    "links": again("voir www.a.fr/b "),
    "placeholders": again("mot {nom} "),
    "powers": again("10² m "),
    "capitals": again("MOT "),
    "reporting clauses": again("« Oui, dit-il, non. » "),
    "names": again("Jeanne Aubert "),
}
"""Plain texts by what they are made of."""

HTML: Final[dict[str, Make]] = {
    "page": again("<p>La <b>ville</b> vote <a href='y'>ce soir</a>.</p>\n"),
    "blocks in blocks": nested("<div>", closing="</div>"),
    "bold in bold": nested("<b>", closing="</b>"),
    "links in links": nested("<a href=y>", closing="</a>"),
    "raised in raised": nested("<sup>", "3", "</sup>"),
    "open spans": again("<span>o "),
    "lists in lists": nested("<ul><li>"),
    "items in blocks": lambda size: "<li><ul>" + "<div>" * (size // 10) + again("<li/>")(size // 2),
    "ends that end nothing": lambda size: "<i><div>" + again("<b>")(size // 2) + again("</i>")(size // 2),
    "open comments": again("<!-- o "),
    "comments that end like tags": again("<!-- o>"),
    "declarations": again("<!o"),
    "sections": again("<![CDATA["),
    "unknown sections": again("<![o["),
    "instructions": again("<?o "),
    "open ends": again("</o"),
    "open tags": again("<i "),
    "open tags before a closed one": again("<i ", tail=">"),
    "open attributes": again('<i a="'),
    "quotes that cross": again('<i a=">" ', tail='"'),
    "spaces in a tag": again("<i" + " " * 40 + "="),
    "slashes": again("/", head="<i ", tail=">"),
    "attributes": numbered(' a#="b"', "<p", ">mot"),
    "references": again("&"),
    "a long number": again("3", head="&#", tail=";"),
    "scripts": again("<script>"),
    "titles": again("</titl", head="<title>"),
    "bold words": again("<b>mot</b> rien ", "<p>"),
    "code words": again("<code>y</code> mot ", "<p>"),
    "linked words": again("<a href=y>mot</a> rien ", "<p>"),
    "images": again("mot <img alt='la mer' src=y> ", "<p>"),
    "notes": again("mot<sup>2</sup> ", "<p>"),
    "lines": again("mot<br>", "<p>"),
    "comments": again("mot <!-- y --> ", "<p>"),
    "addresses": again("mot c@d.fr ", "<p>"),
    "quoted bold": again("« <b>mot</b> » ", "<p>"),
    "one word": again("o", "<p>"),
}
MARKDOWN: Final[dict[str, Make]] = {
    "page": again("La *ville* vote [ce soir](y). Le **port** ferme.\n\n"),
    "one paragraph": again("La ville vote\n"),
    "hard breaks": again("La ville vote  \n"),
    "carriage returns": again("o\r"),
    "open brackets": again("["),
    "brackets": nested("[", "o", "]"),
    "open links": again("[o]("),
    "links": again("mot [o](y) "),
    "links with titles": again('mot [o](y "titre") '),
    "images": again("mot ![o](y) "),
    "images in images": nested("![", "o", "](y)"),
    "stars": again("*o "),
    "emphasis": again("*o* mot "),
    "underscores": again("_o "),
    "backticks": lambda size: "".join("`" * n + " " for n in range(1, math.isqrt(2 * size))),
    "code": again("mot `o` "),
    "tags": again("mot <i>o</i> "),
    "open tags": again("mot <i "),
    "quotes in quotes": again("> ", tail="o"),
    "lists in lists": again("- ", tail="o"),
    "a wide table": lambda size: "|" + "\n|".join(cell * (size // 6) for cell in ("o|", "-|", "y|")),
    "a long table": again("|mot|mot|\n", "|o|y|\n|-|-|\n"),
    "formulas": again("$o "),
    "footnotes": again("mot[^1] "),
    "definitions": numbered("[r#]: y\n", tail="\nmot [r1]"),
    "an open definition": again("o", "[r]: <"),
    "an open title": again("o\n", '[r]: y "'),
    "entities": again("&#x42;"),
    "addresses": again("mot <http://c.fr> "),
    "front matter that goes on": again("o: y\n", "---\n"),
    "one word": again("o"),
}


def _cue(number: int, text: str) -> str:
    hours, minutes, seconds = number // 1800, number // 30 % 60, number * 2 % 60
    start = f"{hours:02}:{minutes:02}:{seconds:02}"
    return f"{number + 1}\n{start},000 --> {start},900\n{text}\n\n"


def _in_a_cue(make: Make) -> Make:
    return lambda size: _cue(0, make(size))


SUBTITLES: Final[dict[str, Make]] = {
    "film": lambda size: "".join(_cue(n, "La ville vote ce soir.") for n in range(size // 55 + 1)),
    "sentences over cues": lambda size: "".join(_cue(n, "la ville que") for n in range(size // 45 + 1)),
    "words": _in_a_cue(again("mot ")),
    "lines": _in_a_cue(again("mot\n")),
    "turns": _in_a_cue(again("- Non.\n")),
    "music": _in_a_cue(again("♪", tail="o")),
    "sung lines": _in_a_cue(again("♪ mot\n")),
    "spaces": _in_a_cue(again(" ", "o", "y")),
    "open italics": _in_a_cue(again("<i>", tail="mot")),
    "italics": _in_a_cue(again("<i>mot</i> ")),
    "open tags": _in_a_cue(again("<i")),
    "codes": _in_a_cue(again("{\\")),
}
_SPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def _run(text: str, form: str = "") -> str:
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _in_a_paragraph(make: Make) -> Make:
    return lambda size: f"<w:p>{make(size)}</w:p>"


_FIELD: Final = tuple(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
WORD: Final[dict[str, Make]] = {
    "letter": again(f"<w:p>{_run('La ville ')}{_run('vote', '<w:b/>')}</w:p>"),
    "runs": _in_a_paragraph(again(_run("La ville "))),
    "bold runs": _in_a_paragraph(again(_run("La ville ") + _run("vote ", "<w:b/>"))),
    "sizes": _in_a_paragraph(numbered(_run("mot ", '<w:sz w:val="#"/>'))),
    "links": _in_a_paragraph(numbered(f'<w:hyperlink w:anchor="a#">{_run("mot ")}</w:hyperlink>')),
    "runs in tags": _in_a_paragraph(
        lambda size: '<w:smartTag w:element="o">' * 99 + again(_run("mot "))(size) + "</w:smartTag>" * 99
    ),
    "a field": _in_a_paragraph(
        again("<w:r><w:instrText>o </w:instrText></w:r>", _FIELD[0], _FIELD[1] + _run("mot"))
    ),
    "fields": _in_a_paragraph(again(_FIELD[0] + _FIELD[1] + _run("mot "))),
    "bookmarks": _in_a_paragraph(again('<w:bookmarkStart w:id="1"/>' + _run("mot "))),
    "one word": _in_a_paragraph(lambda size: _run("o" * size)),
}


def _docx(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f"<w:document {_SPACE}><w:body>{body}</w:body></w:document>")
    return out.getvalue()


def echoed(text: str) -> Bitext:
    """A text as its own translation, in capitals where that keeps its length."""
    source = segment(text)
    other = text.upper() if len(text.upper()) == len(text) else text
    target = segment(other, "en")
    if [one.start for one in target] != [one.start for one in source]:
        target = Document(text, source.sentences, lang="en")
    pairs = []
    for one, two in zip(source, target, strict=True):
        spans = [(word.start + one.start, word.end + one.start) for word in words_of(one.text)]
        words = WordLinks((start, end, start, end) for start, end in spans if end <= two.end)
        pairs.append(Pair(Side((one,)), Side((two,)), words=words))
    return Bitext(source, target, tuple(pairs))


@dataclass(frozen=True, slots=True)
class _Group:
    """What is done with inputs; ``prepare`` makes of one what is then timed."""

    name: str
    inputs: dict[str, Make]
    prepare: Callable[[str], Callable[[], Any]]


def _groups() -> Iterator[_Group]:
    files = catalog.fetch()
    aligner = Aligner()
    aligner.translator = Translator(Echo(), Vocabulary(files.folder), files.info)
    yield _Group("segment", TEXTS, lambda text: lambda: segment(text))
    yield _Group("align", TEXTS, lambda text: lambda: aligner.align(text))
    yield _Group("align lines", TEXTS, lambda text: lambda: aligner.align(text.splitlines()))
    documents = {"html": HTML, "markdown": MARKDOWN, "subrip": SUBTITLES, "docx": WORD}
    for form, inputs in documents.items():
        yield _Group(f"read {form}", inputs, _reading(form))
        yield _Group(f"render {form}", inputs, _rendering(form))


def bytes_of(text: str, form: str) -> bytes:
    """The document that has ``text`` in it."""
    return _docx(text) if form == "docx" else text.encode()


def _reading(form: str) -> Callable[[str], Callable[[], Any]]:
    def prepare(text: str) -> Callable[[], Any]:
        data = bytes_of(text, form)
        return lambda: read_original(data, form)

    return prepare


def _rendering(form: str) -> Callable[[str], Callable[[], Any]]:
    def prepare(text: str) -> Callable[[], Any]:
        original = read_original(bytes_of(text, form), form)
        translated = echoed(original.text)
        return lambda: original.render(translated)

    return prepare


def measured(group: _Group, make: Make, seconds: float) -> list[tuple[int, float]]:
    """Sizes, and the processor time that each takes."""
    rows: list[tuple[int, float]] = []
    size = _SMALLEST
    while size <= _LARGEST and (not rows or rows[-1][1] < seconds):
        run = group.prepare(make(size))
        gc.collect()
        gc.disable()
        start = time.process_time()
        run()
        rows.append((size, time.process_time() - start))
        gc.enable()
        size *= 2
    return rows


def exponent(rows: Sequence[tuple[int, float]]) -> float:
    """How time grows between the last two sizes; 0 where it is too short to tell."""
    if len(rows) < len(("before", "last")) or rows[-1][1] < _LEAST_SECONDS:
        return 0.0
    (size, before), (larger, last) = rows[-2:]
    return math.log(last / max(before, 1e-4)) / math.log(larger / size)


def run(only: str, seconds: float) -> None:
    """Print what grows faster than it should, and the largest exponent of each group."""
    console = Console()
    table = Table("group", "input", "seconds at size", "exponent", title="Growth of time")
    for group in _groups():
        kept = {name: make for name, make in group.inputs.items() if f"{group.name}/{name}".startswith(only)}
        rows = []
        for name, make in kept.items():
            with console.status(f"{group.name}: {name} …"), warnings.catch_warnings():
                warnings.simplefilter("ignore", BitextWarning)
                try:
                    times = measured(group, make, seconds)
                except BitextError as error:
                    console.print(f"{group.name}/{name} is refused: {error}")
                    continue
            rows.append((exponent(times), name, times))
        rows.sort(reverse=True)
        for at, (value, name, times) in enumerate(rows):
            if value > _TARGET or at == 0:
                told = ", ".join(f"{spent:.2f} at {size:,}" for size, spent in times[-2:])
                table.add_row(group.name, name, told, f"{value:.2f}", style="red" if value > _TARGET else "")
    table.caption = f"target: below {_TARGET}; of each group the largest is shown, and all above the target"
    console.print(table)
