"""What can go wrong, in one tree.

    BitextError
    ├── InputError (also ValueError)    what the caller gave cannot be used
    │   ├── EncodingError               bytes that are not text in the encoding that they should be in
    │   ├── FormatError                 a file that is not what its format says
    │   └── ShapeError                  hypotheses and references that do not match up
    ├── ModelError
    │   ├── UnknownModelError           no model of that name in the catalogue
    │   ├── ModelUnavailableError       no source of its files could be reached
    │   ├── ChecksumError               a file differs from the one that was pinned
    │   └── CacheError                  the folder of the models cannot be written
    └── MissingDependencyError          an optional package is not installed

    BitextWarning (UserWarning)         the work goes on, the reader should know
    ├── CharacterWarning                a format cannot hold a character, which was replaced
    ├── DecodingWarning                 the encoding of a text was found out, or had to be another one
    ├── ExchangeWarning                 a file of another program holds what a Bitext cannot
    ├── LanguageWarning                 the text does not look like the language it should be
    ├── MismatchWarning                 the two texts do not look like translations of each other
    ├── RetiredModelWarning (also DeprecationWarning)   another model answers to the name of an older one
    ├── StandardWarning                 a file breaks rules of its format, and could be read all the same
    ├── StructureWarning                a part of a document could not be read, and was kept as it is
    └── WrappingWarning                 lines of a text were joined that look wrapped, and may not be

Every message says what to do next.
"""

from __future__ import annotations


class BitextError(Exception):
    """Base of every error that bitext raises on purpose."""


class InputError(BitextError, ValueError):
    """What the caller gave cannot be used."""


class EncodingError(InputError):
    """Bytes that are not text in the encoding that they should be in."""


class FormatError(InputError):
    """A file that is not what its format says."""


class ShapeError(InputError):
    """Hypotheses and references that do not match up."""


class ModelError(BitextError):
    """A model cannot be used."""


class UnknownModelError(ModelError):
    """No model of that name is in the catalogue."""


class ModelUnavailableError(ModelError):
    """No source of a model's files could be reached."""


class ChecksumError(ModelError):
    """A file of a model differs from the one that was pinned."""


class CacheError(ModelError):
    """The folder in which models are kept cannot be written."""


class MissingDependencyError(BitextError, ImportError):
    """An optional package is not installed."""


class BitextWarning(UserWarning):
    """The work goes on, but the reader should know."""


class CharacterWarning(BitextWarning):
    """A format cannot hold a character of the text; another stands in its place."""


class DecodingWarning(BitextWarning):
    """The encoding of a text was found out from its characters, or could not hold the translation."""


class ExchangeWarning(BitextWarning):
    """Not all that a file of another program holds has a place in a Bitext."""


class LanguageWarning(BitextWarning):
    """A text does not look like the language that it should be in."""


class MismatchWarning(BitextWarning):
    """Two texts do not look like translations of each other."""


class RetiredModelWarning(BitextWarning, DeprecationWarning):
    """Another model of the catalogue answers to the name of one that is no longer in it."""


class StandardWarning(BitextWarning):
    """A file breaks rules of its format, but can be understood, and was read."""


class StructureWarning(BitextWarning):
    """A part of a document could not be read; it was kept as it is."""


class WrappingWarning(BitextWarning):
    """Lines of a text were joined that look wrapped, and may not be."""
