"""HTML templates of a package of this library, with one rule for all: what is put into a page is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bitext.text.characters import visible

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def templates_of(package: str) -> Environment:
    """The templates in the folder ``templates`` of a package, such as ``bitext.review``.

    A name that a template uses and nobody gives is an error. The filter ``visible`` shows control characters
    (:func:`bitext.text.characters.visible`).
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["visible"] = visible
    return made
