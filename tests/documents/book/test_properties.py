"""Whatever a chapter is made of, its French is all there in each layout, and no id is there twice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bitext.documents.book import LAYOUTS, open_book, write_book
from tests.support.books import french_book, page, pages_of, text_by_language, text_of
from tests.support.documents import echoed, quoted

INLINE = st.recursive(
    st.sampled_from(
        [
            "Il part. ",
            "mot",
            " ",
            "« Oui. Non",
            " »",
            "a",
            "L’eau&#160;!",
            "<br/>",
            '<img src="pont.png" alt="x"/>',
            '<a id="{n}"/>',
            "<sup>1</sup>",
            "<code>x_1</code>",
            "https://example.org/a ",
            "{name}",
            "<!-- c -->",
            "&amp; ",
            "12",
            "…",
            '<a href="un.xhtml"><sup>2</sup></a>',
            "\n",
            '<i lang="la">Vale.</i>',
        ]
    ),
    lambda inner: st.tuples(st.sampled_from(["em", "b", "span", "i"]), st.lists(inner, max_size=4)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=10,
)
BLOCKS = st.tuples(
    st.sampled_from(
        [
            "<p>{}</p>",
            "<h2>{}</h2>",
            "<ul><li>{}</li><li>Fin</li></ul>",
            "<div>{}<p>Fin.</p></div>",
            "{}",
            "<table><tr><td>{}</td><td>12</td></tr></table>",
            '<div class="stanza"><p>{}</p><p>Vers</p></div>',
            "<blockquote><p>{}</p></blockquote>",
            "<pre>{}</pre>",
            '<p lang="en">{}</p>',
            "<hr/>",
            "<p>***</p>",
        ]
    ),
    st.lists(INLINE, min_size=1, max_size=6),
).map(lambda made: made[0].format("".join(made[1])))


@settings(max_examples=40)
@given(st.lists(BLOCKS, max_size=4))
def test_the_french_is_all_there(blocks: list[str]):
    body = "".join(blocks)
    for number in range(body.count("{n}")):
        body = body.replace("{n}", f"x{number}", 1)
    data = french_book(**{"OPS/deux.xhtml": page(body)})
    source = open_book(data, "livre.epub")
    bitext = quoted(echoed(source.side.text))
    wanted = "".join(text_of(data).split())
    for layout in LAYOUTS:
        made = write_book(source, bitext, layout)
        assert "".join(text_by_language(made, "fr").split()) == wanted
        numbers = [each.get("id") for body in pages_of(made) for each in body.iter() if each.get("id")]
        assert len(numbers) == len(set(numbers))
