"""What people write beyond CommonMark: only the text changes, every sign of the syntax stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.documents.original import read_original
from tests.support.documents import document, echoed, made, one_to_one, shouted

# The source, with the text that is translated between ‹ and ›, which are taken out.
PAGES = {
    "container": ":::tip ‹Astuce du pilote›\n‹Restez à tribord.›\n:::",
    "container with a space": "::: details ‹Cliquez ici› {open}\n‹Il pleut.›\n:::",
    "container with its name alone": "::: lexique\n‹Une amarre est un cordage.›\n:::",
    "container with a label": ":::note[‹À savoir›]{#n}\n\n‹Il pleut.›\n\n:::",
    "container in braces": ":::{note} ‹À savoir›\n‹Il pleut.›\n:::",
    "containers in a list": "- ‹Un.›\n\n  :::tip\n  ‹Deux.›\n  :::\n- ‹Trois›\n:::",
    "admonition": '!!! note "‹À savoir›"\n\n    ‹Le quai ferme.›\n\n    - ‹Un.›\n\n‹Après.›',
    "admonition without a title": "!!! warning inline end\n    ‹Le quai ferme.›",
    "collapsed admonition": '???+ tip "‹Astuce›"\n    ‹Restez.›\n\n    ```\n    code ici\n    ```',
    "tabs": '=== "‹Bateau à voile›"\n\n    ‹Hissez.›\n\n=== "‹Moteur›"\n\n    ‹Démarrez.›',
    "block of slashes": "/// note | ‹Un titre›\n‹Il pleut.›\n///",
    "alert": "> [!IMPORTANT]\n> ‹Gardez vos distances.›",
    "alert with a title": "> [!tip]- ‹Le titre›\n> ‹Il pleut.›",
    "heading ids": "## ‹Le port› {#port}\n\n## ‹Le quai› {/*quai*/}\n\n## ‹La mer› {: .bleu }",
    "attributes of a block": "‹Texte en couleur.›{: .rouge }\n\n‹Un mot.›\n{: .bleu #b}",
    "attributes of elements": (
        "‹Un› [‹lien›](u){target=_blank}‹, du› **‹gras›**{.x} ‹et› ![‹un›](p.png){ width=9 }"
    ),
    "span": "‹Un› [‹mot rouge›]{.rouge} ‹ici.›",
    "definition list": "‹Le phare›\n: ‹Une tour.›\n\n‹Le quai›\n:   ‹Un mur.›\n:   ‹Un port.›",
    "abbreviation": "*[DNS]: ‹Système de noms›",
    "footnote": "‹Un mot.›[^1]\n\n[^1]: ‹La note.›\n\n    ‹Sa suite.›",
    "details": "<details>\n<summary>‹Cliquez›</summary>\n\n‹Il pleut.›\n\n</details>",
    "html": '<table>\n<tr><td>‹Le› <b>‹port›</b>.</td></tr>\n</table>\n\n<p class="n">‹Il pleut.›</p>',
    "code in html": "<summary>‹Le fichier› `quai.js` ‹ou› ``un `port` ``‹, là.›</summary>",
    "link in html": "<li>‹Voir› [‹le quai›](/fr/quai/#a)‹, là.›</li>",
    "fence in html": "<details>\n<summary>‹Le quai›</summary>\n  ```js\n  le <b>quai</b>\n  ```\n</details>",
    "emphasis within a word": "‹Un re›*‹port›*‹er, des› **‹moto›**‹cycles et la› *‹criée›*‹-là.›",
    "html that stays": "<script>\nvar quai = 1;\n</script>\n\n<!-- un quai -->\n\n<pre>\nle quai\n</pre>",
    "imports": "import Carte from './carte.js'\nexport const quai = 1\n\n‹Il pleut.›",
    "component": '<Carte titre="x" title="‹Plan du port›" liste={[1, 2]} />\n\n‹Il pleut.›',
    "component over lines": "<Carte\n  liste={[\n    { a: '>' },\n\n  ]}\n/>\n\n‹Il pleut.›",
    "component in a line": '‹Cliquez sur› <Bouton v-if="ok" @click="f">‹le bouton›</Bouton> ‹ici.›',
    "components around text": "<Onglets>\n\n‹Il pleut.›\n\n</Onglets>",
    "short codes": (
        '{{< note >}}\n‹Le port.›\n{{< /note >}}\n\n{% hint style="info" %}\n‹Il pleut.›\n{% endhint %}'
    ),
    "title in a short code": '{{% alert title="‹Un danger›" color="warning" %}}\n‹Il pleut.›\n{{% /alert %}}',
    "short codes in a line": '‹Un› {{< terme text="équipage_a_" >}} ‹et› {{HTMLElement("quai")}}‹, là.›',
    "template in an address": "‹Voir› [‹le port›]({{ site.url }}/port) ‹ici.›",
    "braces": "‹Le› {{ nom }} ‹de› {% if x %}‹quai›{% endif %}.",
    "table of contents": "[[toc]]\n\n[TOC]\n\n[[_TOC_]]\n\n‹Il pleut.›",
    "included code": '<<< @/code/quai.js{1,2}\n\n@[code](./quai.js)\n\n--8<-- "quai.md"\n\n‹Il pleut.›',
    "emoji": ":anchor: ‹Le port ouvre.› :smile:",
    "keys": "‹Appuyez sur› ++ctrl+alt+s++ ‹ici.›",
    "marked": "==‹Très important›== ‹ici.›",
    "lowered and raised": "‹Il boit› H~2~O ‹et› x^2^ ‹ici.›",
    "formula": "$$\nE = mc^2\n\n- a\n$$\n\n‹Il pleut› \\(x_1\\) ‹ici.›",
    "wiki links": "‹Voir› [[Le quai|page]] ‹ici.›",
    "front matter": "---\ntitle: ‹Le port›\nslug: le-port\ntags: [un, deux]\n---\n\n‹Un.›",
    "marks in front matter": '---\ndescription: "‹Le \\"quai\\"›" # note\n---\n',
    "nested front matter": "---\na:\n  title: '‹L''abri›'\n  b:\n    - title: ‹Aller›\n      link: /a\n---\n",
    "folded front matter": "---\nsummary: >-\n  ‹Le quai\n  est vide.›\ndate: 2024-01-02\n---\n",
    "front matter in TOML": '+++\ntitle = "‹Le port›"\ndraft = true\n+++\n‹Un.›',
    "code in front matter": '---\ntitle: "‹Le crochet› `arrivée` ‹et› <Quai>"\n---\n',
}


def plain(marked: str) -> str:
    return marked.replace("‹", "").replace("›", "")


def expected(marked: str) -> str:
    parts = marked.replace("›", "‹").split("‹")
    return "".join(part.upper() if at % 2 else part for at, part in enumerate(parts))


@pytest.mark.parametrize("marked", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_text_changes(marked: str, newline: str):
    source = plain(marked).replace("\n", newline)
    original = document(source, "markdown")
    assert original.render(echoed(original.text)).decode() == source
    assert original.render(shouted(original.text)).decode() == expected(marked).replace("\n", newline)


MDX = {
    "indented": '<Onglets>\n  <Onglet label="‹Un›">\n\n    ‹Il pleut.›\n\n  </Onglet>\n</Onglets>',
    "expression": "‹Le› {quai.nom} ‹et› {f({a: '}'})} ‹ici.›",
    "comment": "{/* un quai\n\nfermé */}\n\n‹Il pleut.›",
    "markdown in tags": "<div>\n‹Un› **‹mot›**.\n</div>",
}


@pytest.mark.parametrize("marked", MDX.values(), ids=MDX)
def test_mdx(marked: str):
    original = read_original(plain(marked).encode(), "markdown", "a.mdx")
    assert original.render(echoed(original.text)).decode() == plain(marked)
    assert original.render(shouted(original.text)).decode() == expected(marked)


def test_which_keys_are_translated_is_an_option():
    source = "---\ntitle: Le port\nMot: Un quai\n---\n\nUn.\n"
    original = read_original(source.encode(), "markdown", "a.md", front_matter=["mot"])
    assert original.text == "Un quai\n\nUn."
    assert read_original(source.encode(), "markdown", "a.md", front_matter=[]).text == "Un."


@pytest.mark.parametrize(
    ("value", "english", "written"),
    [
        ("Le port", "Port: the quay", '"Port: the quay"'),
        ("Le port", "A #1 port", '"A #1 port"'),
        ("Le port", '"The" port', '"\\"The\\" port"'),
        ("Le port", "yes", '"yes"'),
        ("Le port", "The port’s quay", "The port’s quay"),
        ("'Le port'", "The port's", "'The port''s'"),
        ('"Le port"', 'The "port"', '"The \\"port\\""'),
    ],
)
def test_a_value_stays_one_value(value: str, english: str, written: str):
    original = document(f"---\ntitle: {value}\n---\n", "markdown")
    out = original.render(made(original.text, lambda _: (english, []))).decode()
    assert out == f"---\ntitle: {written}\n---\n"


def test_a_straight_mark_does_not_end_a_title():
    original = document('!!! note "À savoir"\n    Un.', "markdown")
    out = original.render(made(original.text, lambda text: (f'"{text}"', []))).decode()
    assert out.startswith('!!! note "”À savoir”"\n')


def test_prose_is_no_syntax():
    for text in (
        "Import du bateau depuis le port.",
        "Export : il part.",
        "Il a dit : oui : non.",
        "Un ratio de 3:4:5 et 10:30:00.",
        "{Un mot} entre accolades.",
        "2 == 2 et 3 == 3.",
        "C++ et 1 + 1.",
        "Il vient ~ vers midi ^ soir.",
    ):
        loud = document(text, "markdown").render(shouted(document(text, "markdown").text)).decode()
        assert loud.replace("\\", "") == text.upper()


SIGNS = (
    *(
        "mot",
        " ",
        "\n",
        "\n\n",
        "    ",
        ":::",
        "!!! a",
        '"t"',
        "{#i}",
        "{{ x }}",
        "{% y %}",
        "<A b={1}>",
        "</A>",
    ),
    *(
        "- ",
        "> ",
        "==",
        "++",
        ":a:",
        "[x]{.y}",
        "[[t]]",
        "import x from 'y'",
        "$$",
        "*[D]: m",
        ": d",
        "[^1]: n",
    ),
)
signs = st.lists(st.sampled_from(SIGNS), max_size=12).map("".join)


@given(signs)
def test_any_mixture_comes_back(source: str):
    for name in ("a.md", "a.mdx"):
        original = read_original(source.encode(), "markdown", name)
        assert original.render(echoed(original.text)).decode() == source


@pytest.mark.parametrize(
    "part",
    [
        "{{a}}",
        "{",
        "<A ",
        "\\(",
        "==a",
        ":a",
        "[[",
        "{{< ",
        "$$",
        "++a",
        "::: ",
        '<A b="',
        "x^",
        "\\[",
        "!!! ",
        "<div>\n```js\n",
    ],
)
def test_time_is_linear(part: str):
    def seconds(count: int) -> float:
        start = time.process_time()
        read_original((part * count + "x").encode(), "markdown", "a.mdx")
        return time.process_time() - start

    # Ten times as much; work that grew with the square would take a hundred times as long.
    small = min(seconds(400) for _ in range(2))
    assert min(seconds(4000) for _ in range(3)) < 60 * max(small, 0.03)


def test_a_translation_word_for_word_keeps_a_list_of_definitions():
    original = document("Le phare\n: Une tour.\n", "markdown")
    answers = {"Le phare": "The lighthouse", "Une tour.": "A tower."}
    out = original.render(made(original.text, lambda text: one_to_one(answers[text])(text)))
    assert out.decode() == "The lighthouse\n: A tower.\n"
