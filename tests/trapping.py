"""Judge what the tool makes of the traps: programs where the obvious rewrite is wrong.

``python tests/trapping.py [NAMES…]`` prints the table; without names, of all of them.
The part of a trap below its mark is kept from the tool: calls the program never makes,
hostile to the obvious rewrite. What the rewritten program does, and what each of these
calls does to it, is compared with the original by code that shares nothing with the tool.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tokenize
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
TRAPS = ROOT / "corpus" / "traps"
MARK = b"# --- calls the program never makes ---"

PRESERVED = ("rewritten", "left alone")
_PATIENCE = 120.0
_TOOL_PATIENCE = 600.0
_WIDEST = 400


@dataclass(frozen=True, slots=True)
class Trap:
    """One program and the calls it never makes.

    Attributes:
        path: where it lies.
        kind: the family of mistakes it lures to.
        program: the bytes the tool gets to see.
        calls: Python text that defines ``probes()`` in the program's namespace.
    """

    path: Path
    kind: str
    program: bytes
    calls: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tool said: its exit code, why it left things alone, and its complaint."""

    exit_code: int
    reasons: tuple[str, ...] = ()
    winners: tuple[str, ...] = ()
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a trap.

    Attributes:
        status: ``rewritten`` or ``left alone``, both with the behaviour preserved;
            ``WRONG``, ``broken file`` or ``tool error``.
        detail: what won, why it was left alone, or what differs.
    """

    trap: Trap
    status: str
    detail: str


@dataclass(frozen=True, slots=True)
class _Ran:
    exit_code: int
    stdout: bytes
    stderr: bytes


Rewriter = Callable[[Path], Answer]
"""Rewrites a program in its place."""


def read(path: Path) -> Trap:
    """A trap from its file.

    Raises:
        ValueError: there is no mark in it, or its docstring names no kind.
    """
    data = path.read_bytes()
    program, mark, calls = data.partition(MARK)
    kind = re.search(rb"^kind: (.*?)\r?$", program, re.MULTILINE)
    if not mark or not kind:
        raise ValueError(f"{path}: expected a line `kind: …` and the line {MARK.decode()!r}")
    with path.open("rb") as file:
        encoding, _ = tokenize.detect_encoding(file.readline)
    return Trap(path, kind[1].decode(), program, calls.decode(encoding))


def traps(names: Iterable[str] = ()) -> tuple[Trap, ...]:
    """The traps of these names, or all of them, by name."""
    chosen = set(names)
    known = {path.stem: path for path in sorted(TRAPS.glob("*.py"))}
    if missing := chosen - set(known):
        raise ValueError(f"there is no trap called {', '.join(sorted(missing))}")
    return tuple(read(path) for name, path in known.items() if name in chosen or not chosen)


def advisor(program: Path) -> Answer:
    """Let the tool rewrite a program, by its command line."""
    report = program.parent.parent / "report.json"
    words = ("rewrite", "--apply", "--quiet", "--format", "json", "--output", str(report))
    command = [sys.executable, "-m", "advisor", *words, program.name]
    done = _run(command, program.parent, _TOOL_PATIENCE, PYTHONPATH=str(ROOT))
    complaint = done.stderr.decode(errors="replace").strip()
    if not report.exists():
        return Answer(done.exit_code or 1, complaint=complaint or "it wrote no report")
    told = json.loads(report.read_text(encoding="utf-8"))
    return Answer(done.exit_code, tuple(_reasons(told)), tuple(_winners(told)), complaint)


def _reasons(told: dict[str, Any]) -> Iterator[str]:
    for spot in told["hotspots"]:
        if not spot["winner"]:
            losers = {f"{c['name']} {c['status']}: {c['reason']}" for c in spot["candidates"]}
            reason = spot["left_alone_because"] or "; ".join(sorted(losers))
            yield f"{spot['function']}: {reason}"
    yield from (f"not written: {refusal}" for refusal in told.get("refusals", ()))


def _winners(told: dict[str, Any]) -> Iterator[str]:
    for spot in told["hotspots"]:
        if spot["winner"]:
            (won,) = (c for c in spot["candidates"] if c["name"] == spot["winner"])
            speedup = f" ×{won['speedup']['mid']:.1f}" if won["speedup"] else ""
            yield f"{spot['function']}: {won['name']}{speedup} {won['exactness']}"


def judge(trap: Trap, rewriter: Rewriter = advisor) -> Verdict:
    """Rewrite a copy of a trap, and hold it against the original."""
    with TemporaryDirectory(prefix="trap-") as folder:
        original, changed = (Path(folder) / side / trap.path.name for side in ("before", "after"))
        for program in (original, changed):
            program.parent.mkdir()
            program.write_bytes(trap.program)
        calls = Path(folder) / "calls.py"
        calls.write_text(trap.calls, encoding="utf-8")
        try:
            answer = rewriter(changed)
        except subprocess.TimeoutExpired:
            return Verdict(trap, "tool error", f"no end after {_TOOL_PATIENCE:g} s")
        if answer.exit_code not in _expected_codes(original):
            return Verdict(trap, "tool error", f"exit {answer.exit_code}: {answer.complaint}")
        status, detail = _compare(original, changed, calls)
        if status:
            return Verdict(trap, status, f"{detail}; {'; '.join(answer.winners)}")
        if changed.read_bytes() == trap.program:
            return Verdict(trap, "left alone", "; ".join(answer.reasons) or "nothing was hot")
        return Verdict(trap, "rewritten", "; ".join(answer.winners))


def _expected_codes(original: Path) -> set[int]:
    """0, or 3 where the program itself fails."""
    ran = _run([sys.executable, original.name], original.parent, _PATIENCE)
    return {0, 3} if ran.exit_code else {0}


def _compare(original: Path, changed: Path, calls: Path) -> tuple[str, str]:
    """What is wrong with a rewritten program: its status and the difference, or two ""."""
    if problem := _broken(changed):
        return "broken file", problem
    for seed in ("0", "7"):
        before, after = (_play(program, seed) for program in (original, changed))
        if difference := _difference_of_runs(before, after):
            return "WRONG", difference
    asked = [_ask(program, calls) for program in (original, changed)]
    difference = _difference_of_calls(*asked)
    return ("WRONG", difference) if difference else ("", "")


def _broken(program: Path) -> str:
    """Why a file is no program that stands alone, or ""."""
    data = program.read_bytes()
    try:
        compile(data, program.name, "exec")
    except (SyntaxError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    if re.search(rb"^\s*(?:import|from)\s+advisor\b", data, re.MULTILINE):
        return "it imports the tool"
    return ""


def _play(program: Path, seed: str) -> _Ran:
    with TemporaryDirectory(prefix="trap-cwd-") as empty:
        words = [sys.executable, str(program)]
        try:
            ran = _run(words, Path(empty), _PATIENCE, PYTHONHASHSEED=seed)
        except subprocess.TimeoutExpired:
            return _Ran(-1, b"", f"no end after {_PATIENCE:g} s".encode())
        left = sorted((file.name, file.read_bytes()) for file in Path(empty).rglob("*.*"))
    return _Ran(ran.exit_code, ran.stdout + repr(left).encode(), _last_line(ran.stderr))


def _last_line(text: bytes) -> bytes:
    """A traceback names files and lines; its last line says what went wrong."""
    return text.splitlines()[-1] if text else b""


def _difference_of_runs(before: _Ran, after: _Ran) -> str:
    for what in ("exit_code", "stdout", "stderr"):
        old, new = getattr(before, what), getattr(after, what)
        if old != new:
            said = after.stderr.decode(errors="replace")
            return f"the script's {what}: {_clipped(old, new)} {said}".rstrip()
    return ""


def _ask(program: Path, calls: Path) -> tuple[list[dict[str, Any]], str]:
    """What each call did, and why the asking ended early, if it did."""
    words = [sys.executable, "-m", "tests.trap_calls", str(program), str(calls)]
    try:
        ran = _run(words, program.parent, _PATIENCE, PYTHONHASHSEED="0", PYTHONPATH=str(ROOT))
    except subprocess.TimeoutExpired:
        return [], f"no end after {_PATIENCE:g} s"
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    end = ran.stderr.decode(errors="replace")[-_WIDEST:] if ran.exit_code else ""
    return told, f"exit {ran.exit_code}: {end}" if ran.exit_code else ""


def _difference_of_calls(
    before: tuple[list[dict[str, Any]], str], after: tuple[list[dict[str, Any]], str]
) -> str:
    assert not before[1], f"the original itself cannot be asked: {before[1]}"
    for old, new in zip(before[0], after[0], strict=False):
        for what, told in old["told"].items():
            if difference := _difference(told, new["told"][what]):
                return f"{old['call']}: {what}: {difference}"
    if after[1]:
        calls = [told["call"] for told in before[0]]
        return f"after {len(after[0])} outcomes ({calls[len(after[0]) - 1]}): {after[1]}"
    return ""


def _difference(old: Any, new: Any) -> str:
    """How two parts of an outcome differ, or ""; a name that is new to the program may be."""
    if isinstance(old, dict):
        parts = ((key, _difference(old[key], new.get(key))) for key in old)
        return next((f"{key}: {part}" for key, part in parts if part), "")
    return "" if old == new else _clipped(old, new)


def _clipped(old: Any, new: Any) -> str:
    """Both sides from a little before the first place where they differ."""
    left, right = (each if isinstance(each, str) else repr(each) for each in (old, new))
    differing = (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b)
    first = next(differing, min(len(left), len(right)))
    shown = slice(max(first - _WIDEST // 8, 0), first + _WIDEST // 2)
    return f"expected {left[shown]}, got {right[shown]}"


def _run(words: list[str], folder: Path, patience: float, **variables: str) -> _Ran:
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": "", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=patience,
        check=False,
    )
    return _Ran(done.returncode, done.stdout, done.stderr)


def main(names: Iterable[str]) -> int:
    """Print a line per trap and the sums; 1 if one is neither rewritten nor left alone."""
    counts: Counter[str] = Counter()
    for trap in traps(names):
        verdict = judge(trap)
        counts[verdict.status] += 1
        _say(f"{trap.path.stem:32} {verdict.status:12} {_one_line(verdict.detail)}")
    total = counts.total()
    _say(f"\n{total} traps: " + ", ".join(f"{n} {status}" for status, n in counts.most_common()))
    return 0 if set(counts) <= set(PRESERVED) else 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_WIDEST]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
