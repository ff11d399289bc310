"""What the routes of a service share: the aligner, its batches, access, and what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bitext.aligner.batch import BatchText
from bitext.result.whole_wordings import whole_wordings
from bitext.server.access import Access
from bitext.server.batches import SharedBatches
from bitext.server.metrics import Metrics
from bitext.server.refusals import Refusal

if TYPE_CHECKING:
    from bitext.aligner import Aligner
    from bitext.result.bitext import Bitext
    from bitext.server.settings import Settings


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the service knows; ``targets`` are the codes of what it is translated to."""

    code: str
    name: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TranslatedText:
    """The translation of a text, and other wordings of it, the best first."""

    text: str
    others: tuple[str, ...] = ()


LANGUAGES = (Language("fr", "French", ("en", "fr")), Language("en", "English", ("en",)))
"""What LibreTranslate's clients are told; a language to itself is given back as it is."""


class Service:
    """An aligner that many clients share, within the limits of ``settings``."""

    def __init__(self, aligner: Aligner, settings: Settings) -> None:
        self.aligner = aligner
        self.settings = settings
        self.access = Access(settings)
        self.metrics = Metrics()
        self.batches = SharedBatches(aligner, settings.most_waiting, self.metrics.batch_done)
        self.metrics.waiting.set_function(lambda: self.batches.waiting)

    async def align(self, texts: Sequence[BatchText]) -> list[Bitext]:
        """The result for each of ``texts``.

        Raises:
            Refusal: 400 for a text that cannot be worked on, or too many characters.
            OverloadedError, StoppingError, TimeoutError: see :meth:`SharedBatches.run`.
        """
        self.check_size([text.source + (text.target or "") for text in texts])
        found = []
        for one in await self.batches.run(texts, self.settings.seconds):
            if one.result is None:
                raise Refusal(400, str(one.error))
            found.append(one.result)
        return found

    async def translate(self, texts: Sequence[str], alternatives: int = 0) -> list[TranslatedText]:
        """The translation of each text, its lines and spaces kept; what has no words comes back as it is.

        ``alternatives``: how many other wordings of each are wanted.
        """
        self.check_size(texts)
        worded = [index for index, text in enumerate(texts) if not (text == "" or text.isspace())]
        results = await self.align(
            [BatchText(texts[index], unwrap=False, alternatives=alternatives) for index in worded]
        )
        found = [TranslatedText(text) for text in texts]
        for index, result in zip(worded, results, strict=True):
            others = tuple(map(str, whole_wordings(result, alternatives)))
            found[index] = TranslatedText(result.target.text, others)
        return found

    def check_size(self, texts: Sequence[str]) -> None:
        """Raises Refusal (400) for more texts or characters than one request may have."""
        limits = self.settings
        if len(texts) > limits.most_texts:
            raise Refusal(
                400, f"Invalid request: request ({len(texts)}) exceeds text limit ({limits.most_texts})"
            )
        size = sum(map(len, texts))
        if size > limits.most_characters:
            raise Refusal(
                400, f"Invalid request: request ({size}) exceeds text limit ({limits.most_characters})"
            )
