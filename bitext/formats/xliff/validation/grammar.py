"""What elements and attributes XLIFF 2.0, 2.1 and 2.2 have: the structure of core and modules, as a table.

An element has a content and attributes. Content: names in their order, each with ``?``, ``*`` or ``+`` as
in a DTD, ``|`` between alternatives, ``text`` where there is text, ``other`` for elements of another
namespace. Attributes: ``name=type``, with ``!`` where it is required; a type is one of :data:`TYPES` or the
values themselves (``yes|no``); ``fs:*`` allows the attributes of a module, ``*`` those of any other
namespace. Elements and attributes of modules have the prefix that the standard gives their namespace.

What a table cannot say is in :mod:`bitext.formats.xliff.validation.rules` and
:mod:`bitext.formats.xliff.validation.modules`; :mod:`bitext.formats.xliff.validation.structure` applies
the table.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from lxml import etree

from bitext.errors import FormatError

XLIFF: Final = "urn:oasis:names:tc:xliff:"
CORE: Final = f"{XLIFF}document:2.0"
CORE_2_2: Final = f"{XLIFF}document:2.2"
XML: Final = "http://www.w3.org/XML/1998/namespace"

MODULES: Final = {
    "mtc": f"{XLIFF}matches:2.0",
    "gls": f"{XLIFF}glossary:2.0",
    "mda": f"{XLIFF}metadata:2.0",
    "res": f"{XLIFF}resourcedata:2.0",
    "slr": f"{XLIFF}sizerestriction:2.0",
    "val": f"{XLIFF}validation:2.0",
    "fs": f"{XLIFF}fs:2.0",
    "ctr": f"{XLIFF}changetracking:2.0",
    "its": "http://www.w3.org/2005/11/its",
    "itsm": f"{XLIFF}itsm:2.1",
}
PREFIXES: Final = {CORE: "", CORE_2_2: "", XML: "xml", **{uri: prefix for prefix, uri in MODULES.items()}}

CODES: Final = frozenset(("ph", "pc", "sc", "ec"))
MARKERS: Final = frozenset(("mrk", "sm"))

_INLINE = "text (cp|ph|pc|sc|ec|mrk|sm|em)*"
_STYLE = "fs:* slr:*"
_WHERE = "canResegment=yes|no translate=yes|no srcDir=dir trgDir=dir xml:space=space"
_ONCE = "canCopy=yes|no canDelete=yes|no canReorder=yes|firstNo|no copyOf=id type=code subType=user"
_PAIR = f"{_ONCE} canOverlap=yes|no dir=dir"
_DATA = "dataRef=id disp equiv subFlows=ids"
_MARKER = "id=id! translate=yes|no type=marker ref=uri value *"
_MATCH = "matchQuality=percent matchSuitability=percent similarity=percent origin ref=uri! reference=yes|no"
_MATCH_TYPE = "type=am|mt|icm|idm|tb|tm|other subType=user"
_RULE = "isPresent isNotPresent startsWith endsWith occurs=count existsInSource=yes|no caseSensitive=yes|no"
_PERSONS = "org orgRef person personRef revOrg revOrgRef revPerson revPersonRef"
_ISSUE = " ".join(
    f"locQualityIssue{name}" for name in ("Type", "Comment", "Severity", "ProfileRef", "Enabled")
)

_ROOT = "version! srcLang=lang! trgLang=lang xml:space=space *"

ELEMENTS: Final = {
    "xliff": ("file+", _ROOT),
    "xliff 2.2": ("notes? mda:metadata? file+", _ROOT),
    "file": ("skeleton? other* notes? (unit|group)+", f"id=id! original {_WHERE} *"),
    "skeleton": ("text other*", "href"),
    "group": ("other* notes? (unit|group)*", f"id=id! name type=user {_WHERE} *"),
    "unit": ("other* notes? originalData? (segment|ignorable)+", f"id=id! name type=user {_WHERE} *"),
    "segment": (
        "source target?",
        "id=id canResegment=yes|no state=initial|translated|reviewed|final subState",
    ),
    "ignorable": ("source target?", "id=id"),
    "notes": ("note+", ""),
    "note": ("text", "id=id appliesTo=source|target category priority=priority *"),
    "originalData": ("data+", ""),
    "data": ("text cp*", "id=id! dir=dir xml:space=preserve"),
    "source": (_INLINE, "xml:lang=xmllang xml:space=space"),
    "target": (_INLINE, "xml:lang=xmllang xml:space=space order=count"),
    "cp": ("", "hex=hex!"),
    "ph": ("", f"id=id! {_ONCE} {_DATA} {_STYLE}"),
    "pc": (
        _INLINE,
        f"id=id! {_PAIR} dispStart dispEnd equivStart equivEnd dataRefStart=id dataRefEnd=id "
        f"subFlowsStart=ids subFlowsEnd=ids {_STYLE}",
    ),
    "sc": ("", f"id=id! {_PAIR} {_DATA} isolated=yes|no {_STYLE}"),
    "ec": ("", f"id=id startRef=id {_PAIR} {_DATA} isolated=yes|no {_STYLE}"),
    "mrk": (_INLINE, _MARKER),
    "sm": ("", _MARKER),
    "em": ("", "startRef=id!"),
    "mtc:matches": ("mtc:match+", ""),
    "mtc:match": (
        "mda:metadata? originalData? source target other*",
        f"id=id {_MATCH} {_MATCH_TYPE} *",
    ),
    "gls:glossary": ("gls:glossEntry+", ""),
    "gls:glossEntry": ("gls:term gls:translation* gls:definition? other*", "id=id ref=uri *"),
    "gls:term": ("text", "source *"),
    "gls:translation": ("text", "id=id ref=uri source *"),
    "gls:definition": ("text", "source *"),
    "mda:metadata": ("mda:metaGroup+", "id=id"),
    "mda:metaGroup": (
        "(mda:metaGroup|mda:meta)+",
        "id=id category appliesTo=source|target|ignorable",
    ),
    "mda:meta": ("text", "type!"),
    "res:resourceData": ("res:resourceItemRef* res:resourceItem*", ""),
    "res:resourceItemRef": ("", "id=id ref=id! *"),
    "res:resourceItem": ("res:source? res:target? res:reference*", "mimeType id=id context=yes|no *"),
    "res:source": ("other*", "href xml:lang=xmllang *"),
    "res:target": ("other*", "href xml:lang=xmllang *"),
    "res:reference": ("", "href! xml:lang=xmllang *"),
    "slr:profiles": ("slr:normalization? other*", "generalProfile storageProfile"),
    "slr:normalization": ("", "general=none|nfc|nfd storage=none|nfc|nfd"),
    "slr:data": ("other*", "profile! *"),
    "val:validation": ("val:rule+", "*"),
    "val:rule": ("", f"{_RULE} normalization=none|nfc|nfd disabled=yes|no *"),
    "ctr:changeTrack": ("ctr:revisions+", "*"),
    "ctr:revisions": ("ctr:revision+", "appliesTo! ref=id currentVersion *"),
    "ctr:revision": ("ctr:item+", "author datetime version *"),
    "ctr:item": ("text", "property! *"),
    "its:locQualityIssues": ("its:locQualityIssue+", "xml:id=xmlid! version"),
    "its:locQualityIssue": ("", f"version {_ISSUE}"),
    "its:provenanceRecords": ("its:provenanceRecord+", "xml:id=xmlid! version"),
    "its:provenanceRecord": ("", f"version {_PERSONS} revTool revToolRef tool toolRef"),
}

HOMES: Final = {
    "mtc:matches": {"unit"},
    "gls:glossary": {"unit"},
    "mda:metadata": {"file", "group", "unit", "mtc:match"},
    "res:resourceData": {"file", "group", "unit"},
    "slr:profiles": {"file"},
    "slr:data": {"file", "group", "unit"},
    "val:validation": {"file", "group", "unit"},
    "ctr:changeTrack": {"file", "group", "unit"},
    "its:locQualityIssues": {"file", "group", "unit"},
    "its:provenanceRecords": {"file", "group", "unit"},
}
"""Where the outermost element of a module may stand."""

ATTRIBUTES: Final = {
    "xml:lang": "xmllang",
    "xml:space": "space",
    "xml:base": "uri",
    "xml:id": "xmlid",
    "fs:fs": "html",
    "fs:subFs": "",
    "slr:equivStorage": "",
    "slr:sizeInfo": "",
    "slr:sizeInfoRef": "id",
    "slr:sizeRestriction": "",
    "slr:storageRestriction": "",
    "itsm:domains": "",
    "itsm:lang": "lang",
    "its:version": "2.0|2.2",
    "its:localeFilterType": "include|exclude",
    "its:locQualityIssueEnabled": "yes|no",
    "its:locQualityIssueSeverity": "percent",
    "its:locQualityRatingScore": "percent",
    "its:locQualityRatingScoreThreshold": "percent",
    "its:mtConfidence": "share",
    "its:taConfidence": "share",
    "its:termConfidence": "share",
}
"""The attributes that modules add to elements of core, and those of XML."""

CLOSED: Final = frozenset(("xml", "fs", "slr", "itsm"))
"""Namespaces that have no attributes but those in :data:`ATTRIBUTES`."""

_HTML = (
    "a b bdo big blockquote body br button caption center cite code col colgroup dd del div dl dt em "
    "h1 h2 h3 h4 h5 h6 head hr html i img label legend li ol p pre q s samp select small "
    "span strike strong sub sup table tbody td tfoot th thead title tr tt u ul"
)
# RFC 5646, section 2.1.
_LANGUAGE = (
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]+(?:-[a-z]+)?|sgn-be-fr|sgn-be-nl|sgn-ch-de|en-gb-oed|art-lojban"
)
# XML 1.0, productions 4 and 4a, the colon apart.
_FIRST = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LATER = rf"{_FIRST}\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
NAME: Final = rf"[{_LATER}:]+"
_USER = r"[^\s:]+:[^\s:]+"

TYPES: Final = {
    "id": (NAME, "a name of letters, digits and . - _ :"),
    "ids": (rf"{NAME}(?: {NAME})*", "names of letters, digits and . - _ :, with spaces between them"),
    "xmlid": (rf"[{_FIRST}][{_LATER}]*", "a name that begins with a letter, of letters, digits and . - _"),
    "lang": (f"(?ai:{_LANGUAGE})", "a language tag of BCP 47 such as fr or fr-CA"),
    "xmllang": (f"(?ai:{_LANGUAGE})?", "a language tag of BCP 47 such as fr or fr-CA"),
    "uri": (r"[^#]*(?:#[^#]*)?", "an address (URI)"),
    "count": (r"\+?0*[1-9][0-9]*", "a whole number from 1"),
    "priority": (r"\+?0*(?:[1-9]|10)", "a whole number from 1 to 10"),
    "percent": (
        r"[+-]?0*\.0+|[+-]?0+\.?|\+?0*(?:[0-9]{1,2}(?:\.[0-9]*)?|100(?:\.0*)?|\.[0-9]+)",
        "a number from 0 to 100",
    ),
    "share": (
        r"\+?0*(?:0?\.[0-9]+|0\.?|1(?:\.0*)?)(?:[eE]-[0-9]+)?|[0-9](?:\.[0-9]+)?[eE]-[0-9]+",
        "a number from 0 to 1",
    ),
    "hex": (r"(?:[0-9a-fA-F]{2}){2,3}", "a code point in four or six hexadecimal digits"),
    "user": (_USER, "a prefix and a value with a colon between them"),
    "code": ("fmt|ui|quote|link|image|other", "one of fmt, ui, quote, link, image, other"),
    "marker": (
        f"generic|comment|term|{_USER}",
        "generic, comment, term, or a prefix and a value with a colon between them",
    ),
    "dir": ("ltr|rtl|auto", "one of ltr, rtl, auto"),
    "space": ("default|preserve", "default or preserve"),
    "html": (_HTML.replace(" ", "|"), "the name of an element of HTML such as b or p"),
}
"""What the values of a type look like, as a pattern and in words."""

TRIMMED: Final = frozenset(
    ("id", "ids", "xmlid", "lang", "xmllang", "uri", "count", "priority", "percent", "share", "hex")
)
"""The types in which white space around a value does not count."""


def name_of(element: Any) -> str:
    """The name that the table has for an element; ``{uri}name`` where its namespace is not in it.

    Raises:
        FormatError: its prefix stands for no namespace.
    """
    check_prefix(element, element.tag)
    return short(element.tag)


def check_prefix(element: Any, tag: str) -> None:
    """Raises FormatError where the prefix of an element or of its attribute stands for no namespace."""
    name = tag.rpartition("}")[2]
    if ":" in name:
        prefix = name.partition(":")[0]
        raise FormatError(
            f"line {element.sourceline}: the prefix of {name} is not declared; add xmlns:{prefix} to <xliff>."
        )


@lru_cache(maxsize=1024)
def short(tag: str) -> str:
    """A tag as the table writes it: without the namespace for core, with a prefix for a module."""
    qname = etree.QName(tag)
    prefix = PREFIXES.get(qname.namespace or "")
    if prefix is None:
        return tag
    return f"{prefix}:{qname.localname}" if prefix else qname.localname


def tag_of(name: str) -> str:
    """The tag of an element or an attribute of the table."""
    prefix, _, local = name.rpartition(":")
    uri = {"": CORE, "xml": XML}.get(prefix) or MODULES[prefix]
    return f"{{{uri}}}{local}"
