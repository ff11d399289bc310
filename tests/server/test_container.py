"""The container file: its stages, what it copies, and that what it runs is there."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from dockerfile_parse import DockerfileParser
from typer.main import get_command

from bitext.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "Containerfile"


@cache
def steps() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, in order; first those before any stage."""
    found: list[list[tuple[str, str]]] = [[]]
    for step in DockerfileParser(fileobj=io.BytesIO(FILE.read_bytes())).structure:
        if step["instruction"] == "FROM":
            found.append([])
        if step["instruction"] != "COMMENT":
            found[-1].append((step["instruction"], step["value"]))
    return found


def values(stage: int, instruction: str) -> list[str]:
    return [value for name, value in steps()[stage] if name == instruction]


def environment(stage: int = 2) -> dict[str, str]:
    return dict(pair.split("=", 1) for value in values(stage, "ENV") for pair in value.split())


def ignored() -> list[str]:
    return (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_a_second_stage_takes_what_the_first_has_made_from_the_same_python():
    assert len(steps()) == 3
    first, second = (values(stage, "FROM")[0] for stage in (1, 2))
    assert first == f"{second} AS build"
    (copied,) = values(2, "COPY")
    source, target = re.fullmatch(r"--from=build (\S+) (\S+)", copied).groups()  # type: ignore[union-attr]
    assert source == target  # a virtual environment knows where it lies
    assert any(source in value for value in values(1, "RUN"))


def test_what_is_copied_is_there_and_not_ignored():
    names = [name for value in values(1, "COPY") for name in value.split()[:-1]]
    assert {"bitext", "models", "pyproject.toml"} <= set(names)
    kept = [line[1:] for line in ignored() if line.startswith("!")]
    assert "*" in ignored()
    for name in names:
        assert (ROOT / name).exists()
        assert any(fnmatch(name, pattern) for pattern in kept)
    assert set(kept) == set(names)


def test_what_the_build_of_the_package_reads_is_copied():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    hooks = project["tool"]["hatch"]
    read = [one["path"] for one in hooks["metadata"]["hooks"]["fancy-pypi-readme"]["fragments"]]
    wheel = hooks["build"]["targets"]["wheel"]
    read += [*wheel["packages"], *wheel["force-include"], *project["project"]["license-files"]]
    copied = set(" ".join(values(1, "COPY")).split())
    assert [name for name in read if not {name, *map(str, Path(name).parents)} & copied] == []


def test_what_it_installs_are_extras_of_the_package():
    (extras,) = re.findall(r'pip install [^"&]*"\.\[([\w,]+)\]"', " ".join(values(1, "RUN")))
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "server" in extras.split(",")
    assert set(extras.split(",")) <= set(known["optional-dependencies"])


def test_it_runs_the_service_as_nobody_in_particular():
    (user,) = values(2, "USER")
    assert all(int(number) > 0 for number in user.split(":"))
    names = [name for name, _ in steps()[2]]
    assert names.index("USER") < names.index("ENTRYPOINT")
    (command,) = values(2, "ENTRYPOINT")
    program, name = json.loads(command)
    assert program == "bitext"
    serve = get_command(app).commands[name]  # type: ignore[attr-defined]  # a group of commands
    options = {option.envvar: option for option in serve.params if option.envvar}
    assert environment().keys() & options.keys() == {"BITEXT_HOST", "BITEXT_PORT"}
    assert values(2, "EXPOSE") == [environment()["BITEXT_PORT"]]


def test_the_model_lies_where_the_service_looks_for_it():
    assert environment()["BITEXT_CACHE"] == environment(1)["BITEXT_CACHE"]
    assert environment()["BITEXT_CACHE"].startswith("/opt/bitext/")


def test_it_is_asked_for_its_health(echoing: str):
    (check,) = values(2, "HEALTHCHECK")
    _, *arguments = json.loads(check[check.index("[") :])
    ports = (echoing.rpartition(":")[2], "1")
    assert [_succeeds([sys.executable, *arguments], port) for port in ports] == [True, False]


def _succeeds(command: list[str], port: str) -> bool:
    done = subprocess.run(command, env={"BITEXT_PORT": port}, capture_output=True, check=False)  # noqa: S603
    return done.returncode == 0
