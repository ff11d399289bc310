"""How many processors are used: the system's, a container's share of them, or the user's word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bitext.translation.engines import processors
from bitext.translation.engines.processors import cgroup_limits, usable_processors


def group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(content, encoding="ascii")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "own"


def test_version_2_and_the_groups_around(tmp_path: Path, own: Path):
    group(tmp_path, cpu__max="max 100000\n")
    group(tmp_path / "a", cpu__max="150000 100000\n")
    group(tmp_path / "a" / "b", cpu__max="400000 100000\n")
    own.write_text("0::/a/b\n", encoding="ascii")
    assert list(cgroup_limits(tmp_path, own)) == [4.0, 1.5]


@pytest.mark.parametrize("mount", ["cpu,cpuacct", "cpu"])
def test_version_1(tmp_path: Path, own: Path, mount: str):
    group(tmp_path / mount / "box", **{"cpu.cfs_quota_us": "50000\n", "cpu.cfs_period_us": "100000\n"})
    group(tmp_path / mount, **{"cpu.cfs_quota_us": "-1\n", "cpu.cfs_period_us": "100000\n"})
    own.write_text("5:memory:/box\n4:cpu,cpuacct:/box\n", encoding="ascii")
    assert list(cgroup_limits(tmp_path, own)) == [0.5]


@pytest.mark.parametrize("content", ["", "0::\n", "nonsense\n", "0::/no/such/group\n"])
def test_no_limit(tmp_path: Path, own: Path, content: str):
    own.write_text(content, encoding="ascii")
    assert list(cgroup_limits(tmp_path, own)) == []
    assert list(cgroup_limits(tmp_path, tmp_path / "missing")) == []


@pytest.mark.parametrize("content", ["", "100000", "a b", "100000 0"])
def test_a_limit_that_cannot_be_read_is_none(tmp_path: Path, own: Path, content: str):
    group(tmp_path, cpu__max=content)
    own.write_text("0::/\n", encoding="ascii")
    assert list(cgroup_limits(tmp_path, own)) == []


@pytest.mark.parametrize(("quota", "expected"), [("50000", 1), ("150000", 2), ("900000", 3), ("max", 3)])
def test_the_least_counts(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch, quota: str, expected: int
):
    group(tmp_path, cpu__max=f"{quota} 100000")
    own.write_text("0::/\n", encoding="ascii")
    monkeypatch.setattr(processors, "_GROUPS", tmp_path)
    monkeypatch.setattr(processors, "_OWN_GROUPS", own)
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert usable_processors() == expected


@pytest.mark.parametrize(("value", "expected"), [("7", 7), ("4,2", 4), ("0", 2), ("many", 2), ("", 2)])
def test_the_user_has_the_last_word(monkeypatch: pytest.MonkeyPatch, value: str, expected: int):
    monkeypatch.setenv("OMP_NUM_THREADS", value)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(processors, "_OWN_GROUPS", Path("missing"))
    assert usable_processors() == expected
