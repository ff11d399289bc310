"""A service on a free port of this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn

from bitext import Aligner
from bitext.server.app import create_app
from bitext.server.settings import Settings
from tests.aligner.test_invariants import Echo, keep
from tests.aligner.test_stream import aligner_with


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests wait longer than the five seconds of httpx: a machine that runs tests may be busy."""
    for ask in (httpx.get, httpx.post, httpx.request):
        assert ask.__kwdefaults__ is not None
        monkeypatch.setitem(ask.__kwdefaults__, "timeout", 120)


@contextmanager
def serving(aligner: Aligner, settings: Settings) -> Iterator[str]:
    """The address of a service of ``aligner`` that runs in a thread."""
    app = create_app(aligner, settings, "1.2.3")
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=5))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        end = time.monotonic() + 60
        while not server.started:
            assert time.monotonic() < end
            assert thread.is_alive()
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="package")
def translating() -> Iterator[str]:
    """A service with the model that travels with the package."""
    with serving(Aligner(), Settings()) as address:
        yield address


@pytest.fixture(scope="package")
def echoing() -> Iterator[str]:
    """A service that gives every text back."""
    with serving(aligner_with(Echo(keep)), Settings()) as address:
        yield address


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Makes a service of an aligner (an echo without one) with settings; it stops after the test."""
    open_ones = []

    def make(aligner: Aligner | None = None, **settings: object) -> str:
        one = serving(aligner or aligner_with(Echo(keep)), Settings(**settings))  # type: ignore[arg-type]
        open_ones.append(one)
        return one.__enter__()

    yield make
    for one in open_ones:
        one.__exit__(None, None, None)
