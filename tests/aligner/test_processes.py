"""An aligner in other processes: pickled, forked, in datasets and in Spark."""

from __future__ import annotations

import pickle
import sys

import pytest

from bitext import Aligner
from tests.support.processes import python

pytestmark = pytest.mark.model

POOL = """
import sys
from multiprocessing import get_context
import bitext
aligner = bitext.Aligner(threads=1)
def work(text):
    return str(aligner.align(text)), len(bitext.align(text, "It is snowing."))
if __name__ == "__main__":
    aligner.align("Il pleut.")
    aligner.align("Il pleut.", "It is raining.")
    with get_context("fork").Pool(2) as pool:
        print(pool.map_async(work, ["Il pleut.", "Il neige."]).get(100))
"""
DATASETS = """
import datasets
import bitext
aligner = bitext.Aligner(threads=1)
aligner.align("Il pleut.")
rows = datasets.Dataset.from_dict({"fr": ["Il pleut.", "Il neige."] * 4})
print(rows.map(lambda row: {"en": str(aligner.align(row["fr"]))}, num_proc=2)["en"][:2])
"""
SPARK = """
import os
import sys
import bitext
os.environ["PYSPARK_PYTHON"] = sys.executable
from pyspark.sql import SparkSession
spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
def translated(frames):
    aligner = bitext.Aligner(threads=1)
    for frame in frames:
        yield frame.assign(en=[str(aligner.align(text)) for text in frame["fr"]])
rows = spark.createDataFrame([("Il pleut.",), ("Il neige.",)], "fr string")
print([row.en for row in rows.mapInPandas(translated, "fr string, en string").collect()])
"""
RAIN, SNOW = "It’s raining.", "It’s snowing."


def test_pickled_it_has_its_settings_and_loads_again():
    aligner = Aligner(quality="fast", quotes="straight", threads=1, download_progress=lambda *_: None)
    aligner.align("Il pleut.")
    again = pickle.loads(pickle.dumps(aligner))  # noqa: S301 (our own)
    assert "not loaded yet" in repr(again)
    assert (again.quality, again.quotes) == ("fast", "straight")
    assert again.align("Il dit « oui ».") == aligner.align("Il dit « oui ».")
    assert "not loaded" not in repr(aligner)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not fork")
def test_forked_it_works_on():
    done = python(POOL)
    assert done.returncode == 0, done.stderr.decode()
    assert RAIN in done.stdout.decode()
    assert SNOW in done.stdout.decode()


def test_in_datasets():
    pytest.importorskip("datasets")
    done = python(DATASETS)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == f"[{RAIN!r}, {SNOW!r}]"


@pytest.mark.slow
def test_in_spark():
    pytest.importorskip("pyspark")
    done = python(SPARK)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip().endswith(f"[{RAIN!r}, {SNOW!r}]")
