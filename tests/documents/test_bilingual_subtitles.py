"""Two languages in one file of subtitles: both on the screen, nothing lost, each at its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pysubs2
import pytest
import srt

from bitext import Bitext, InputError, segment
from bitext.documents.bilingual_subtitles import bilingual
from bitext.documents.original import read_original
from bitext.documents.subtitles import Subtitles
from bitext.documents.timed_text import TimedText
from bitext.result.pair import Pair, Side

SECOND = timedelta(seconds=1)


def timed(*rows: tuple[float, float, str]) -> TimedText:
    cues = [srt.Subtitle(at, a * SECOND, b * SECOND, text) for at, (a, b, text) in enumerate(rows, 1)]
    found = read_original(srt.compose(cues, strict=False, reindex=False).encode(), "subrip")
    assert isinstance(found, Subtitles)
    return found.timed()


def linked(french: TimedText, english: TimedText, *beads: tuple[int, int]) -> Bitext:
    source, target = segment(french.text), segment(english.text, lang="en")
    at = there = 0
    pairs = []
    for count, other in beads:
        pairs.append(Pair(Side(source[at : at + count]), Side(target[there : there + other]), 0.9))
        at, there = at + count, there + other
    assert (at, there) == (len(source), len(target))
    return Bitext(
        replace(source, times=tuple(french.times)), replace(target, times=tuple(english.times)), tuple(pairs)
    )


FRENCH = timed(
    (1, 3, "{\\an8}<i>Il pleut.</i>"),
    (4, 5, '- Tu viens ?\n- <font color="#fff">Non</font> & oui.'),
    (20, 22, "Il neige."),
)
ENGLISH = timed((11, 13, "It rains."), (14, 15, "Coming?\nNo & yes."), (30, 32, "It snows."))


def test_each_cue_has_both_and_all_else_stays():
    found = bilingual(FRENCH, linked(FRENCH, ENGLISH, *[(1, 1)] * 4), "subrip")
    cues = list(srt.parse(found.data.decode()))
    assert [cue.content for cue in cues] == [
        "{\\an8}<i>Il pleut.</i>\n{\\an8}<i>It rains.</i>",
        '- Tu viens ?\n- <font color="#fff">Non</font> & oui.\n'
        '- Coming?\n- <font color="#fff">No</font> & yes.',
        "Il neige.\nIt snows.",
    ]
    assert [(cue.start, cue.end) for cue in cues] == [
        (1 * SECOND, 3 * SECOND), (4 * SECOND, 5 * SECOND), (20 * SECOND, 22 * SECOND)
    ]  # fmt: skip
    assert found.is_bilingual


def test_webvtt_is_written_anew():
    found = bilingual(FRENCH, linked(FRENCH, ENGLISH, *[(1, 1)] * 4), "webvtt")
    written = found.data.decode()
    assert written.startswith("WEBVTT")
    assert "<i>Il pleut.</i>\n<i>It rains.</i>" in written
    assert "- Tu viens ?\n- Non &amp; oui.\n- Coming?\n- No &amp; yes." in written
    again = read_original(found.data, "webvtt")
    assert isinstance(again, Subtitles)
    assert [cue.start for cue in again.shown] == [1 * SECOND, 4 * SECOND, 20 * SECOND]


def test_ass_has_a_style_for_each_language():
    found = bilingual(FRENCH, linked(FRENCH, ENGLISH, *[(1, 1)] * 4), "ass")
    file = pysubs2.SSAFile.from_string(found.data.decode())
    assert {name: style.alignment for name, style in file.styles.items()} == {"French": 8, "English": 2}
    assert [(event.start, event.style, event.text) for event in file][:3] == [
        (1000, "French", "{\\an8}{\\i1}Il pleut.{\\i0}"),
        (1000, "English", "{\\an8}{\\i1}It rains.{\\i0}"),
        (4000, "French", "- Tu viens ?\\N- Non & oui."),
    ]


@pytest.mark.parametrize("form", ["subrip", "webvtt", "ass"])
def test_what_one_language_says_alone_is_shown_at_its_time(form: str):
    english = timed(
        (11, 13, "It rains."), (15, 15.5, "Meanwhile, in Brest…"), (17, 19, "Well."), (30, 32, "It snows.")
    )
    result = linked(FRENCH, english, (1, 1), (2, 0), (0, 1), (0, 1), (1, 1))
    found = bilingual(FRENCH, result, form)
    file = pysubs2.SSAFile.from_string(found.data.decode())
    shown = [(event.start, event.end, event.plaintext) for event in file]
    assert (7000, 9000, "Well.") in shown
    assert [each.text for each in found.missing] == ["Tu viens ?", "Non & oui."]
    together = "\n".join(text for _, _, text in shown)
    for text in ("Il pleut.", "It rains.", "Tu viens ?", "Meanwhile, in Brest…", "Well.", "It snows."):
        assert together.count(text) == 1
    assert {(1000, 3000), (4000, 5000), (20000, 22000)} <= {(start, end) for start, end, _ in shown}


def test_what_is_said_at_one_time_belongs_together_though_the_texts_did_not_tell():
    english = timed((11, 13, "It rains."), (14, 15, "As if!"), (30, 32, "It snows."))
    french = timed((1, 3, "Il pleut."), (4, 5, "Tu parles !"), (20, 22, "Il neige."))
    found = bilingual(french, linked(french, english, (1, 1), (1, 0), (0, 1), (1, 1)), "subrip")
    assert [cue.content for cue in srt.parse(found.data.decode())][1] == "Tu parles !\nAs if!"
    assert [(each.cue, each.text) for each in found.placed] == [("2", "As if!")]


def test_what_is_said_at_other_times_does_not_belong_together():
    english = timed((11, 13, "It rains."), (24, 26, "As if!"), (30, 32, "It snows."))
    french = timed((1, 3, "Il pleut."), (4, 5, "Tu parles !"), (20, 22, "Il neige."))
    found = bilingual(french, linked(french, english, (1, 1), (1, 0), (0, 1), (1, 1)), "subrip")
    cues = [(cue.start, cue.content) for cue in srt.parse(found.data.decode())]
    assert (14 * SECOND, "As if!") in cues
    assert (4 * SECOND, "Tu parles !") in cues


def test_two_speakers_of_a_cue_have_their_shares_of_its_time():
    first, second = timed((2, 4, "- Oui, bien sûr.\n- Ah.")).times
    assert (first.start, first.end, first.appears) == (0, 14, 2.0)
    assert (second.start, second.end, second.disappears) == (16, 19, 4.0)
    assert first.disappears == second.appears == pytest.approx(3.647, abs=0.001)


def test_times_are_kept_in_json(tmp_path: Path):
    result = linked(FRENCH, ENGLISH, *[(1, 1)] * 4)
    result.save(tmp_path / "a.json")
    loaded = Bitext.load(tmp_path / "a.json")
    assert loaded == result
    assert [(each.start, each.end) for each in loaded.target.times] == [
        (each.start, each.end) for each in result.target.times
    ]
    assert loaded.source.times[0] == result.source.times[0]
    assert loaded.swapped().source.times == loaded.target.times


def test_ttml_keeps_its_form():
    source = (
        '<tt><body><p begin="1s" end="2s">Il pleut<br/>ici.</p>'
        '<p begin="3s" end="4s">Il neige.</p></body></tt>'
    )
    found = read_original(source.encode(), "ttml")
    assert isinstance(found, Subtitles)
    english = timed((11, 12, "It rains here."), (13, 14, "It snows."))
    written = bilingual(found.timed(), linked(found.timed(), english, (1, 1), (1, 1)), "ttml").data.decode()
    assert written == source.replace("ici.", "ici.<br/>It rains here.").replace(
        "neige.", "neige.<br/>It snows."
    )


def test_another_form_is_refused():
    with pytest.raises(InputError, match="two languages are not written as ttml"):
        bilingual(FRENCH, linked(FRENCH, ENGLISH, *[(1, 1)] * 4), "ttml")
