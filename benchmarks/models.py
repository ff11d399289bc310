"""The model of this package beside the one that it learnt from, in one run.

Each with its own beam and greedily, on CTranslate2 in int8. All on the sentences as they are given, without
what ``bitext.align`` adds; miscopied names and what was left out are looked at again, as ever, and their time
counts.

- *BLEU* and *chrF* on newstest2013 (marks straight, as in the reference), and *lines a second* there;
- *names*: of the words with a capital inside a French sentence that the reference has, too, the share
  that the translation has;
- *marks*: of the segments of news with quotation marks, all made curly, the share of which the
  translation has as many marks, from the model's own pieces without any preparation;
- *AER*: alignment error rate on the stories of :mod:`benchmarks.words`, by the heads that the model's
  description names for the forced pass.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from benchmarks.quotes import curly
from benchmarks.words import error_rate, rows_of
from bitext import catalog
from bitext.aligner.aligner import Aligner
from bitext.metrics import score
from bitext.translation.engines.base import Decoding
from bitext.translation.engines.vocabulary import Vocabulary, decode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bitext.translation.translator import Translator

MODELS = ("opus-mt-fr-en", catalog.DEFAULT)
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_MARK = re.compile('[“”"]')
_NAME = re.compile(r"(?<=[\w,;’'] )[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ]\w+|(?<=[dlDL][’'])[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜ]\w+")


def run(data: Path, models: Sequence[str] = MODELS) -> None:
    """Print what each of ``models``, names or folders, reaches."""
    console = Console()
    french, english = (_lines(data / "mt" / f"newstest2013.{side}") for side in ("fr", "en"))
    news = [json.loads(line)["fr"] for line in _lines(data / "mt" / "ntrex_docs.jsonl")]
    quoted = [line for lines in news for line in map(curly, lines) if _MARK.search(line)]
    stories = [rows_of(path) for path in sorted((data / "wordalign" / "alibi").glob("*.gold"))]
    table = Table(
        *("model", "beam", "BLEU", "chrF", "names", "marks", "AER", "lines a second"),
        title="The models alone, newstest2013 and news, %",
    )
    for model in models:
        with console.status(f"{model} …"):
            aligner = Aligner(model)
            translator = aligner.translator
            translator.translate(french[:4])
            vocabulary = Vocabulary(catalog.fetch(model).folder)
            aer = [f"{error_rate(story, aligner.words):.2f}" for story in stories]
            for beam in (translator.info.decoding.beam, 1):
                start = time.perf_counter()
                found = [one.text.translate(_STRAIGHT) for one in translator.translate(french, beam=beam)]
                seconds = time.perf_counter() - start
                scores = score(found, english)
                table.add_row(
                    model,
                    str(beam),
                    f"{scores.bleu.value:.2f}",
                    f"{scores.chrf.value:.2f}",
                    f"{names_kept(french, found, english):.2f}",
                    f"{marks_kept(translator, vocabulary, quoted, beam):.2f}",
                    " / ".join(aer),
                    f"{len(french) / seconds:.1f}",
                )
    console.print(table)


def names_kept(french: Sequence[str], found: Sequence[str], references: Sequence[str]) -> float:
    """Of the names that the French and the reference share, those that ``found`` has, in per cent."""
    shared = hits = 0
    for source, own, reference in zip(french, found, references, strict=True):
        names = Counter(_NAME.findall(source)) & Counter(re.findall(r"\w+", reference))
        shared += names.total()
        hits += (names & Counter(re.findall(r"\w+", own))).total()
    return 100 * hits / shared


def marks_kept(translator: Translator, vocabulary: Vocabulary, sentences: Sequence[str], beam: int) -> float:
    """Of ``sentences``, those whose translation has as many quotation marks, in per cent."""
    sources = [vocabulary.encode_source(sentence).pieces for sentence in sentences]
    outputs = translator.engine.generate(sources, Decoding(beam=beam), lambda _: None)
    counts = [
        (len(_MARK.findall(sentence)), len(_MARK.findall(decode(output.pieces)[0])))
        for sentence, output in zip(sentences, outputs, strict=True)
    ]
    return 100 * sum(one == two for one, two in counts) / len(counts)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").rstrip("\n").split("\n")
