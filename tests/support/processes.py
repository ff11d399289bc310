"""Python in a process of its own, for what a test cannot show in its own process."""

from __future__ import annotations

import subprocess
import sys
from typing import Any


def python(code: str, *arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Runs ``code`` with ``arguments`` in ``sys.argv``; both streams are kept unless told otherwise."""
    line = [sys.executable, "-c", code, *map(str, arguments)]
    kept: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.run(line, check=False, **(kept | options))  # noqa: S603 (our own code, no shell)
