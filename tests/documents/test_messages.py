"""Tables of messages in JSON and YAML: words in English, all else byte for byte as it was."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bitext.documents.original import read_original
from bitext.errors import FormatError
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

ECHO = aligner_with(Echo(keep))
JSON = r"""{
    "titre": "Le port \u00e9tait vide",
  "menu": {"ok": "Valider", "nb": "{{count}} bateaux",
    "icu": "{n, plural, one {# bateau} other {# bateaux}}"},
  "liste": ["Il pleut.", "https://x.fr", 3.10, true, null, ""],
  "lang": "fr", "icon": "ancre", "html": "Voir <a href=\"\/x\">le quai<\/a>"
}
"""
YAML = """# Rails
fr:
  titre: Le port de pêche   # un commentaire
  long: |
    Il pleut sur %{ville}.
    Le quai est vide.

  replie: >-
    La mer est
    calme.
  q: 'C''est "chaud".'
  d: "Bonjour %{nom} !"
  base: &b
    un: "%{count} bateau"
  autre: *b
  oui: true
  id: btn_ok
  lien: https://x.fr
"""


def spoken(data: str, form: str) -> str:
    """What an echo makes of a table."""
    original = read_original(data.encode(), form, "fr")
    return original.render(ECHO.align(original.text)).decode()


def test_json_keeps_its_bytes():
    assert spoken(JSON, "messages_json") == JSON.replace('"lang": "fr"', '"lang": "en"')


def test_yaml_keeps_its_bytes():
    made = spoken(YAML, "messages_yaml")
    assert made.startswith("# Rails\nen:\n")
    assert made.replace("\nen:", "\nfr:").replace("C’est “chaud.”", "C''est \"chaud\".") == YAML


def test_what_is_no_words_is_left_alone():
    text = read_original(JSON.encode(), "messages_json").text
    assert {"Valider", "Il pleut."} <= set(text.split("\n\n"))
    for other in ("https", "ancre", "count}} bateaux", "fr\n"):
        assert other not in text


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "text", "read"), [("fr.json", JSON, json.loads), ("fr.yml", YAML, yaml.safe_load)]
)
def test_in_english(tmp_path, command, name, text, read):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    output = tmp_path / f"out{path.suffix}"
    assert command("translate", path, "-o", output).code == 0
    before, after = read(text), read(output.read_text(encoding="utf-8"))
    after = after.get("en", after)
    before = before.get("fr", before)
    assert list(after) == list(before)
    if path.suffix == ".json":
        assert after["menu"]["icu"] == "{n, plural, one {# boat} other {# boats}}"
        assert after["menu"]["nb"].startswith("{{count}} ")
        assert (after["icon"], after["lang"], after["liste"][2]) == ("ancre", "en", 3.1)
    else:
        assert "%{ville}" in after["long"]
        assert after["long"].endswith(".\n")
        assert (after["oui"], after["id"], after["autre"]) == (True, "btn_ok", after["base"])
    links = command("translate", path, "-o", tmp_path / "links.json", "--to", "json")
    assert links.code == 0
    assert json.loads((tmp_path / "links.json").read_text(encoding="utf-8"))["format"] == "bitext"


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        ("messages_json", '{"a": }', "line 1"),
        ("messages_json", '{"a": 1, "b": "12 %"}', "no words"),
        ("messages_json", "[" * 100_000, "nested"),
        ("messages_yaml", "a: [b", "line"),
        ("messages_yaml", "a: 12\n", "no words"),
    ],
)
def test_what_cannot_be_translated_is_told(form, text, words):
    with pytest.raises(FormatError, match=words):
        read_original(text.encode(), form, "x")


def test_aliases_are_not_followed_without_end():
    levels = "\n".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]" for n in range(30))
    text = f"a0: &a0 [Il pleut.]\n{levels}\n"
    assert read_original(text.encode(), "messages_yaml").text == "Il pleut."
    assert spoken(text, "messages_yaml") == text


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["Il pleut.", "a: b", "- x", "#"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(max_size=5), VALUES, min_size=1), st.booleans(), st.sampled_from([None, 1, "\t"])
)
def test_any_json_stays_json(table, is_ascii, indent):
    text = json.dumps({**table, "z": "Le quai."}, ensure_ascii=is_ascii, indent=indent)
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    made = json.loads(spoken(text, "messages_json"))
    assert _shape(made) == _shape(json.loads(text))


@given(st.dictionaries(st.text(min_size=1, max_size=5), VALUES, min_size=1))
def test_any_yaml_stays_yaml(table):
    text = yaml.safe_dump({**table, "z": "Le quai."}, allow_unicode=True, sort_keys=False)
    made = yaml.safe_load(spoken(text, "messages_yaml"))
    assert len(_shape(made)) == len(_shape(yaml.safe_load(text)))


def _shape(value: object) -> list[object]:
    """The keys and everything but strings, in order."""
    if isinstance(value, dict):
        return [
            one
            for key, inner in value.items()
            for one in ("" if key in {"fr", "en"} else key, *_shape(inner))
        ]
    if isinstance(value, list):
        return ["[", *(one for inner in value for one in _shape(inner)), "]"]
    return ["text" if isinstance(value, str) else value]
