"""``python -m benchmarks serve``: many clients at once, beside one at a time; memory over many requests.

The service runs in a process of its own on the loopback address. Each answer is compared with what the text
becomes in a list that nobody else asks for, so that one that is lost or mixed up is seen.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import psutil
from rich.console import Console
from rich.table import Table

_SUBJECTS = ("Le maire", "La directrice", "Un pêcheur", "Notre voisine", "Le jury", "La fanfare")
_VERBS = ("attend", "prépare", "annonce", "refuse", "visite", "filme")
_OBJECTS = ("le départ du bac", "la fête du port", "un nouveau pont", "les travaux de la digue", "la vente")
_WHEN = ("ce matin", "demain", "avant midi", "depuis lundi", "sans tarder")


def texts() -> list[str]:
    """Short texts, each of its own."""
    return [
        f"{subject} {verb} {thing} {when}."
        for subject in _SUBJECTS
        for verb in _VERBS
        for thing in _OBJECTS
        for when in _WHEN
    ]


@dataclass(slots=True)
class _Outcome:
    """What clients got: seconds of each answer, how many were wrong or failed."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    failed: int = 0


def run(clients: int, seconds: float, requests: int) -> None:
    """Print throughput and latency of ``clients`` for ``seconds``, and memory over ``requests`` in all."""
    with _service() as (address, process):
        asked = texts()
        alone = asyncio.run(_load(address, asked, 1, seconds / 2, {}))
        expected = asyncio.run(_expected(address, asked))
        many = asyncio.run(_load(address, asked, clients, seconds, expected))
        _print(alone, many, clients, seconds)
        if requests:
            asyncio.run(_memory(address, process, asked, requests))
    if many.wrong or many.failed:
        raise SystemExit(f"{many.wrong} answers were those of another text, {many.failed} requests failed.")


@contextmanager
def _service() -> Iterator[tuple[str, psutil.Process]]:
    command = [sys.executable, "-m", "bitext", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as started:  # noqa: S603 - our own
        try:
            for line in started.stderr or ():
                if "running on " in line:
                    break
            yield line.split("running on ")[1].split(" ")[0], psutil.Process(started.pid)
        finally:
            started.terminate()


async def _ask(client: httpx.AsyncClient, text: str) -> str:
    answer = await client.post("/translate", json={"q": text, "source": "fr", "target": "en"})
    return str(answer.raise_for_status().json()["translatedText"])


def _client(address: str) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    return httpx.AsyncClient(base_url=address, timeout=120, limits=limits)


async def _expected(address: str, asked: list[str]) -> dict[str, str]:
    """What each text becomes, asked for as a list: nothing is shared with other clients."""
    found: dict[str, str] = {}
    async with _client(address) as client:
        for first in range(0, len(asked), 100):
            part = asked[first : first + 100]
            answer = await client.post("/translate", json={"q": part, "source": "fr", "target": "en"})
            found.update(zip(part, answer.json()["translatedText"], strict=True))
    return found


async def _load(
    address: str, asked: list[str], clients: int, seconds: float, expected: dict[str, str]
) -> _Outcome:
    outcome, end = _Outcome(), time.perf_counter() + seconds

    async def ask(client: httpx.AsyncClient, number: int) -> None:
        while time.perf_counter() < end:
            text = asked[number % len(asked)]
            number += clients
            started = time.perf_counter()
            try:
                found = await _ask(client, text)
            except httpx.HTTPError:
                outcome.failed += 1
                continue
            outcome.seconds.append(time.perf_counter() - started)
            outcome.wrong += bool(expected) and found != expected[text]

    async with _client(address) as client:
        await asyncio.gather(*(ask(client, number) for number in range(clients)))
    return outcome


def _print(alone: _Outcome, many: _Outcome, clients: int, seconds: float) -> None:
    table = Table("clients", "answers", "a second", "p50, s", "p95, s", "lost", "mixed up", box=None)
    rates = []
    for count, outcome, spent in ((1, alone, seconds / 2), (clients, many, seconds)):
        times = statistics.quantiles(outcome.seconds, n=20)
        rates.append(len(outcome.seconds) / spent)
        table.add_row(
            str(count),
            str(len(outcome.seconds)),
            f"{rates[-1]:.1f}",
            f"{times[9]:.3f}",
            f"{times[18]:.3f}",
            str(outcome.failed),
            str(outcome.wrong),
        )
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{rates[1] / rates[0]:.2f} times as many answers as one client at a time gets")


async def _memory(address: str, process: psutil.Process, asked: list[str], requests: int) -> None:
    """Print the memory of the service after a tenth of ``requests``, and after all of them."""
    done = 0
    async with _client(address) as client:
        for goal in (requests // 10, requests):
            while done < goal:
                part = [asked[(done + number) % len(asked)] for number in range(20)]
                await asyncio.gather(*(_ask(client, text) for text in part))
                done += len(part)
            megabytes = process.memory_info().rss / 2**20
            Console(highlight=False).print(f"memory after {done:,} requests: {megabytes:.0f} MiB")
