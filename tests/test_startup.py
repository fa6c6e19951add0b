"""What is asked for often answers at once: it loads none of the heavy libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "Cython", "cloudpickle", "hypothesis", "jinja2", "libcst", "line_profiler", "llvmlite",
    "numba", "numexpr", "numpy", "pandas", "psutil", "scipy", "setuptools",
}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("--version",),
        ("rules",),
        ("scan", "--help"),
        ("rewrite", "--help"),
        ("bench", "--help"),
        ("check", "--help"),
        ("scan", "missing.py"),
    ],
    ids=" ".join,
)
def test_it_loads_no_heavy_library(words: tuple[str, ...], tmp_path: Path) -> None:
    code = f"""
import atexit, sys
atexit.register(lambda: print("loaded", *sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr))
from advisor.cli import app
app({list(words)!r}, prog_name="advisor")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "loaded", done.stderr
