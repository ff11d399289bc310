"""Glossaries in tables and TBX, and what is said of those that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

import bitext

MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang="fr"><text><body>
<termEntry id="a">
  <langSet xml:lang="fr-CA"><tig><term>jetée</term></tig><tig><term>môle</term></tig></langSet>
  <langSet xml:lang="en">
    <ntig><termGrp><term>mole</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote>
    </termGrp></ntig>
    <ntig><termGrp><term>jetty</term></termGrp></ntig>
    <ntig><termGrp><term>pier</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
    </termGrp></ntig>
  </langSet>
</termEntry>
<termEntry id="b"><langSet xml:lang="fr"><tig><term>bouée</term></tig></langSet>
  <langSet xml:lang="de"><tig><term>Boje</term></tig></langSet></termEntry>
</body></text></martif>"""
TBX_3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Core" style="dca" xml:lang="en"><text><body>
<conceptEntry id="c1"><langSec xml:lang="en"><termSec><term>lock
 keeper</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>éclusier</term></termSec></langSec></conceptEntry>
</body></text></tbx>"""


def loaded(tmp_path: Path, name: str, text: str, encoding: str = "utf-8") -> dict[str, str | None]:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return bitext.load_glossary(path)


@pytest.mark.parametrize(
    ("name", "text", "terms"),
    [
        ("a.csv", "quai,quay\njetée,pier\n", {"quai": "quay", "jetée": "pier"}),
        ("a.csv", "quai;quay\r\n", {"quai": "quay"}),
        ("a.csv", "English,Note,French\nquay,x,quai\n", {"quai": "quay"}),
        ("a.csv", "fr;en\nquai;quay\n\n;;\nAigues;Aigues\n", {"quai": "quay", "Aigues": None}),
        ("a.csv", '"bac, ou chaland","barge"\n', {"bac, ou chaland": "barge"}),
        ("a.csv", "\ufefffr,en\nquai, quay \n", {"quai": "quay"}),
        ("a.tsv", "quai\tquay, wharf\n", {"quai": "quay, wharf"}),
        ("a.csv", "quai,quay\nquai,quay\n", {"quai": "quay"}),
        ("a.tbx", MARTIF, {"jetée": "pier", "môle": "pier"}),
        ("a.TBX", TBX_3, {"éclusier": "lock keeper"}),
    ],
)
def test_what_a_file_says(name: str, text: str, terms: dict[str, str | None], tmp_path: Path):
    assert loaded(tmp_path, name, text) == terms


def test_a_table_of_another_encoding(tmp_path: Path):
    text = "fr;en\njetée;pier\névêché;bishopric\nœuvre;work\n"
    with pytest.warns(bitext.DecodingWarning):
        found = loaded(tmp_path, "a.csv", text, "cp1252")
    assert found["évêché"] == "bishopric"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "quai,quay\njetée,\n", "a.csv: line 2: the English term '' has no word"),
        ("a.csv", "fr,en\n,quay\n", "line 2: the French term '' has no word"),
        ("a.csv", "fr,en\n\nquai,quay\nquai,wharf\n", "lines 3 and 4: 'quai' is 'quay' and 'wharf'"),
        ("a.csv", "quai,quay\njetée\n", "line 2: there is no English term beside 'jetée'"),
        ("a.csv", 'quai,"quay\n', "line 1: this is no table"),
        ("a.csv", "fr,en\n", "there is no term in it"),
        ("a.ods", "x", "give a .csv, .tsv or .tbx file"),
        ("a.tbx", "<martif><text/></martif>", "there is no term in it"),
        ("a.tbx", "<html/>", "its first element is <html>"),
        ("a.tbx", "<martif>", "not well-formed"),
        ("a.tbx", MARTIF.replace('"en"', '"es"'), "no entry of it has a French and an English term"),
        ("a.tbx", MARTIF.replace("bouée", "jetée").replace('"de"', '"en"'), "lines 4 and 13: 'jetée'"),
    ],
)
def test_what_cannot_be_used(name: str, text: str, message: str, tmp_path: Path):
    with pytest.raises(bitext.FormatError) as told:
        loaded(tmp_path, name, text)
    assert message in str(told.value)


def test_entities_of_a_file_are_not_expanded(tmp_path: Path):
    bomb = '<!DOCTYPE martif [<!ENTITY a "aaaa">]><martif><text><body/></text></martif>'
    with pytest.raises(bitext.FormatError, match="entities"):
        loaded(tmp_path, "a.tbx", bomb)


def test_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(bitext.InputError, match="does not exist"):
        bitext.load_glossary(tmp_path / "none.csv")
