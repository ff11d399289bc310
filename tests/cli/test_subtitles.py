"""``bitext align`` with subtitles to be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import srt

from bitext import Bitext
from tests.conftest import Command

FRENCH = """\
1
00:00:01,000 --> 00:00:03,000
Je ne crois pas que le bateau

2
00:00:03,100 --> 00:00:05,000
<i>partira avant</i> la nuit.

3
00:00:06,000 --> 00:00:07,000
- La mer est trop haute ?
- Oui.

4
00:00:08,000 --> 00:00:11,000
Le gardien du phare a éteint la lampe.
"""
ENGLISH = "I don't think the boat will leave before night. Is the sea too high?\nYes.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    (tmp_path / "film.fr.srt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "film.txt").write_text(ENGLISH, encoding="utf-8")
    return tmp_path / "film.fr.srt", tmp_path / "film.txt"


@pytest.mark.model
def test_a_text_goes_into_the_cues_of_its_counterpart(command: Command, files: tuple[Path, Path]):
    output = files[0].with_name("film.en.srt")
    done = command("align", *files, "-o", output)
    assert [cue.content for cue in srt.parse(output.read_text(encoding="utf-8"))] == [
        "I don't think the boat",
        "<i>will leave before</i> night.",
        "- Is the sea too high?\n- Yes.",
        "",
    ]
    assert "left out: cue 4 ('Le gardien du phare" in done.err
    assert "bitext: cues left without words: 4\n" in done.err
    assert "bitext: over 20 characters a second: cues 3 (28.0)\n" in done.err


@pytest.mark.model
def test_quiet_says_nothing_and_the_limit_is_that_of_the_option(command: Command, files: tuple[Path, Path]):
    output = files[0].with_name("film.en.srt")
    assert command("align", *files, "-o", output, "--quiet").err == ""
    done = command("align", *files, "-o", output, "--force", "--cps", "28")
    assert "characters a second" not in done.err


ENGLISH_CUES = """\
1
00:01:01,000 --> 00:01:05,000
I don't think the boat
will leave before night.

2
00:01:06,000 --> 00:01:07,000
- Is the sea too high?
- Yes.

3
00:01:08,000 --> 00:01:11,000
The lighthouse keeper put out the lamp.
"""


@pytest.mark.model
def test_two_files_make_one_in_both_languages(command: Command, files: tuple[Path, Path]):
    english = files[0].with_name("film.en.srt")
    english.write_text(ENGLISH_CUES, encoding="utf-8")
    output = files[0].with_name("both.srt")
    done = command("align", files[0], english, "-o", output)
    assert re.fullmatch(r".*both\.srt: 4 pairs, .*score \d\.\d\d\n", done.err)
    assert [cue.content for cue in srt.parse(output.read_text(encoding="utf-8"))] == [
        "Je ne crois pas que le bateau\nI don't think the boat",
        "<i>partira avant</i> la nuit.\n<i>will leave before</i> night.",
        "- La mer est trop haute ?\n- Oui.\n- Is the sea too high?\n- Yes.",
        "Le gardien du phare a éteint la lampe.\nThe lighthouse keeper put out the lamp.",
    ]
    command("align", files[0], english, "-o", output, "--source", "en", "--force")
    first = next(srt.parse(output.read_text(encoding="utf-8")))
    assert first.content.startswith("I don't think the boat\nwill leave before night.\nJe ne crois pas")
    command("align", files[0], english, "-o", files[0].with_name("both.json"))
    result = Bitext.load(files[0].with_name("both.json"))
    assert (result.source.times[0].appears, result.target.times[0].appears) == (1.0, 61.0)


@pytest.mark.parametrize(
    ("swap", "name", "said"),
    [
        (False, "film.en.vtt", "in its form"),
        (False, "film.fr.srt", "is what is read"),
        (True, "film.en.srt", "neither"),
    ],
)
def test_what_cannot_be_written_is_told_before_the_work(
    command: Command, files: tuple[Path, Path], swap: bool, name: str, said: str
):
    texts = (files[1], files[1]) if swap else files
    done = command("align", *texts, "-o", files[0].with_name(name))
    assert done.code in (1, 2)
    assert said in done.err
    assert files[0].read_text(encoding="utf-8") == FRENCH
