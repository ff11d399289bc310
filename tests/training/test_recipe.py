"""The commands: from data to a folder that loads, in either direction, and step by step."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

import bitext
from tests.training.conftest import PAIRS, WORDS
from training import shards
from training.__main__ import app
from training.loop import STOP


def called(*arguments: object) -> str:
    """What a command prints."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [(f"{one[:-1]} {word}.", f"{two[:-1]} {word}.") for one, two in PAIRS for word in WORDS]
    (folder / "all.tsv").write_text("".join(f"{one}\t{two}\tstory\n" for one, two in rows), encoding="utf-8")
    return folder


def settings_file(folder: Path, teacher: Path, source: str, target: str) -> Path:
    path = folder / "settings.toml"
    path.write_text(
        f"""
        name = "tiny-{source}-{target}"
        source = "{source}"
        target = "{target}"
        teacher = "{teacher}"
        data = {{ sentences = 24, longest = 100, quoted = 0.2, people = 0.3, development = 5, shard = 8,
                  columns = ["fr", "en"], weights = {{ story = 1 }} }}
        vocabulary = {{ pieces = 200 }}
        shape = {{ layers = [0, 1, 2], head = [1, 1], teacher_heads = [[1, 0, 0.5], [0, 1, 0.5]] }}
        loss = {{ divergence = 1.0, reference = 0.3, hidden = 0.1, alignment = 0.1 }}
        schedule = {{ rate = 0.01, warmup = 2, hold = 0.5, floor = 0.1, steps = 12 }}
        run = {{ seed = 5, tokens = 100, decay = 0.0, average = 0.9, threads = 1, device = "cpu" }}
        variations = {{ capitals = 0.5, numbers = 0.5, handle = 0.5 }}
        """.replace("\n                  ", " "),
        encoding="utf-8",
    )
    return path


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The converted teacher goes elsewhere."""
    monkeypatch.setenv("BITEXT_CACHE", str(tmp_path / "cache"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("source", "target"), [("fr", "en"), ("en", "fr")])
def test_one_command_makes_a_folder_that_loads(tmp_path, data, teacher_folder, source, target):
    config = settings_file(tmp_path, teacher_folder, source, target)
    work, out = tmp_path / "work", tmp_path / "out"
    assert "trained" in called("run", config, data, work, out, "--quiet")
    read = [one for path in shards.shards(work / "teacher") for one in shards.read(path)]
    side = 0 if source == "fr" else 1
    assert all(
        any(pair[side][:5] in one.source.replace("“", "").replace("”", "") for pair in PAIRS) for one in read
    )
    assert msgspec.json.decode((out / "tokenizer_config.json").read_bytes())["source_lang"] == source
    for engine in ("ctranslate2", "transformers"):
        (found,) = bitext.load(out, engine=engine).translate([PAIRS[0][side]])
        assert isinstance(found.text, str)
    assert "trained" in called("run", config, data, work, out, "--quiet")
    assert "size" in (text := _released(tmp_path, config, out))
    assert tomllib.loads(text)["target"] == target


def _released(folder: Path, config: Path, out: Path) -> str:
    assert re.search(r"\d+ bytes", called("release", config, out, folder / "model"))
    return (folder / "model" / "model.toml").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_each_step_is_a_command(tmp_path, data, teacher_folder):
    config = settings_file(tmp_path, teacher_folder, "fr", "en")
    work, out = tmp_path / "work", tmp_path / "out"
    exclude = tmp_path / "left-out.fr"
    exclude.write_text("Le chat dort petit.\n", encoding="utf-8")
    pieces = re.fullmatch(r"(\d+) pieces\n", called("vocabulary", config, data, work))
    assert pieces
    assert int(pieces[1]) == len(msgspec.json.decode((work / "vocabulary" / "vocab.json").read_bytes()))
    called("people", config, data, work, "--exclude", exclude, "--quiet")
    called("translate", config, data, work, "--exclude", exclude, "--quiet")
    assert len(shards.shards(work / "teacher")) == 3
    assert len(shards.shards(work / "people")) == 2
    for path in work.glob("*/*.jsonl"):
        assert all(
            one.source.replace("“", "").replace("”", "") != "Le chat dort petit." for one in shards.read(path)
        )
    called("encode", config, work, "--quiet")
    called("export", config, work, out, "--untrained")
    untrained = (out / "model.safetensors").read_bytes()
    (work / STOP).touch()
    assert "stopped early" in called("train", config, work, "--quiet")
    (work / STOP).unlink()
    assert "budget is spent" in called("train", config, work, "--quiet")
    called("export", config, work, out)
    assert (out / "model.safetensors").read_bytes() != untrained
    assert re.search(
        r"5 sentences, BLEU [\d.]+, marks kept in [\d.]+ %", called("examine", config, work, out)
    )
    called("mean", out, out, tmp_path / "mean", "--share", 0.3)
    assert (tmp_path / "mean" / "model.safetensors").read_bytes() == (out / "model.safetensors").read_bytes()
    other = tmp_path / "other"
    called("begin", config, other, out)
    assert (other / "vocabulary" / "rows.json").exists()
    assert (other / "begin.safetensors").exists()


def test_what_goes_wrong_is_told_in_a_line(tmp_path):
    command = [sys.executable, "-m", "training", "encode", str(tmp_path / "none.toml"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own command)
    assert done.returncode == 1
    assert done.stderr.startswith("training: ")
    assert "does not hold the settings of a training run" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_names_every_step_in_order():
    told = called("--help")
    steps = [
        "run",
        "vocabulary",
        "begin",
        "people",
        "translate",
        "encode",
        "train",
        "export",
        "release",
        "mean",
        "examine",
    ]
    commands = told[told.index("Commands:") :]
    assert re.findall(r"^  (\w+)  ", commands, re.MULTILINE) == steps
    assert "..." not in commands
