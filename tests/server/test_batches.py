"""Many clients at once: each gets its own answer, and a fault stays with its own request."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from httpx_sse import connect_sse

import bitext
from bitext.server.results import as_json
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

TEXTS = [f"La ligne {number} dit « {number} » et rien d’autre." for number in range(120)]


def _ask(url: str, text: str) -> httpx.Response:
    return httpx.post(f"{url}/translate", data={"q": text, "source": "fr", "target": "en"})


def test_many_clients_get_their_own(serve):
    url = serve()
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda text: _ask(url, text), TEXTS))
    assert [one.status_code for one in answers] == [200] * len(TEXTS)
    for text, one in zip(TEXTS, answers, strict=True):
        assert text.split()[2] in one.json()["translatedText"]
    together = [
        line for line in httpx.get(f"{url}/metrics").text.splitlines() if "batch_requests_count" in line
    ]
    assert float(together[0].split()[-1]) < len(TEXTS)


@pytest.mark.model
def test_what_others_ask_changes_nothing(translating):
    alone = [_ask(translating, text).json() for text in TEXTS[:8]]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: _ask(translating, text).json(), TEXTS[:8])) == alone


class Faulty(Echo):
    """An echo that breaks where a text says so."""

    def __init__(self) -> None:
        super().__init__(keep)

    def generate(self, sources, decoding, advance):
        if any("casse" in "".join(source) for source in sources):
            raise ZeroDivisionError("un secret")
        time.sleep(0.05)
        return super().generate(sources, decoding, advance)


def test_a_fault_stays_with_its_own_request(serve, caplog):
    url = serve(aligner_with(Faulty()))
    texts = [*TEXTS[:10], "Ici tout casse.", *TEXTS[10:20]]
    with ThreadPoolExecutor(len(texts)) as pool:
        answers = list(pool.map(lambda text: _ask(url, text), texts))
    assert [one.status_code for one in answers] == [200] * 10 + [500] + [200] * 10
    assert answers[10].json() == {"error": "Something went wrong in the service."}
    assert "secret" not in caplog.text
    assert "ZeroDivisionError" in caplog.text


def _events(url: str, fields: dict[str, str]) -> list[tuple[str, Any]]:
    headers = {"accept": "text/event-stream"}
    with (
        httpx.Client(timeout=60) as client,
        connect_sse(client, "POST", f"{url}/align", json=fields, headers=headers) as source,
    ):
        return [(event.event, json.loads(event.data)) for event in source.iter_sse()]


def test_pairs_come_one_by_one(echoing):
    text = "Il pleut. « Restez », dit-il. Nous restons."
    *pairs, (last, whole) = _events(echoing, {"source": text})
    assert [name for name, _ in pairs] == ["pair"] * 3
    assert [one["source"]["text"] for _, one in pairs] == [
        "Il pleut.",
        "« Restez », dit-il.",
        "Nous restons.",
    ]
    assert last == "bitext"
    assert whole == httpx.post(f"{echoing}/align", json={"source": text}).json()


@pytest.mark.model
def test_two_texts_are_linked(translating):
    fields = {"source": "Il pleut. Nous restons.", "target": "It is raining. We are staying."}
    whole = httpx.post(f"{translating}/align", json=fields).json()
    assert [len(pair["target"]) for pair in whole["pairs"]] == [1, 1]
    *pairs, (_, streamed) = _events(translating, fields)
    assert len(pairs) == 2
    assert streamed == whole
    assert whole == json.loads(as_json(bitext.align(fields["source"], fields["target"])))


def test_a_client_that_goes_ends_its_translation(serve):
    engine = Slow()
    url = serve(aligner_with(engine), most_streams=1)
    headers = {"accept": "text/event-stream"}
    body = {"source": " ".join(f"Voici la phrase numéro {n}." for n in range(2000))}
    with (
        httpx.Client(timeout=60) as client,
        connect_sse(client, "POST", f"{url}/align", json=body, headers=headers) as source,
    ):
        events = source.iter_sse()
        assert next(events).event == "pair"
        assert httpx.post(f"{url}/align", json=body, headers=headers).status_code == 429
    assert engine.stopped.wait(60)


class Slow(Echo):
    """An echo that says batch by batch what it found, slowly."""

    def __init__(self) -> None:
        super().__init__(keep)
        self.stopped = threading.Event()

    def generate(self, sources, decoding, advance):
        found = super().generate(sources, decoding, lambda _: None)
        try:
            for at, one in enumerate(found):
                time.sleep(0.01)
                advance({at: one})
        except Exception:
            self.stopped.set()
            raise
        return found


@pytest.mark.model
def test_stopped_under_load_it_answers_or_refuses(tmp_path):
    log = tmp_path / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bitext", "serve", "--port", "0"], stdout=stream, stderr=stream
        )
    try:
        end = time.monotonic() + 60
        while b"running on" not in log.read_bytes():
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        url = log.read_text().split("running on ")[1].split(" ")[0]
        with ThreadPoolExecutor(20) as pool:
            asked = [pool.submit(_ask, url, text) for text in TEXTS]
            time.sleep(0.5)
            os.kill(process.pid, signal.SIGTERM)
            answers = [_outcome(one) for one in asked]
        assert process.wait(40) in {0, -signal.SIGTERM, 128 + signal.SIGTERM}
    finally:
        process.kill()
    assert {200} <= set(answers) <= {200, 503, "refused"}
    assert "ligne" not in log.read_text()


def _outcome(asked: Future[httpx.Response]) -> int | str:
    try:
        return asked.result().status_code
    except (httpx.ConnectError, httpx.RemoteProtocolError):
        # The connection was not made, or closed before the request on it was read.
        return "refused"
