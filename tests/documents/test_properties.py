"""What holds for any document: an echo changes nothing, no tag is lost, doubled or crossed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from bitext.documents.html_elements import VOID
from bitext.documents.html_tokens import events
from tests.support.documents import document, echoed, garbled, made, shouted

WORDS = ("le", "phare", "blanc", "tombe", "vite", "sur", "mer", "un", "matin", "où", "dort", "marie")


@dataclass(frozen=True)
class Inline:
    """A piece of inline content: a word, or an element with content."""

    name: str
    inside: tuple[Inline, ...] = ()
    word: str = ""


def content(names: tuple[str, ...] = ("strong", "em", "a")) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Inline content; no element lies in one of its name."""
    word = st.sampled_from(WORDS).map(lambda word: Inline("word", word=word))
    single = st.sampled_from(["code", "img"]).map(Inline)
    one = word | word | single
    if names:
        one |= st.sampled_from(names).flatmap(
            lambda name: content(tuple(set(names) - {name})).map(lambda inside: Inline(name, inside))
        )
    return st.lists(one, min_size=1, max_size=4).map(lambda items: (Inline("word", word="ici"), *items))


def in_html(items: tuple[Inline, ...], *, loud: bool = False) -> str:
    return " ".join(_html(item, loud=loud) for item in items)


def _html(item: Inline, *, loud: bool) -> str:
    if item.name == "word":
        return item.word.upper() if loud else item.word
    if item.name == "code":
        return "<code>x_1 = y</code>"
    if item.name == "img":
        return f'<img src="a.png" alt="{"UN CHAT" if loud else "un chat"}">'
    attribute = ' href="u.html"' if item.name == "a" else ""
    return f"<{item.name}{attribute}>{in_html(item.inside, loud=loud)}</{item.name}>"


def in_markdown(items: tuple[Inline, ...], *, loud: bool = False) -> str:
    return " ".join(_markdown(item, loud=loud) for item in items)


def _markdown(item: Inline, *, loud: bool) -> str:
    if item.name == "word":
        return item.word.upper() if loud else item.word
    if item.name == "code":
        return "`x_1 = y`"
    if item.name == "img":
        return f"![{'UN CHAT' if loud else 'un chat'}](a.png)"
    opening, closing = {"strong": ("**", "**"), "em": ("_", "_"), "a": ("[", "](u.html)")}[item.name]
    return opening + in_markdown(item.inside, loud=loud) + closing


def counted_html(page: str) -> Counter[str]:
    return Counter(
        event.name
        for event in events(page)
        if event.kind in ("open", "void") and event.name not in ("p", "li")
    )


def counted_markdown(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for token in MarkdownIt("commonmark").parse(text):
        found.update(child.type for child in token.children or () if child.nesting >= 0)
    return found


def assert_nested(page: str) -> None:
    stack = []
    for event in events(page):
        if event.kind == "open" and event.name not in VOID:
            stack.append(event.name)
        elif event.kind == "close":
            assert stack.pop() == event.name
    assert stack == []


@given(st.lists(content(), min_size=1, max_size=3))
def test_an_echo_changes_nothing_in_html(blocks):
    page = "".join(f"<p>{in_html(block)}.</p>\n" for block in blocks)
    original = document(page, "html")
    assert original.render(echoed(original.text)).decode() == page


@given(st.lists(content(), min_size=1, max_size=3))
def test_an_echo_changes_nothing_in_markdown(blocks):
    text = "\n\n".join(f"- {in_markdown(block)}." for block in blocks)
    original = document(text, "markdown")
    assert original.render(echoed(original.text)).decode() == text


@given(st.lists(content(), min_size=1, max_size=3))
def test_word_for_word_every_html_tag_stays_on_its_words(blocks):
    page = "".join(f"<p>{in_html(block)}.</p>\n" for block in blocks)
    original = document(page, "html")
    loud = "".join(f"<p>{in_html(block, loud=True)}.</p>\n" for block in blocks)
    assert original.render(shouted(original.text)).decode() == loud


@given(st.lists(content(), min_size=1, max_size=3))
def test_word_for_word_every_markdown_tag_stays_on_its_words(blocks):
    text = "\n\n".join(f"> {in_markdown(block)}." for block in blocks)
    original = document(text, "markdown")
    loud = "\n\n".join(f"> {in_markdown(block, loud=True)}." for block in blocks)
    assert original.render(shouted(original.text)).decode() == loud


@given(st.lists(content(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_no_html_tag_is_lost_doubled_or_crossed(blocks, random):
    page = "".join(f"<p>{in_html(block)}. {in_html(block)}.</p>\n" for block in blocks)
    original = document(page, "html")
    written = original.render(garbled(original.text, random)).decode()
    assert_nested(written)
    before, after = counted_html(page), counted_html(written)
    assert (after["a"], after["img"]) == (before["a"], before["img"])
    assert all(after[name] >= before[name] for name in before)


@given(st.lists(content(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_no_markdown_link_or_image_is_lost_or_doubled(blocks, random):
    text = "\n\n".join(f"1. {in_markdown(block)}.\n   {in_markdown(block)}." for block in blocks)
    original = document(text, "markdown")
    written = original.render(garbled(original.text, random)).decode()
    before, after = counted_markdown(text), counted_markdown(written)
    assert (after["link_open"], after["image"]) == (before["link_open"], before["image"])
    assert after["code_inline"] >= before["code_inline"]


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        | st.sampled_from("*_`[]()<>#-+!&\\|~$ \n.1"),
        max_size=60,
    )
)
def test_any_markdown_is_read_and_comes_back(text):
    original = document(text, "markdown")
    assert original.render(echoed(original.text)) == text.encode()


# Text full of NULs is refused as UTF-16.
@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        | st.sampled_from('<>/="& abip!-\n'),
        max_size=60,
    )
)
def test_any_html_is_read_and_comes_back(text):
    original = document(text, "html")
    assert original.render(echoed(original.text)) == text.encode()


@given(
    st.text(st.sampled_from("*_`[]()<>#-+!&;\\|~$=:. 1axé^{}\"'"), min_size=1, max_size=30),
)
def test_english_never_turns_into_markdown(english):
    english = " ".join(english.split()) or "x"
    text = "Un *mot* de [trop](u.html).\n\nLe mot.\n"
    original = document(text, "markdown")
    written = original.render(_with_target(original.text, english)).decode()
    plain = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
    assert [token.type for token in plain if token.type != "inline"] == [
        "paragraph_open",
        "paragraph_close",
    ] * 2
    shown = "".join(
        child.content
        for token in plain
        for child in token.children or ()
        if child.type in ("text", "html_inline")
    )
    assert "".join(re.sub("</?em>", "", shown).split()) == "".join(2 * english.split())


@given(st.text(st.sampled_from("<>&\"' /=scriptb;#"), min_size=1, max_size=30))
def test_english_never_turns_into_html(english):
    english = " ".join(english.split()) or "x"
    page = '<p title="Un mot de trop">Un <b>mot</b> de <a href="u">trop</a>.</p>'
    original = document(page, "html")
    written = original.render(_with_target(original.text, english)).decode()
    (paragraph,) = lxml_html.fragments_fromstring(written)
    assert paragraph.get("title") == english
    assert "".join(paragraph.text_content().split()) == "".join(english.split())
    assert sorted(element.tag for element in paragraph.iter()) == ["a", "b", "p"]


def _with_target(text: str, english: str):
    return made(text, lambda _: (english, []))


@pytest.mark.parametrize(
    ("form", "source"),
    [(form, source) for form in ("markdown", "html", "subrip") for source in ("", "\n\n")]
    + [
        ("markdown", "```\nx = un\n```\n"),
        ("markdown", "    x = un\n\n`x`\n\n---\n\n<pre>un</pre>\n"),
        ("markdown", "![](a.png) 12 %\n"),
        ("html", "<p></p><img src=x><br><!-- un -->"),
        ("html", "<pre>un</pre><script>un()</script><p>12 %</p><p><code>un</code>"),
        ("subrip", "1\n00:00:01,000 --> 00:00:02,000\n12 %\n"),
    ],
)
def test_a_document_without_text_comes_back(form, source):
    original = document(source, form)
    assert original.text == ""
    assert original.render(echoed("")) == source.encode()
