"""Bench programs one after the other; the failure of one is a row, never the end.

Everything happens on a copy in a folder that is thrown away.
"""

from __future__ import annotations

import shutil
import subprocess
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from advisor import pipeline, targeting
from advisor.bench.expecting import met
from advisor.bench.program import Program, read
from advisor.bench.yardstick import Yardstick, measure
from advisor.choosing import Advice, HotspotAdvice
from advisor.errors import AdvisorError
from advisor.measuring import Interval
from advisor.pipeline import Watch
from advisor.settings import Settings
from advisor.targeting import Target


@dataclass(frozen=True, slots=True)
class SpotRow:
    """One hot spot of a program: its share of the run, and what won there.

    ``winner`` is "" and ``speedup`` ``None`` where nothing did; ``reason`` says why.
    ``covered_by`` names the region whose winner takes this one along.
    """

    function: str
    line: int
    share: float
    winner: str
    speedup: Interval | None
    exactness: str
    reason: str
    covered_by: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one program.

    Attributes:
        program: the name of its file.
        spots: its hot spots, hottest first.
        before: seconds of wall time of the original; ``None`` where it did not get so far.
        after_cold: of the rewritten program's first run, without any run-time cache.
        after_warm: of the run after that.
        applied: whether anything was written into it.
        same_behaviour: whether standard output and exit code stayed as they were.
        tool_seconds: what scanning, racing and applying took.
        expectations: each ``expect:`` line, and whether it was met.
        refusals: why what won was not applied.
        problem: why the program could not be benched to the end, or "".
        against_c: how the winner's region compares with the C version beside the program;
            ``None`` where that was not asked for, or there is none.
    """

    program: str
    spots: tuple[SpotRow, ...] = ()
    before: float | None = None
    after_cold: float | None = None
    after_warm: float | None = None
    applied: bool = False
    same_behaviour: bool = False
    tool_seconds: float = 0.0
    expectations: tuple[tuple[str, bool], ...] = ()
    refusals: tuple[str, ...] = ()
    problem: str = ""
    against_c: Yardstick | None = None

    @property
    def good(self) -> bool:
        """Did it run to the end, behave as before and meet every expectation?"""
        return not self.problem and self.same_behaviour and all(m for _, m in self.expectations)

    @property
    def in_short(self) -> str:
        """The outcome in a few words, for those who watch a long bench."""
        if self.problem:
            return self.problem
        won = [
            f"{spot.function} {spot.speedup.mid:.3g}× with {spot.winner}"
            for spot in self.spots
            if spot.speedup
        ]
        met = sum(met for _, met in self.expectations)
        return ", ".join(
            (
                *(won or ["no winner"]),
                "same behaviour" if self.same_behaviour else "OTHER BEHAVIOUR",
                f"{met} of {len(self.expectations)} expectations met",
            )
        )


@dataclass(frozen=True, slots=True)
class _Ran:
    """One run of a program, as the shell would see it."""

    stdout: bytes
    exit_code: int
    seconds: float


def run(
    paths: Iterable[Path], settings: Settings, watch: Watch, *, against_c: bool = False
) -> tuple[Row, ...]:
    """Bench every program of ``paths``; of a folder, all its ``.py`` files by name.

    With ``against_c`` winners are also compared with the C version beside the program.

    ``watch`` is told what is being done, in short lines.

    Raises:
        AdvisorError: a path does not exist, or there is no program at all.
    """
    files = tuple(_files(paths))
    if not files:
        raise AdvisorError("expected programs to bench, found no .py file")
    rows = []
    for place, path in enumerate(files, 1):
        watch(f"{place} of {len(files)}: {path.name}")
        rows.append(_row(path, replace(settings, history=False), watch, against_c=against_c))
        watch(f"{path.name}: {rows[-1].in_short}")
    return tuple(rows)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            raise AdvisorError(f"{path}: no such program or folder")
        if path.is_dir():
            yield from sorted(path.glob("*.py"))
        else:
            yield path


def _row(path: Path, settings: Settings, watch: Watch, *, against_c: bool) -> Row:
    try:
        with TemporaryDirectory(prefix="advisor-bench-") as folder:
            return _bench(read(path), Path(folder), settings, watch, against_c=against_c)
    except AdvisorError as error:
        return Row(path.name, problem=str(error))
    except Exception as error:  # noqa: BLE001 - a bug of ours is a row of the table as well
        return Row(path.name, problem=f"a mistake of ours: {_where(error)}")


def _where(error: Exception) -> str:
    """The error and the place it comes from, on one line."""
    *_, frame = traceback.extract_tb(error.__traceback__)
    (said,) = traceback.format_exception_only(error)[-1:]
    return f"{said.strip()} ({Path(frame.filename).name}, line {frame.lineno})"


def _bench(
    program: Program, folder: Path, settings: Settings, watch: Watch, *, against_c: bool
) -> Row:
    shutil.copy2(program.path, folder)
    target = targeting.resolve(program.arguments, folder)
    before = _run(target, settings)
    started = time.perf_counter()
    rewrite = pipeline.rewrite(target, settings, watch, apply=True)
    tool_seconds = time.perf_counter() - started
    _forget_caches(folder)
    cold = _run(target, settings)
    warm = _run(target, settings)
    yardstick = (
        measure(program.path, before.stdout, rewrite.advice, folder, settings)
        if against_c
        else None
    )
    return Row(
        program.path.name,
        _spots(rewrite.advice),
        before.seconds,
        cold.seconds,
        warm.seconds,
        rewrite.applied,
        all(_same(before, after) for after in (cold, warm)),
        tool_seconds,
        tuple((each.text, met(each, rewrite.advice)) for each in program.expectations),
        tuple(rewrite.refusals),
        against_c=yardstick,
    )


def _run(target: Target, settings: Settings) -> _Ran:
    """Run the program as its user would, and wait for it."""
    started = time.perf_counter()
    try:
        done = subprocess.run(  # noqa: S603 - running the user's program is the job
            [str(target.interpreter), str(target.path), *target.arguments],
            cwd=target.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=settings.run_timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise AdvisorError(f"{target.path.name}: still ran after {error.timeout:g} s") from error
    return _Ran(done.stdout, done.returncode, time.perf_counter() - started)


def _same(before: _Ran, after: _Ran) -> bool:
    return (before.stdout, before.exit_code) == (after.stdout, after.exit_code)


def _forget_caches(folder: Path) -> None:
    """Make the next run a cold one: Numba keeps its compiled code in ``__pycache__``."""
    for cache in folder.rglob("__pycache__"):
        shutil.rmtree(cache)


def _spots(advice: Advice) -> tuple[SpotRow, ...]:
    return tuple(_spot(hotspot) for hotspot in advice.hotspots)


def _spot(hotspot: HotspotAdvice) -> SpotRow:
    spot, winner = hotspot.spot, hotspot.winner
    line = hotspot.region.first_line if hotspot.region else spot.first_line
    if winner is None:
        return SpotRow(spot.function, line, spot.share, "", None, "", hotspot.left_alone_because)
    verdict = winner.trial.verdict
    return SpotRow(
        spot.function,
        line,
        spot.share,
        verdict.built.candidate.name,
        winner.trial.speedup,
        verdict.exactness,
        winner.reason,
        hotspot.covered_by,
    )
