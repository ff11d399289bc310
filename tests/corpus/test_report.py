"""The report of a corpus: what it counts, and that it is one page that anybody can read."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from benchmarks import browser
from bitext import corpus
from bitext.corpus.plots import HEIGHT, chart
from bitext.corpus.statistics import CorpusStatistics, statistics_of
from bitext.errors import InputError
from tests.corpus.support import json_lines, run


def row(number: int, pair: int, **fields: Any) -> dict[str, Any]:
    return {
        "number": number,
        "document": f"d{number}",
        "pair": pair,
        "source": "Le vent tourne.",
        "target": "The wind turns.",
        "score": 0.9,
        "flags": [],
        "verdicts": [],
        **fields,
    }


def test_pairs_are_counted_by_length_score_flag_verdict_and_place():
    found = CorpusStatistics()
    document = [row(0, pair) for pair in range(8)]
    document[7] = row(0, 7, target="", score=0.3, flags=["deletion"])
    document[1] = row(0, 1, verdicts=["kept", "lost"], flags=["passed-through"], score=1.0)
    found.add(document, random.Random(1))  # noqa: S311
    assert (found.documents, found.pairs, found.doubtful_pairs) == (1, 8, 1)
    assert found.source_lengths[1] == 8
    assert (found.target_lengths[0], found.target_lengths[1]) == (1, 7)
    assert (found.scores[18], found.scores[19], found.scores[6]) == (6, 1, 1)
    assert found.verdicts == {"kept": 1, "lost": 1}
    assert found.deletions[17] == sum(found.deletions) == 1
    assert found.doubtful[2] == 1
    assert found.worst == [(1 / 8, 1, 8, "d0")]


def test_the_worst_documents_are_kept_and_every_row_may_be_in_the_sample():
    found, chance = CorpusStatistics(), random.Random(5)  # noqa: S311
    for number in range(500):
        found.add([row(number, 0, score=0.2), *(row(number, pair) for pair in range(1, 2 + number))], chance)
    assert {name for *_, name in found.worst} == {f"d{number}" for number in range(20)}
    numbers = [one["number"] for one in found.sample]
    assert len(numbers) == 50
    # Half of the rows are in the last 146 documents.
    assert 15 <= sum(number >= 354 for number in numbers) <= 35


@pytest.mark.parametrize("to", ["jsonl", "parquet"])
def test_the_statistics_are_those_of_all_shards(tmp_path: Path, to: str):
    summary = run(
        json_lines(tmp_path / "d.jsonl", 50),
        tmp_path / "out",
        to=to,
        shard_characters=1500,
        batch_characters=500,
    )
    found = statistics_of(summary.shards)
    assert len(summary.shards) > 1
    assert (found.documents, found.pairs) == (50, summary.status.pairs)
    # Of five documents, one has a quotation, and one has one that its reporting clause divides.
    assert found.verdicts == {"kept": 30}


def test_the_page_stands_by_itself_and_tells_its_numbers(tmp_path: Path):
    odd = '{"id": "<script>alert(1)</script>", "text": "Un tag <b> et un \\u0007 signe."}\n'
    path = json_lines(tmp_path / "d.jsonl", 60)
    path.write_text(odd + path.read_text(encoding="utf-8") + "{oops", encoding="utf-8")
    run(path, tmp_path / "out")
    written = corpus.report(tmp_path / "out")
    assert written == tmp_path / "out" / "report.html"
    text = written.read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert "http" not in text
    assert not page.xpath("//script|//link|//img")
    counts = dict(
        zip((e.text for e in page.xpath("//dt")), (e.text for e in page.xpath("//dd")), strict=True)
    )
    assert (counts["documents"], counts["rejected"]) == ("62", "1")
    assert {figure.text for figure in page.xpath("//figcaption")} >= {"Lengths", "Scores", "Quotations"}
    for figure in page.xpath("//figure"):
        (drawing,) = figure.xpath(".//svg")
        assert page.get_element_by_id(drawing.get("aria-labelledby")).text
        assert "in all" in page.get_element_by_id(drawing.get("aria-describedby")).text
        bars = [int(bar.xpath("string(title)").split(": ")[-1]) for bar in figure.xpath(".//rect")]
        assert sorted(bars) == sorted(int(cell.text) for cell in figure.xpath(".//td"))
    assert len(page.xpath("//input[@type='checkbox'][@aria-label]")) == 50


def test_a_run_that_is_not_finished_is_said_to_be_so(tmp_path: Path):
    class StoppedError(Exception):
        pass

    def stop(_: corpus.CorpusStatus) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        run(json_lines(tmp_path / "d.jsonl", 50), tmp_path / "out", progress=stop, batch_characters=500)
    text = corpus.report(tmp_path / "out", tmp_path / "r.html").read_text(encoding="utf-8")
    assert "not finished" in text
    assert "no pair to count" in text


def test_a_folder_without_a_run_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="holds no run"):
        corpus.report(tmp_path)
    assert not list(tmp_path.iterdir())


def test_bars_are_as_high_as_their_values():
    made = chart("c", "C", "x", ["a", "b"], {"one": [3, 12], "two": [0, 7]})
    assert [bar.height for bar in made.bars] == [HEIGHT * value / 20 for value in (3, 12, 0, 7)]
    assert [tick.value for tick in made.ticks] == [0, 4, 8, 12, 16, 20]
    assert made.summary == "one: 15 in all, most at b (12); two: 7 in all, most at b (7)"
    assert [bar.height for bar in chart("c", "C", "x", ["a"], {"none": [0]}).bars] == [0]


@pytest.mark.browser
def test_anybody_can_read_the_page(tmp_path: Path):
    run(json_lines(tmp_path / "d.jsonl", 60), tmp_path / "out")
    written = corpus.report(tmp_path / "out")
    with browser.chromium() as chromium:
        for scheme in ("light", "dark"):
            with browser.opened(chromium, written, color_scheme=scheme) as page:
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
        with browser.opened(chromium, written, viewport={"width": 360, "height": 700}) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
