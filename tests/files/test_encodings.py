"""In which encoding a text is, and how it is written back."""

from __future__ import annotations

import codecs
import warnings

import pytest

from bitext.errors import DecodingWarning, EncodingError, InputError
from bitext.files import DecodedText, decoded

SENTENCES = [
    "À demain, déjà.",
    "Il a dit : « Ça va ? »",
    "Le cœur de l’été coûte 5 €.",
    "Noël, où êtes-vous ? Là-bas, près du château.\r\nVoilà.\r\n",
    "1\n00:00:01,000 --> 00:00:03,000\nÀ demain, déjà.\n\n",
    "Œuvre d’art : ½ litre à 3 °C.",
]


@pytest.mark.parametrize("text", SENTENCES)
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "mac-roman", "cp850", "utf-16-le", "utf-16-be"])
def test_an_encoding_is_found_out_and_told(text: str, encoding: str):
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    with pytest.warns(DecodingWarning, match="is not UTF-8; it was read as"):
        found = decoded(data, "a.txt")
    assert found.text == text
    assert found.encoded(text) == data


@pytest.mark.parametrize("text", ["Zażółć gęślą jaźń, niech żyje.", "Žluťoučký kůň úpěl ďábelské ódy."])
def test_other_languages_than_french_are_tried_as_well(text: str):
    with pytest.warns(DecodingWarning):
        assert decoded(text.encode("cp1250"), "a.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_marked_or_utf_8_needs_no_warning(encoding: str):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = decoded("Été".encode(encoding), "a.txt")
    assert found.text == "Été"
    assert found.encoded("Été") == "Été".encode(encoding)


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        ("Été".encode("cp1250"), "cp1250", "Été"),
        (b"\xe9", "latin-1", "é"),
        (codecs.BOM_UTF16_BE + "Été".encode("utf-16-be"), "UTF-16", "Été"),
        ("Été".encode("utf-16-be"), "utf-16", "Été"),
        ("\ufeffÉté".encode(), "utf-8", "Été"),
        ("Été".encode(), "cp1252", "Ã‰tÃ©"),
    ],
)
def test_a_name_overrules(data: bytes, name: str, text: str):
    assert decoded(data, "a.txt", name).text == text


def test_what_is_no_text_is_refused():
    with pytest.raises(EncodingError, match="nor text in an encoding that can be told"):
        decoded(bytes(range(128, 256)) * 20, "a.txt")
    with pytest.raises(EncodingError, match="is not UTF-8: "):
        decoded(b"\xe9t\xe9", "a.txt", "utf-8")
    with pytest.raises(InputError, match="there is no encoding"):
        decoded(b"", "a.txt", "utf-99")


def test_a_format_that_is_utf_8_stays_strict():
    with pytest.raises(EncodingError, match=r"byte 0xe9 at offset 0 \(line 1\)"):
        decoded(b"\xe9", "a.json", None)


def test_what_the_encoding_cannot_hold_goes_out_in_utf_8():
    with pytest.warns(DecodingWarning, match="Mac Roman has no '‑'; what is written is in UTF-8"):
        written = DecodedText("", "mac-roman").encoded("Peut‑être")
    assert written == "\ufeffPeut‑être".encode()
