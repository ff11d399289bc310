"""What is known of the elements of TEI P5: which hold paragraphs, which words, which neither.

TEI Consortium, "TEI P5: Guidelines for Electronic Text Encoding and Interchange", chapters 3 (elements
available in all TEI documents), 4 (default text structure), 6 (verse), 7 (performance texts).
"""

from __future__ import annotations

from typing import Final


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROOTS: Final = ("TEI", "teiCorpus")
P4_ROOTS: Final = ("TEI.2", "teiCorpus.2")

BLOCKS: Final = _names(
    "text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 p ab head trailer "
    "l byline dateline opener closer salute signed postscript epigraph argument docTitle titlePart docAuthor "
    "docDate docImprint docEdition titlePage imprimatur lg l list item headLabel headItem figure figDesc "
    "table row cell sp speaker castList castItem castGroup set prologue epilogue performance listBibl "
    "biblStruct biblFull entry entryFree superEntry address addrLine spGrp view camera sound tech "
    "listPerson listPlace listOrg listEvent listApp listWit wit person place org event desc standOff"
)
"""They begin and end blocks of text. An element that holds one does so, too; all others lie in a text."""
HOLDERS: Final = _names(
    "text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 docTitle titlePage lg "
    "list figure table row sp spGrp castList castGroup listBibl argument epigraph postscript set "
    "prologue epilogue performance address"
)
"""They hold elements alone: each of those is a block of its own."""
ASIDES: Final = _names("note noteGrp stage")
"""They stand in a sentence and are none of its words: the text of each is by itself."""
BEHIND: Final = _names("note noteGrp")
"""Of these, those that are translated behind the running text."""
BREAKS: Final = _names("lb cb pb gb milestone")
"""They tell where a line, a page or the like begins; ``break="no"`` says that a word goes on."""
LITERAL: Final = _names("code gi att val tag idno ident formula email bibl")
"""Their words stay as they are, in their place in the sentence."""
OPAQUE: Final = _names(
    "fw del surplus rdg egXML eg notatedMusic index graphic media binaryObject listBibl biblStruct biblFull "
    "listWit standOff certainty precision respons space gap anchor ptr"
)
"""They hold nothing to translate and stand between the words."""
CHOICES: Final = {
    "choice": ("reg", "corr", "expan", "unclear", "seg", "orig", "sic", "abbr"),
    "app": ("lem", "rdg"),
    "subst": ("add",),
}
"""Elements of which one child is read, those that come first here before the others; the rest stays."""
LINKS: Final = _names(
    "ref q quote said name persName placeName geogName orgName rs title date foreign term anchor"
)
"""They lie over words that belong together."""
WITHIN_WORDS: Final = _names(
    "c g hi supplied unclear add damage ex am expan seg lb pb cb gb milestone anchor"
)
"""They may stand in the middle of words."""
TOKENS: Final = _names("w s")
"""Side by side without a space, they are words or sentences by themselves."""
