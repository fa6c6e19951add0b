"""Read Cython's annotated report: how much of Python is left in each line of an extension.

The report is a page of its own with all the C code in it; what a reader wants first
is its yellow, and that is one number a line.
"""

from __future__ import annotations

import re
from pathlib import Path

_LINE = re.compile(rb'<pre class="cython line score-(\d+)"( onclick)?')


def scores(report: Path) -> tuple[int | None, ...]:
    """Cython's score of each line of the source: 0 is pure C, 50 calls into Python throughout.

    ``None`` stands for a line that makes no code of its own: a comment, a declaration.

    Raises:
        OSError: the report cannot be read.
    """
    return tuple(int(score) if code else None for score, code in _LINE.findall(report.read_bytes()))
