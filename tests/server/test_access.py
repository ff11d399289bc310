"""Keys, rates, sizes, and the headers of safe answers."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from bitext.errors import InputError
from bitext.server.access import Access
from bitext.server.downloads import SECONDS, Downloads
from bitext.server.logs import keep_messages_out
from bitext.server.settings import Settings
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with

FIELDS = {"q": "Il pleut.", "source": "fr", "target": "en"}


def test_keys(serve):
    url = f"{serve(keys=('correct-horse', 'été'))}/translate"
    assert httpx.post(url, data=FIELDS).status_code == 403
    assert httpx.post(url, data={**FIELDS, "api_key": "wrong"}).json() == {"error": "Invalid API key"}
    assert httpx.post(url, data={**FIELDS, "api_key": "été"}).status_code == 200
    assert httpx.post(url, json={**FIELDS, "api_key": "correct-horse"}).status_code == 200
    assert httpx.post(url, data=FIELDS, headers={"authorization": "Bearer correct-horse"}).status_code == 200
    assert httpx.get(url.replace("translate", "metrics")).status_code == 403
    assert httpx.get(url.replace("translate", "frontend/settings")).json()["keyRequired"] is True
    assert httpx.get(url.replace("translate", "health")).status_code == 200


def test_a_client_that_asks_too_often_is_told_when_to_come_back(serve):
    url = f"{serve(rate='3/minute')}/translate"
    answers = [httpx.post(url, data=FIELDS) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60


def test_what_is_no_rate_is_told():
    with pytest.raises(InputError, match="600/minute"):
        Access(Settings(rate="often"))
    with pytest.raises(InputError, match="most_texts must be 1 or more"):
        Settings(most_texts=0)
    with pytest.raises(InputError, match="key must not be empty"):
        Settings(keys=("",))


def test_requests_that_are_too_large(serve):
    url = f"{serve(most_bytes=1000)}/translate"
    headers = {"content-type": "application/json"}
    assert httpx.post(url, content=b" " * 1001, headers=headers).status_code == 413

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 100

    assert httpx.post(url, content=chunks(), headers=headers).status_code == 413


class Waiting(Echo):
    """An echo that waits until it may go on."""

    def __init__(self) -> None:
        super().__init__(keep)
        self.go_on = threading.Event()
        self.begun = threading.Event()

    def generate(self, sources, decoding, advance):
        self.begun.set()
        assert self.go_on.wait(60)
        return super().generate(sources, decoding, advance)


def test_too_much_that_waits_is_refused(serve):
    engine = Waiting()
    url = f"{serve(aligner_with(engine), most_waiting=100)}/translate"
    found = []
    one = threading.Thread(target=lambda: found.append(httpx.post(url, data=FIELDS)))
    one.start()
    assert engine.begun.wait(60)
    refused = httpx.post(url, data={**FIELDS, "q": "Il neige. " * 20})
    engine.go_on.set()
    one.join()
    assert found[0].json() == {"translatedText": "Il pleut."}
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert httpx.post(url, data={**FIELDS, "q": "Il neige. " * 20}).status_code == 200


def test_what_takes_too_long_is_given_up(serve):
    engine = Waiting()
    url = f"{serve(aligner_with(engine), seconds=1)}/translate"
    assert httpx.post(url, data=FIELDS).status_code == 504
    engine.go_on.set()
    assert httpx.post(url, data=FIELDS).status_code == 200


def test_pages_of_other_origins_may_ask_only_where_they_are_allowed(serve):
    origin = {"origin": "https://example.org"}
    assert (
        "access-control-allow-origin"
        not in httpx.post(f"{serve()}/translate", data=FIELDS, headers=origin).headers
    )
    allowed = serve(origins=("https://example.org",))
    answer = httpx.post(f"{allowed}/translate", data=FIELDS, headers=origin)
    assert answer.headers["access-control-allow-origin"] == "https://example.org"
    other = httpx.post(f"{allowed}/translate", data=FIELDS, headers={"origin": "https://example.com"})
    assert "access-control-allow-origin" not in other.headers


@pytest.mark.parametrize("path", ["/health", "/nowhere", "/metrics", "/spec"])
def test_answers_are_safe(echoing, path):
    headers = httpx.get(echoing + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


class Failing(Echo):
    """An echo whose errors say what the text was."""

    def generate(self, sources, decoding, advance):
        raise RuntimeError(str((sources, decoding, advance)))


def test_an_error_is_logged_without_what_it_says(serve, caplog):
    url = serve(aligner_with(Failing(keep)))
    logger = logging.getLogger("uvicorn.error")
    before = list(logger.filters)
    keep_messages_out()
    logger.addHandler(caplog.handler)
    try:
        answer = httpx.post(f"{url}/translate", data=FIELDS)
        end = time.monotonic() + 60
        while "ASGI" not in caplog.text and time.monotonic() < end:
            time.sleep(0.01)
    finally:
        logger.removeHandler(caplog.handler)
        logger.filters[:] = before
    assert answer.json() == {"error": "Something went wrong in the service."}
    assert "in generate\n    raise RuntimeError(" in caplog.text
    assert "▁" not in caplog.text


def test_metrics_hold_no_text(echoing):
    httpx.post(f"{echoing}/translate", params={**FIELDS, "q": "Un secret bien gardé."})
    httpx.get(f"{echoing}/secret-bien-gardé")
    told = httpx.get(f"{echoing}/metrics").text
    assert 'bitext_requests_total{route="/translate",status="200"}' in told
    assert "secret" not in told


def test_downloads_go_after_some_minutes_and_where_there_are_too_many():
    now = [0.0]
    downloads = Downloads(100, lambda: now[0])
    first = downloads.add("a.txt", b"a" * 60)
    assert downloads.get(first) == ("a.txt", b"a" * 60)
    second = downloads.add("b.txt", b"b" * 60)
    assert downloads.get(first) is None
    assert downloads.get(second) is not None
    now[0] = SECONDS
    assert downloads.get(second) is None
