"""``bitext translate`` on bilingual files: missing targets are filled in, the file keeps its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from bitext.result.bitext import Bitext
from tests.conftest import Command
from tests.support.shouting import Shouting
from tests.support.xliff_files import document, segment, unit_of

OLD = (
    '<?xml version="1.0"?>\n<xliff version="1.2"><file source-language="fr" target-language="en"><body>'
    '<trans-unit id="1"><source>Le quai.</source></trans-unit></body></file></xliff>\n'
)


def xliff(*segments: str) -> str:
    return document(
        f'<file id="f">{unit_of("u", "".join(segments))}</file>', 'version="2.0" srcLang="fr" trgLang="en"'
    )


TODO = {
    "a.xlf": xliff(segment("Le quai."), segment("Un chien.", "A dog.")),
    "a.sdlxliff": OLD,
    "a.csv": "fr,en\nLe quai.,\n",
    "a.tmx": '<tmx version="1.4"><header srclang="fr"/><body><tu><tuv xml:lang="fr">'
    "<seg>Le quai.</seg></tuv></tu></body></tmx>",
}


pytestmark = pytest.mark.usefixtures("shouting")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in TODO.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", TODO)
def test_a_file_is_filled_in_under_its_own_suffix(command: Command, folder: Path, name: str):
    output = f"done{Path(name).suffix}"
    assert command("translate", name, "-o", output).code == 0
    text = (folder / output).read_text(encoding="utf-8")
    assert text.count("LE QUAI.") == 1
    assert len(text) > len(TODO[name])
    assert (folder / name).read_text(encoding="utf-8") == TODO[name]


def test_it_is_printed_in_its_form_with_text(command: Command):
    done = command("translate", "a.csv", "--text")
    assert done.out == "fr,en\nLe quai.,LE QUAI.\n"


def test_another_suffix_gives_every_unit(command: Command, folder: Path):
    assert command("translate", "a.xlf", "-o", "all.json").code == 0
    pairs = Bitext.load(folder / "all.json").pairs
    assert [pair.target.text for pair in pairs] == ["LE QUAI.", "A dog."]
    assert command("translate", "a.xlf", "--to", "xliff", "-o", "links.xlf").code == 0
    assert len(Bitext.load(folder / "links.xlf")) == 2


def test_a_file_with_nothing_to_fill_in_says_so(command: Command, folder: Path, shouting: type[Shouting]):
    full = xliff(segment("Un chien.", "A dog."))
    (folder / "full.xlf").write_text(full, encoding="utf-8")
    done = command("translate", "full.xlf", "-o", "same.xlf")
    assert done.code == 0
    assert "nothing is to be filled in" in done.err
    assert (folder / "same.xlf").read_text(encoding="utf-8") == full
    assert not shouting.made
    assert command("translate", "full.xlf", "-o", "new.xlf", "--overwrite-targets").code == 0
    assert "UN CHIEN." in (folder / "new.xlf").read_text(encoding="utf-8")


def test_other_languages_and_other_commands_refuse_it_by_name(command: Command, folder: Path):
    (folder / "en.xlf").write_text(TODO["a.xlf"].replace('srcLang="fr"', 'srcLang="de"'), encoding="utf-8")
    done = command("translate", "en.xlf", "-o", "b.xlf")
    assert done.code == 1
    assert done.err.startswith(
        "bitext: en.xlf: it is to be filled in from de into en; bitext translates French"
    )
    assert command("segment", "a.xlf").err.startswith("bitext: a.xlf is XLIFF, a file of translations")


def test_strict_refuses_what_breaks_rules(command: Command, folder: Path):
    (folder / "odd.xlf").write_text(
        TODO["a.xlf"].replace('<unit id="u">', '<unit id="un u">'), encoding="utf-8"
    )
    assert command("translate", "odd.xlf", "-o", "b.xlf").code == 0
    done = command("translate", "odd.xlf", "-o", "c.xlf", "--strict")
    assert (done.code, (folder / "c.xlf").exists()) == (1, False)
    assert done.err.startswith("bitext: odd.xlf: it breaks a rule of XLIFF (line 1: <unit>")
