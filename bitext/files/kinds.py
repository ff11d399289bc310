"""The kinds of files: what each is called, what reads it, and what to do where nothing does.

:mod:`bitext.files.recognition` tells which kind a file is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_OFFICE: Final = "save it as .docx in your office program, or with: soffice --headless --convert-to {} FILE"
_PANDOC: Final = "convert it, for example with: pandoc FILE -t gfm -o NEW.md"
_TO_TEXT: Final = "put what is to be translated in a text file, a sentence a line, and use --lines"
_OWN: Final = "look at it with bitext view, or write it in another format with bitext convert"
_SUBTITLES: Final = "save it as .srt in a subtitle editor"
_UNPACK: Final = "unpack it, and give a file that is in it"
_TRANSCRIBE: Final = "give a text of what is said in it"
_TRANSLATE: Final = "translate it with bitext translate"
_OCR: Final = "give a text of what can be read in it (OCR)"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file.

    ``form`` is the form of document that reads it, *text* for plain text; ``format`` the format of results
    that loads it; ``advice`` what to do with it where it cannot be read. ``own``: bitext wrote it.
    """

    title: str
    suffixes: tuple[str, ...] = ()
    form: str = ""
    format: str = ""
    advice: str = ""
    own: bool = False


TEXT: Final = FileKind("plain text", (".txt", ".text"), form="text")
MARKDOWN: Final = FileKind(
    "Markdown",
    (".md", ".markdown", ".mdx", ".mdown", ".mkd", ".qmd", ".rmd"),
    form="markdown",
    advice=_TRANSLATE,
)
HTML: Final = FileKind("an HTML page", (".html", ".htm", ".xhtml"), form="html", advice=_TRANSLATE)
DOCX: Final = FileKind(
    "a Word document", (".docx", ".docm", ".dotx", ".dotm"), form="docx", advice=_TRANSLATE
)
WEBVTT: Final = FileKind("WebVTT subtitles", (".vtt",), form="webvtt", advice=_TRANSLATE)
ASS: Final = FileKind("ASS subtitles", (".ass", ".ssa"), form="ass", advice=_TRANSLATE)
TTML: Final = FileKind("TTML subtitles", (".ttml", ".dfxp"), form="ttml", advice=_TRANSLATE)
SUBRIP: Final = FileKind("SubRip subtitles", (".srt",), form="subrip", advice=_TRANSLATE)

JSON: Final = FileKind(
    "JSON", (".json", ".arb", ".webmanifest"), form="messages_json", format="json", advice=_TRANSLATE
)
JSON_LINES: Final = FileKind("JSON Lines", (".jsonl", ".ndjson"), format="jsonl", advice=_TO_TEXT)
CSV: Final = FileKind("a table (CSV)", (".csv",), format="csv", advice=_TO_TEXT)
TSV: Final = FileKind("a table (TSV)", (".tsv", ".tab"), format="tsv", advice=_TO_TEXT)
TMX: Final = FileKind("TMX, a translation memory", (".tmx",), format="tmx", advice=_OWN)
XLIFF: Final = FileKind("XLIFF, a file of translations", (".xlf", ".xliff"), format="xliff", advice=_OWN)
PARQUET: Final = FileKind("Parquet", (".parquet",), format="parquet", advice=_TO_TEXT)
LINKS: Final = FileKind(
    "a list of links between sentences or words",
    (".ladder", ".vecalign", ".pharaoh", ".align"),
    advice="give the texts that it links",
)
MOSES: Final = FileKind("a name for two Moses files", (".moses",), format="moses", advice=_TO_TEXT)

OWN_JSON: Final = FileKind("a translation that bitext saved", format="json", advice=_OWN, own=True)
OWN_JSON_LINES: Final = FileKind("a translation that bitext saved", format="jsonl", advice=_OWN, own=True)
OWN_TMX: Final = FileKind("a translation that bitext saved", format="tmx", advice=_OWN, own=True)
OWN_XLIFF: Final = FileKind("a translation that bitext saved", format="xliff", advice=_OWN, own=True)
OWN_TEI: Final = FileKind("a translation that bitext saved", format="tei", advice=_OWN, own=True)
OWN_PARQUET: Final = FileKind("a translation that bitext saved", format="parquet", advice=_OWN, own=True)
OWN_PAGE: Final = FileKind(
    "a page that bitext made",
    format="page",
    advice="give the file that it was made from; what was corrected in it goes back with bitext merge",
    own=True,
)
OWN_TABLE: Final = FileKind("a table that bitext wrote", format="markdown", advice=_OWN)
CORRECTIONS: Final = FileKind("corrections from a page of bitext", advice="bring them back with bitext merge")

PDF: Final = FileKind("a PDF", (".pdf",), form="pdf", advice=_TRANSLATE)
POSTSCRIPT: Final = FileKind("PostScript", (".ps", ".eps"), advice="convert it to text first")
RTF: Final = FileKind("RTF", (".rtf",), advice=_OFFICE.format("docx"))
OLD_WORD: Final = FileKind("a Word 97–2003 document", (".doc", ".dot"), advice=_OFFICE.format("docx"))
OLD_EXCEL: Final = FileKind("an Excel 97–2003 workbook", (".xls", ".xlt"), advice=_TO_TEXT)
OLD_POWERPOINT: Final = FileKind(
    "a PowerPoint 97–2003 presentation", (".ppt", ".pps", ".pot"), advice=_OFFICE.format("txt")
)
OLD_OFFICE: Final = FileKind("a file of an old office program", advice=_OFFICE.format("docx"))
ENCRYPTED: Final = FileKind("an encrypted document", advice="save it without a password first")
ODT: Final = FileKind("OpenDocument text", (".odt", ".ott"), form="odf", advice=_TRANSLATE)
ODS: Final = FileKind("an OpenDocument spreadsheet", (".ods", ".ots"), form="odf", advice=_TRANSLATE)
ODP: Final = FileKind("an OpenDocument presentation", (".odp", ".otp"), form="odf", advice=_TRANSLATE)
OPEN_DOCUMENT: Final = FileKind(
    "an OpenDocument file",
    (".odg", ".odf", ".odb", ".odm", ".fodt", ".fods", ".fodp"),
    advice=_OFFICE.format("odt"),
)
EPUB: Final = FileKind("an EPUB", (".epub",), form="epub", advice=_TRANSLATE)
PPTX: Final = FileKind(
    "a PowerPoint presentation",
    (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"),
    form="pptx",
    advice=_TRANSLATE,
)
XLSX: Final = FileKind(
    "an Excel workbook", (".xlsx", ".xlsm", ".xltx", ".xltm"), form="xlsx", advice=_TRANSLATE
)
WORD_XML: Final = FileKind("a Word document in one XML file", advice=_OFFICE.format("docx"))
VISIO: Final = FileKind("a Visio drawing", (".vsdx", ".vsd"), advice=_TO_TEXT)
IDML: Final = FileKind("IDML, an InDesign document", (".idml",), advice="export it as .docx or HTML first")
INDESIGN: Final = FileKind("an InDesign document", (".indd",), advice="export it as .docx or HTML first")
IWORK: Final = FileKind(
    "a document of Pages, Numbers or Keynote", (".pages", ".numbers", ".key"), advice="export it as .docx"
)
KINDLE: Final = FileKind(
    "a Kindle book",
    (".mobi", ".azw", ".azw3"),
    advice="convert it, for example with: ebook-convert FILE NEW.docx",
)
DJVU: Final = FileKind("DjVu", (".djvu",), advice=_OCR)

XLIFF_1: Final = FileKind("XLIFF 1.2", format="xliff12", advice=_OWN)
SDLXLIFF: Final = FileKind(
    "SDLXLIFF, a file of Trados (XLIFF 1.2)", (".sdlxliff",), format="xliff12", advice=_OWN
)
MQXLIFF: Final = FileKind(
    "MQXLIFF, a file of memoQ (XLIFF 1.2)",
    (".mqxliff", ".mxliff", ".txlf"),
    format="xliff12",
    advice=_OWN,
)
PO: Final = FileKind("PO, a gettext catalogue", (".po", ".pot"), format="po", advice=_OWN)
TBX: Final = FileKind("TBX, a terminology", (".tbx",), advice=_TO_TEXT)
OTHER_SUBTITLES: Final = FileKind("subtitles", (".sub", ".sbv", ".smi", ".stl", ".lrc"), advice=_SUBTITLES)
YAML: Final = FileKind("YAML", (".yaml", ".yml"), form="messages_yaml", advice=_TRANSLATE)
NOTEBOOK: Final = FileKind(
    "a Jupyter notebook",
    (".ipynb",),
    advice="convert it, for example with: jupyter nbconvert --to markdown FILE",
)
TEX: Final = FileKind("TeX", (".tex", ".latex", ".ltx", ".sty", ".cls", ".bib"), advice=_PANDOC)
MARKUP: Final = FileKind(
    "text with markup that is not Markdown",
    (".rst", ".rest", ".adoc", ".asciidoc", ".org", ".textile", ".wiki", ".mediawiki", ".typ"),
    advice=_PANDOC,
)
XML: Final = FileKind(
    "XML",
    (
        ".xml",
        ".dita",
        ".ditamap",
        ".dbk",
        ".docbook",
        ".resx",
        ".rss",
        ".atom",
        ".fb2",
        ".xsl",
        ".xsd",
        ".dtd",
    ),
    advice=_TO_TEXT,
)
TEI: Final = FileKind("a TEI document", (".tei",), form="tei", advice=_TRANSLATE)
SVG: Final = FileKind("an SVG image", (".svg",), advice=_TO_TEXT)
STRINGS: Final = FileKind(
    "a file of settings or strings",
    (".properties", ".strings", ".stringsdict", ".ini", ".cfg", ".conf", ".toml", ".env", ".rc", ".lang"),
    advice=_TO_TEXT,
)
MAIL: Final = FileKind("a mail", (".eml", ".mbox", ".msg"), advice="save its text first")
CALENDAR: Final = FileKind("a calendar or a card", (".ics", ".vcf"), advice=_TO_TEXT)
PROGRAM: Final = FileKind(
    "program text",
    (
        *(
            ".py",
            ".js",
            ".mjs",
            ".cjs",
            ".ts",
            ".jsx",
            ".tsx",
            ".vue",
            ".svelte",
            ".astro",
            ".php",
            ".rb",
            ".pl",
        ),
        *(".java", ".kt", ".scala", ".go", ".rs", ".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".swift", ".m"),
        *(".sh", ".bash", ".bat", ".ps1", ".sql", ".lua", ".r", ".jl", ".css", ".scss", ".less", ".diff"),
    ),
    advice=_TO_TEXT,
)

IMAGE: Final = FileKind(
    "an image",
    (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".psd", ".ico", ".heic", ".avif"),
    advice=_OCR,
)
SOUND: Final = FileKind(
    "sound or film",
    (
        *(".mp3", ".wav", ".ogg", ".flac", ".m4a", ".aac", ".opus"),
        *(".mp4", ".m4v", ".mkv", ".avi", ".mov", ".webm", ".wmv", ".mpg", ".mpeg"),
    ),
    advice=_TRANSCRIBE,
)
ARCHIVE: Final = FileKind(
    "an archive",
    (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".jar", ".apk", ".war", ".cbz"),
    advice=_UNPACK,
)
FONT: Final = FileKind("a font", (".ttf", ".otf", ".woff", ".woff2"), advice="give a text")
EXECUTABLE: Final = FileKind(
    "a program", (".exe", ".dll", ".so", ".dylib", ".o", ".pyc", ".class", ".wasm"), advice="give a text"
)
DATABASE: Final = FileKind("a database", (".sqlite", ".sqlite3", ".db", ".mdb"), advice=_TO_TEXT)
BINARY: Final = FileKind(
    "binary data, not text",
    advice="check the name; if it is text in UTF-16 or UTF-32, say so (--from text --encoding utf-32)",
)

KINDS: Final = (
    TEXT,
    MARKDOWN,
    HTML,
    DOCX,
    WEBVTT,
    ASS,
    TTML,
    SUBRIP,
    TEI,
    JSON,
    JSON_LINES,
    CSV,
    TSV,
    TMX,
    XLIFF,
    PARQUET,
    LINKS,
    MOSES,
    OWN_JSON,
    OWN_JSON_LINES,
    OWN_TMX,
    OWN_XLIFF,
    OWN_TEI,
    OWN_PARQUET,
    OWN_PAGE,
    OWN_TABLE,
    CORRECTIONS,
    PDF,
    POSTSCRIPT,
    RTF,
    OLD_WORD,
    OLD_EXCEL,
    OLD_POWERPOINT,
    OLD_OFFICE,
    ENCRYPTED,
    ODT,
    ODS,
    ODP,
    OPEN_DOCUMENT,
    EPUB,
    PPTX,
    XLSX,
    WORD_XML,
    VISIO,
    IDML,
    INDESIGN,
    IWORK,
    KINDLE,
    DJVU,
    XLIFF_1,
    SDLXLIFF,
    MQXLIFF,
    PO,
    TBX,
    OTHER_SUBTITLES,
    YAML,
    NOTEBOOK,
    TEX,
    MARKUP,
    XML,
    SVG,
    STRINGS,
    MAIL,
    CALENDAR,
    PROGRAM,
    IMAGE,
    SOUND,
    ARCHIVE,
    FONT,
    EXECUTABLE,
    DATABASE,
    BINARY,
)

BY_SUFFIX: Final = {suffix: kind for kind in reversed(KINDS) for suffix in kind.suffixes}
"""Suffix → the kind that it stands for; where two claim one, the kind that stands first."""
