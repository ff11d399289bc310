"""What an aligner does, as functions: models stay loaded from one call to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from bitext.aligner.aligner import Aligner
from bitext.aligner.kept_models import KEPT
from bitext.aligner.options import Options, SourceLanguage
from bitext.result.bitext import Bitext
from bitext.text.timing import Times
from bitext.translation.progress import Progress


def translate(
    french: str | Sequence[str],
    *,
    alternatives: int = 0,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Bitext:
    """Translate ``french``, each line, word and quotation linked to the English that it became.

    Args:
        french: A text, or a list in which each item is one sentence and kept as given.
        alternatives: How many other wordings each pair gets, see :meth:`bitext.Pair.alternatives`.
        progress: Is told the sentences done and in all, now and then.
        options: Those of :class:`bitext.Aligner`: ``model``, ``quality``, ``quotes``, ``device``, …

    Returns:
        A :class:`bitext.Bitext` with a pair for each sentence of ``french``. ``str()`` of it is the English;
        offsets are indices into ``source.text`` and ``target.text``.

    Raises:
        InputError: ``french`` is neither a text nor a list of sentences, or an option has no such value.
        ModelError: The model cannot be loaded.

    The model stays loaded for the next call, see :func:`bitext.unload_models`.

    Example:
        >>> import bitext
        >>> result = bitext.translate("Il pleut. « Restons », dit-elle.")
        >>> print(result)
        It’s raining. “Let’s stay,” she said.
    """
    return align(french, alternatives=alternatives, progress=progress, **options)


def align(
    french: str | Sequence[str],
    english: str | Sequence[str] | None = None,
    *,
    translations: Sequence[str] | None = None,
    source: SourceLanguage = "fr",
    alternatives: int = 0,
    times: Times | None = None,
    progress: Progress | None = None,
    **options: Unpack[Options],
) -> Bitext:
    """Link ``french`` to ``english``, or translate it where no English is given: lines, words, quotations.

    Args:
        french: A text, or a list in which each item is one sentence and kept as given.
        english: Its translation, likewise. Without, this is :func:`bitext.translate`.
        translations: Your own machine translation of each French sentence, to compare ``english`` with.
        source: Which of two texts is the original. With ``"en"`` the English is the source of the result,
            and of every file that it is saved in.
        alternatives: How many other wordings each pair of a translation gets.
        times: When the parts of two texts are shown, as those of subtitles; see :meth:`Aligner.align`.
        progress: Is told the sentences done and in all, now and then.
        options: Those of :class:`bitext.Aligner`: ``model``, ``bridge``, ``quality``, ``device``, …

    Returns:
        A :class:`bitext.Bitext`. With two texts its pairs are beads of up to 4-4 sentences, their scores the
        probability (0 to 1) that they are right; a side is empty where a sentence has no counterpart.

    Raises:
        InputError: A side is neither a text nor a list, is empty, or is in the other's language; or an
            option has no such value.
        ModelError: The model cannot be loaded.

    The model stays loaded for the next call, see :func:`bitext.unload_models`.

    Example:
        >>> import bitext
        >>> result = bitext.align(["Il pleut.", "Restons."], ["It rains.", "Let us stay."], bridge="length")
        >>> [pair.target.text for pair in result]
        ['It rains.', 'Let us stay.']
    """
    aligner = Aligner(**options)
    aligner._load, aligner._load_encoder = KEPT.get, KEPT.encoder
    return aligner.align(
        french,
        english,
        translations=translations,
        source=source,
        alternatives=alternatives,
        times=times,
        progress=progress,
    )
