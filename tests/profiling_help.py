"""What the tests of profiling share: programs in a folder, run with us and without."""

import ast
import subprocess
import sys
import textwrap
from pathlib import Path

from advisor import parsing
from advisor.parsing import Region
from advisor.profiling.recording import Recording, record
from advisor.profiling.sampling import LineTime, Run, Spot
from advisor.settings import Settings
from advisor.targeting import resolve

SETTINGS = Settings(run_timeout=60.0)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text))
    return path


def ignore(_message: str) -> None:
    """Watch nothing."""


def without_us(folder: Path, *words: str, stdin: bytes = b"") -> tuple[int, bytes, bytes]:
    """Exit code, output and errors of a program that Python runs by itself."""
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, input=stdin, capture_output=True, check=False
    )
    code = done.returncode
    return code if code >= 0 else 128 - code, done.stdout, done.stderr


def outcome(run: Run) -> tuple[int, bytes, bytes]:
    return run.exit_code, run.stdout, run.stderr


def function_region(path: Path, function: str) -> Region:
    """The region of a function, whether or not it could be replaced."""
    tree = ast.parse(path.read_bytes())
    name = function.rpartition(".")[2]
    node = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name
    )
    return Region(
        path=path,
        digest="",
        function=function,
        kind="function",
        first_line=node.body[0].lineno,
        last_line=node.end_lineno or 0,
        name=name,
        parameters=(),
        results=(),
        source="",
        offset=0,
        helpers=(),
    )


def loop_region(path: Path, function: str, first_line: int) -> Region:
    """The outlined loop on a line of a function or of the module."""
    lines = (LineTime(first_line, 1.0, 1.0),)
    spot = Spot(path, function, 1, 1.0, 1.0, 1.0, lines, ())
    regions = parsing.parse(spot, share=0.01)
    return next(r for r in regions if r.kind == "loop" and r.first_line == first_line)


def recorded(folder: Path, script: str, *regions: Region) -> tuple[Recording, ...]:
    target = resolve([script], folder)
    return record(target, regions, SETTINGS, ignore)
