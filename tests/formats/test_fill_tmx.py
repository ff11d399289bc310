"""TMX filled in: English variants where there were none, everything else as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitext import Bitext
from bitext.errors import FormatError
from tests.support.filling import filled, opened, whole

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool='x' creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="fr"
    srclang="{}" datatype="html"/>
  <body>{}</body>
</tmx>
"""


def tmx(*units: str, source: str = "fr-FR") -> bytes:
    return HEAD.format(source, "".join(f"\n    <tu>{unit}\n    </tu>" for unit in units)).encode()


def variant(lang: str, text: str, more: str = "") -> str:
    return f'\n      <tuv xml:lang="{lang}"{more}><seg>{text}</seg></tuv>'


def test_variants_are_put_in_and_nothing_else_changes():
    before = tmx(
        '<note>à voir</note><prop type="p">v</prop>'
        + variant("fr-FR", "Le quai &amp; l&#233;té.")
        + variant("de", "Kai"),
        variant("fr-FR", "Un chien.") + variant("en-GB", "A dog."),
    )
    done = filled(before, "a.tmx").decode()
    new = '\n      <tuv xml:lang="en-GB" creationtool="bitext"><seg>Le quai &amp; lété.</seg></tuv>'
    assert new in done
    assert done.replace(new, "") == before.decode()
    assert done.index("Le quai") < done.index(new) < done.index("Kai")


@pytest.mark.parametrize("empty", ["<seg/>", "<seg></seg>", "<seg> </seg>"])
def test_an_empty_variant_is_filled_where_it_stands(empty: str):
    english = f'<tuv xml:lang="en" changeid="moi">{empty}</tuv>'
    done = filled(tmx(english + variant("fr", "Un chat.")), "a.tmx").decode()
    assert '<tuv xml:lang="en" changeid="moi"><seg>Un chat.</seg></tuv>' in done


@pytest.mark.parametrize(
    "source",
    [
        'Le <bpt i="1" x="1">&lt;b></bpt>maire<ept i="1">&lt;/b></ept> parle.',
        'Voir <ph x="1" type="image"/>l’image <hi type="x">ici</hi>.',
        'La fin<it pos="end" x="1">&lt;/i></it> et le début<it pos="begin" x="2">&lt;u></it> ?',
        'Un saut<ph x="1">&lt;br/></ph>de ligne.',
        'Note<ph x="2">[<sub>Un renvoi.</sub>]</ph> ici.',
    ],
)
def test_an_echo_has_the_codes_of_the_source(source: str):
    done = filled(tmx(variant("fr", source)), "a.tmx").decode()
    assert f'creationtool="bitext"><seg>{source}</seg>' in done


def test_what_has_a_variant_stays_unless_it_is_to_be_written_over():
    full = tmx(variant("fr", "Un chien.") + variant("en", "A dog."))
    assert opened(full, "a.tmx").missing == 0
    assert filled(full, "a.tmx") == full
    assert "<seg>Un chien.</seg></tuv>\n    </tu>" in filled(full, "a.tmx", overwrite=True).decode()


def test_the_whole_is_every_unit(tmp_path: Path):
    data = tmx(variant("fr", "Un chien.") + variant("en", "A dog."), variant("fr", "Un chat."))
    assert [(p.source.text, p.target.text) for p in whole(data, "a.tmx")] == [
        ("Un chien.", "A dog."),
        ("Un chat.", "Un chat."),
    ]
    (tmp_path / "a.tmx").write_bytes(filled(data, "a.tmx"))
    assert len(Bitext.load(tmp_path / "a.tmx")) == 2


@pytest.mark.parametrize(
    ("source", "langs", "told"),
    [
        ("en", ("en", "fr"), "from en into fr"),
        ("de", ("de", "it"), "from de into it"),
        ("fr", ("fr", "de"), "from fr into de"),
        ("*all*", ("de", "it"), "into de"),
    ],
)
def test_other_languages_are_refused_by_name(source: str, langs: tuple[str, str], told: str):
    data = tmx("".join(variant(lang, "a") for lang in langs), source=source)
    with pytest.raises(FormatError, match=rf"a\.tmx: .*{told}"):
        filled(data, "a.tmx")


def test_entities_are_refused():
    data = tmx(variant("fr", "Un &a;.")).replace(
        b'SYSTEM "tmx14.dtd"', b'SYSTEM "tmx14.dtd" [<!ENTITY a "aaaa">]'
    )
    with pytest.raises(FormatError, match="entities"):
        filled(data, "a.tmx")
