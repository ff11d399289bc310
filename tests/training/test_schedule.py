"""The budget and the learning rate; settings; memory; progress."""

import ctypes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bitext.errors import InputError
from tests.support.processes import python
from training import memory, settings
from training.progress import Bars
from training.schedule import rate, share_done
from training.settings import Schedule

MODELS = Path(__file__).parents[2] / "models"
TIMED = Schedule(rate=1.0, warmup=4, hold=0.2, floor=0.03, minutes=10)


@pytest.mark.parametrize(
    ("step", "seconds", "expected"),
    [
        (0, 0, 0.25),
        (2, 10, 0.75),
        (3, 15, 1.0),
        (50, 120, 1.0),
        (90, 360, 0.03 + 0.97 / 2),
        (90, 600, 0.03),
        (99, 900, 0.03),
    ],
)
def test_the_rate_rises_holds_and_falls_to_its_floor(step, seconds, expected):
    assert rate(TIMED, step, seconds) == pytest.approx(expected)


@given(st.integers(5, 500), st.floats(0, 600), st.floats(0, 600))
def test_the_rate_never_rises_after_the_warm_up(step, one, two):
    early, late = sorted((one, two))
    assert 0.03 <= rate(TIMED, step + 1, late) <= rate(TIMED, step, early) <= 1


@pytest.mark.parametrize(
    ("budget", "step", "seconds", "expected"),
    [
        ({"minutes": 10}, 900, 60, 0.1),
        ({"steps": 100}, 25, 9999, 0.25),
        ({"steps": 100, "minutes": 10}, 25, 60, 0.25),
        ({"steps": 100, "minutes": 10}, 25, 300, 0.5),
        ({"minutes": 1}, 1, 61, 1.0),
    ],
)
def test_the_budget_is_time_or_steps_or_whichever_ends_first(budget, step, seconds, expected):
    schedule = Schedule(rate=1.0, warmup=0, hold=0.0, floor=0.0, **budget)
    assert share_done(schedule, step, seconds) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["config.toml", "gpu.toml"])
def test_the_settings_in_the_repository_are_whole(name):
    read = settings.read(MODELS / "fr-en" / name)
    assert sum(weight for _, _, weight in read.shape.teacher_heads) == pytest.approx(1)
    assert read.languages == ("fr", "en")
    assert read.shape.layers == tuple(range(6))
    assert sum(read.variations.values()) < 1


def test_settings_may_change_another_file(tmp_path):
    (tmp_path / "reverse.toml").write_text(
        f'base = "{MODELS / "fr-en" / "config.toml"}"\nsource = "en"\ntarget = "fr"\n[run]\ntokens = 99\n'
    )
    read, base = settings.read(tmp_path / "reverse.toml"), settings.read(MODELS / "fr-en" / "config.toml")
    assert (read.source, read.target, read.run.tokens) == ("en", "fr", 99)
    assert (read.run.seed, read.shape, read.variations) == (base.run.seed, base.shape, base.variations)


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("minutes = 72", "minutes = 0", "needs a budget"),
        ("hold = 0.2", "hold = 1.0", "share of the budget"),
        ("head = [3, 2]", "head = [6, 2]", "layer 6 of 6"),
        ("[2, 6, 0.3]", "[2, 6, 0.4]", "add up to 1"),
        ("email =", "mail =", "no variations mail; there are names"),
        ("seed = 7", "seed = 7\nsed = 8", "sed"),
        ("[data]", "[data", "does not hold the settings"),
    ],
)
def test_settings_that_make_no_sense_are_an_error(tmp_path, old, new, match):
    text = (MODELS / "fr-en" / "config.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (tmp_path / "config.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=match):
        settings.read(tmp_path / "config.toml")


def test_settings_that_are_not_there_are_an_error(tmp_path):
    with pytest.raises(InputError, match="does not hold the settings"):
        settings.read(tmp_path / "config.toml")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
def test_memory_is_measured_and_given_back():
    # In a process of its own, where nothing has been freed that the block could be laid into.
    code = (
        "import numpy; from training import memory; before = memory.resident()\n"
        "block = numpy.ones(2**25); print(memory.resident() - before)"
    )
    done = python(code)
    assert float(done.stdout) == pytest.approx(0.25, abs=0.05), done.stderr
    assert memory.bound(0.0)
    assert not memory.bound(1000.0)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system does not tell")
@pytest.mark.parametrize("known", ["mallctl", "malloc_trim", None])
def test_unused_memory_is_given_back_by_whatever_allocator_there_is(monkeypatch, known):
    asked = []

    class Library:
        def __getattr__(self, name):
            if name != known:
                raise AttributeError(name)
            return lambda *_: asked.append(name)

    monkeypatch.setattr(ctypes, "CDLL", lambda _: Library())
    assert memory.bound(0.0)
    assert asked == ([known] if known else [])


def test_bars_tell_how_far_each_step_is(capsys):
    with Bars() as bars:
        bars.counted("encoding")(3, 4)
        bars.counted("people")(3, 0)
        bars.budgeted("training")(0.5, 1200, 34_567)
        bars.once("writing")()
    told = capsys.readouterr().err
    assert "encoding" in told
    assert "75%" in told
    assert "1,200 steps, 34,567 pieces" in told
    assert "100%" in told
    with Bars(shown=False) as bars:
        bars.counted("encoding")(3, 4)
    assert capsys.readouterr().err == ""
