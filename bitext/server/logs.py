"""What the server logs of an error: where it came up, and nothing of what it says."""

from __future__ import annotations

import logging
import traceback
from typing import Final

_LOGGER: Final = "uvicorn.error"


def keep_messages_out() -> None:
    """Log tracebacks of errors without their messages, which may hold words of a text.

    Example:
        >>> import logging
        >>> from bitext.server.logs import keep_messages_out
        >>> keep_messages_out()
        >>> any(_.__name__ == "without_message" for _ in logging.getLogger("uvicorn.error").filters)
        True
    """
    logging.getLogger(_LOGGER).addFilter(without_message)


def without_message(record: logging.LogRecord) -> bool:
    """Put the type of a record's error and its frames, lines of code alone, in the place of the error."""
    if record.exc_info and record.exc_info[0] is not None:
        kind, _, frames = record.exc_info
        record.msg = f"{record.getMessage()}{''.join(traceback.format_tb(frames))}{kind.__name__}"
        record.args = None
        record.exc_info = record.exc_text = None
    return True
