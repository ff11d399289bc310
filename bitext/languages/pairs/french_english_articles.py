"""Articles of French laws and contracts at the head of a sentence, and how English writes their numbers.

« Art. 1er. – La présente loi… » is "Art. 1. – This law…", « Art. L. 213-4. – » stays.
"""

from __future__ import annotations

import re
from typing import Final

from bitext.languages.pairs.pair import Form

_HEAD: Final = re.compile(
    r"(?<!\w)(?:(?<=\A)|(?<=\. ))(?P<noun>Art|Article)(?P<stop>\.?)[ \u00a0\u202f]"
    r"(?P<number>(?:[LRDA]\.?\*{0,2}[ \u00a0\u202f]?)?\d{1,5}(?:-\d{1,4}){0,4})(?:er)?"
    r"(?=\.[ \u00a0\u202f][—–-][ \u00a0\u202f])"
)


def _head(found: re.Match[str]) -> str:
    return f"{found['noun']}{found['stop']} {found['number']}"


ARTICLE_FORMS: Final = (Form(_HEAD, _head),)
