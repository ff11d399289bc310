"""A program that uses every public name, as a caller who checks his types strictly would write it.

``mypy --strict`` runs on it (see test_program.py), and it runs itself.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import bitext
from bitext import (
    FLAGS,
    Aligner,
    Alternative,
    Bitext,
    BitextError,
    BitextWarning,
    CacheError,
    CharacterWarning,
    ChecksumError,
    Comparison,
    DecodingWarning,
    Document,
    DocumentTerm,
    EncodingError,
    ExchangeWarning,
    Format,
    FormatError,
    FoundWords,
    InputError,
    LanguageWarning,
    MemoryChanges,
    MemoryEntry,
    MemoryInfo,
    MemoryMatch,
    Metric,
    MismatchWarning,
    MissingDependencyError,
    ModelError,
    ModelUnavailableError,
    Options,
    Pair,
    PairStream,
    Projection,
    Projector,
    Quotation,
    QuoteLink,
    QuoteSpeaker,
    RetiredModelWarning,
    Scores,
    Sentence,
    ShapeError,
    Side,
    Span,
    Speaker,
    StandardWarning,
    StructureWarning,
    SystemMetric,
    SystemScores,
    TermUse,
    TextSpan,
    Translation,
    TranslationMemory,
    Translator,
    Trust,
    UnknownModelError,
    WordLink,
    WordLinks,
    align,
    choose_term,
    compare,
    corpus,
    formats,
    load,
    load_glossary,
    load_model,
    score,
    segment,
    translate,
    unload_models,
)

TEXT = "Le vent se lève. « Restons ici », dit-elle."
OPTIONS: Options = {"quality": "fast", "quotes": "curly", "device": "cpu"}
WARNINGS: list[type[BitextWarning]] = [
    *(CharacterWarning, DecodingWarning, ExchangeWarning, LanguageWarning, MismatchWarning),
    *(RetiredModelWarning, StandardWarning, StructureWarning),
]
ERRORS: list[type[BitextError]] = [
    *(CacheError, ChecksumError, EncodingError, FormatError, InputError, MissingDependencyError),
    *(ModelError, ModelUnavailableError, ShapeError, UnknownModelError),
]


def sentences(document: Document) -> list[str]:
    """Sentences, quotations and speech of one text."""
    first: Sentence = document[0]
    rest: tuple[Sentence, ...] = document[1:]
    quotations: tuple[Quotation, ...] = document.quotations
    speech: tuple[TextSpan, ...] = document.speech
    speakers: tuple[Speaker | None, ...] = document.speakers
    inner: TextSpan | None = quotations[0].inner if quotations else None
    found = [first.text, *(sentence.text for sentence in rest), *(span.text for span in speech)]
    found += [f"{speaker.text}, {speaker.evidence}" for speaker in speakers if speaker]
    return [*found, inner.text if inner else "", str(document), document.lang]


def remembered(old: Bitext) -> list[str]:
    """A translation memory."""
    memory = TranslationMemory()
    changes: MemoryChanges = memory.add(old, unchecked=True)
    changes += memory.add_entries([MemoryEntry("Le vent mollit.", "The wind eases.", Trust.CHECKED)])
    found: list[MemoryMatch] = memory.find("Le vent mollit !", 3, least=60)
    one: MemoryMatch | None = memory.translation("Le vent mollit.", before="Il pleut.")
    info: MemoryInfo = memory.info()
    result = Aligner(memory=memory).align(["Le vent mollit."])
    likeness: list[int | None] = [other.likeness for other in result[0].alternatives()]
    told = [f"{match.source} {match.target} {match.likeness} {match.origin}" for match in found]
    return [*told, str(changes.added), str(one), str(info.sentences), str(likeness)]


def words(pair: Pair) -> list[tuple[str, str]]:
    """The word links of a pair."""
    source: Side = pair.source
    links: WordLinks = pair.words
    span: Span | None = source.span
    first: WordLink = links[0]
    found = [(link.source.text, link.target.text) for link in links]
    return found if span is not None and first.source.start >= span.start else []


def quoted(link: QuoteLink) -> str:
    """A quotation and what became of it."""
    source = link.source.text if link.source else "–"
    target = link.target.text if link.target else "–"
    speaker: QuoteSpeaker | None = link.speaker
    said_by = speaker.source.text if speaker and speaker.source else "–"
    return f"{link.verdict}: {source} → {target}, {said_by}"


def told(done: int, total: int) -> None:
    """How many sentences are done."""
    say(done, total)


def say(*what: object) -> None:
    """Print, as callers do."""
    sys.stdout.write(" ".join(map(str, what)) + "\n")


def translated(text: str) -> Bitext:
    """A text, translated in three ways that give the same."""
    aligner = Aligner(**OPTIONS)
    with aligner.stream(text) as pairs:
        stream: PairStream = pairs
        result: Bitext = stream.result()
    again: Bitext = translate(text, progress=told, **OPTIONS)
    if result != again or result != align(text, **OPTIONS):
        raise InputError("the three differ")
    other: tuple[Alternative, ...] = align(text, alternatives=2, **OPTIONS)[0].alternatives(1)
    more: list[str] = [f"{one.score:.1f} {one.text}" for one in aligner.alternatives(result[0], 2)]
    say(*map(str, other), *more)
    return result


def with_terms(path: Path) -> list[str]:
    """A text with the words that its reader chose, and what became of them."""
    path.write_text("fr,en\nvent,breeze\n", encoding="utf-8")
    glossary: dict[str, str | None] = load_glossary(path)
    result: Bitext = translate("Le vent se lève. Le vent tombe.", glossary=glossary)
    terms: tuple[DocumentTerm, ...] = result.terms()
    uses: list[TermUse] = [use for term in terms for use in term.uses]
    chosen: Bitext = choose_term(result, "vent", "gale")
    return [str(chosen), *(f"{use.source.text}, {use.target.text}" for use in uses)]


def located(result: Bitext) -> list[str]:
    """Words that are looked for, and what became of a span."""
    found: FoundWords | None = result.find("let's stay here")
    span: Projection | None = result.project(0, len("Le vent"))
    same: Projection | None = Projector(result, "target").project(0, 1)
    verdict: str | None = found.verdict if found else None
    return [verdict or "", span.text if span else "", f"{same.confidence:.0f}" if same else ""]


def run_over(folder: Path) -> int:
    """A corpus of one text."""
    (folder / "text.txt").write_text(TEXT, encoding="utf-8")
    summary: corpus.CorpusSummary = corpus.run(folder / "text.txt", folder / "out", quality="fast")
    return len(summary.shards)


def sentence_by_sentence(lines: list[str]) -> list[str]:
    """The translations of single sentences."""
    translator: Translator = load_model("fr-en", "ctranslate2", "cpu", threads=1)
    if load is not load_model:
        raise InputError("the old name is another function")
    found: list[Translation] = translator.translate(lines, 1, quality="fast")
    return [f"{one} {one.score:.1f} {', '.join(one.flags)} {len(one.words)}" for one in found]


def scored(result: Bitext, reference: str) -> Comparison:
    """Figures against a reference, and two systems compared."""
    fit: float = result.score
    scores: Scores = result.score(reference)
    figures: tuple[Metric, ...] = scores.metrics
    lines: Scores = score([str(pair.target.text) for pair in result], [pair.target.text for pair in result])
    say(round(fit, 1), [f"{figure.name} {figure.value:.0f}" for figure in figures], lines.bleu.signature)
    comparison = compare({"one": result, "two": [str(result)]}, reference, samples=20)
    system: SystemScores = comparison.systems[1]
    figure: SystemMetric = system.chrf
    say(figure.name, figure.value, figure.p_value or 0.0)
    return comparison


def saved(result: Bitext, folder: Path) -> Bitext:
    """A result from a file, and from a table of pandas."""
    known: dict[str, Format[Bitext]] = formats()
    for name, each in known.items():
        if each.holds_everything and each.reads and each.prints:
            result.save(folder / f"result{each.suffixes[0]}", name)
    result.to_epub(folder / "result.epub", "facing")
    loaded = Bitext.load(folder / "result.json")
    return loaded if loaded == result else Bitext.from_pandas(result.to_pandas())


def main(folder: Path) -> None:
    """Use all of it."""
    say(bitext.__version__, sentences(segment(TEXT)), len(FLAGS))
    with warnings.catch_warnings():
        for category in WARNINGS:
            warnings.simplefilter("ignore", category)
        try:
            result = translated(TEXT)
        except tuple(ERRORS) as error:
            sys.exit(str(error))
    first: Pair = result[0]
    some: tuple[Pair, ...] = result[:1]
    say(words(first), len(some), [quoted(link) for link in result.quotes], result.verdicts()["kept"])
    say(
        sentence_by_sentence(["Il neige."]),
        scored(result, "The wind is rising. “Let's stay here,” she said."),
    )
    say(saved(result, folder) == result, result)
    say(located(result), run_over(folder), with_terms(folder / "terms.csv"), remembered(result))
    unload_models()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
