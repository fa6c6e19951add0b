"""Whether two runs of a whole program did the same: what they printed, wrote and ended with.

Some output is never the same twice: times, process numbers, the order of a set of
strings. So where the rewritten program differs, the original is run again, under the
same hash seed. What it repeats must be met; where it varies, figures may vary.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from advisor.profiling.sampling import Run

_LONG = 10.0  # seconds; so long a program is run again once only
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_LINE_NUMBER = re.compile(r"(?<=\bline )\d+|(?<=\.py:)\d+")
_FIGURES = re.compile(r"[\d.+-]+(e[+-]?\d+)?\s*")


def difference(before: Run, after: Run, rerun: Callable[[], Run]) -> str:
    """What a reader would notice of ``after`` that the original does otherwise, or "".

    ``rerun`` runs the original once more, under the hash seed of ``after``.
    """
    if after.exit_code != before.exit_code:
        problem = f" ({after.error})" if after.error else ""
        return f"it ends with exit code {after.exit_code}, not {before.exit_code}{problem}"
    if _plain(after.error) != _plain(before.error):
        return f"it ends with {after.error!r}, not {before.error!r}"
    originals = _Originals([before], rerun)
    return (
        _streams(originals, "its output", lambda run: _lines(run.stdout), after)
        or _streams(originals, "its messages", lambda run: _messages(run.stderr), after)
        or _files(originals, after)
    )


@dataclass(slots=True)
class _Originals:
    """Runs of the original; further ones are made only when they are needed."""

    runs: list[Run]
    rerun: Callable[[], Run]

    def upto(self, count: int) -> list[Run]:
        """The first run and further ones; of a long program only one."""
        count = min(count, 2) if self.runs[0].seconds > _LONG else count
        while len(self.runs) < count:
            self.runs.append(self.rerun())
        return self.runs[:count]


def _streams(
    originals: _Originals, what: str, lines: Callable[[Run], list[str]], after: Run
) -> str:
    new, said = lines(after), ""
    for count in (1, 2, 3):
        said = _changed_line(what, [lines(run) for run in originals.upto(count)], new)
        if not said:
            break
    return said


def _changed_line(what: str, known: list[list[str]], new: list[str]) -> str:
    """The first line that changed, where the original itself writes the same each time."""
    if new in known:
        return ""
    lengths = {len(lines) for lines in known}
    if len(lengths) > 1:  # it varies as a whole
        return ""
    if {len(new)} != lengths:
        return f"{what} has {len(new)} lines, not {len(known[0])}"
    for number, (now, *was) in enumerate(zip(new, *known, strict=True), 1):
        if now in was or (len(set(was)) > 1 and _shape(now) in map(_shape, was)):
            continue
        if _shape(now) == _shape(was[-1]):
            return f"other figures show in line {number} of {what}: {now!r}, not {was[-1]!r}"
        return f"line {number} of {what} is {now!r}, not {was[-1]!r}"
    return ""


def _files(originals: _Originals, after: Run) -> str:
    (first,) = originals.upto(1)
    if first.written is None or after.written is None or after.written == first.written:
        return ""
    new = dict(after.written)
    for path in sorted(new.keys() | dict(first.written).keys()):
        said = _streams(originals, path, lambda run: _content(run, path), after)  # noqa: B023 - called at once
        if not said:
            continue
        if path not in new:
            return f"it does not write {path}"
        known = (dict(run.written or ()) for run in originals.upto(2))
        return said if any(path in files for files in known) else f"it writes {path}"
    return ""


def _content(run: Run, path: str) -> list[str]:
    """A file's lines; an empty list where it was not written, which an empty file is not."""
    data = dict(run.written or ()).get(path)
    return [] if data is None else [*_lines(data), "the end"]


def _lines(data: bytes) -> list[str]:
    return data.decode(errors="backslashreplace").splitlines()


def _messages(data: bytes) -> list[str]:
    """Lines as a terminal would leave them, without what a rewrite may move.

    A traceback or a warning names lines of the file, and the rewritten one has others.
    """
    return [_plain(line.rpartition("\r")[2]) for line in _lines_of_terminal(data)]


def _lines_of_terminal(data: bytes) -> list[str]:
    """Unlike ``splitlines`` this leaves a carriage return where it stands."""
    return data.decode(errors="backslashreplace").replace("\r\n", "\n").rstrip("\n").split("\n")


def _plain(text: str) -> str:
    return _LINE_NUMBER.sub("#", _ADDRESS.sub("0x#", text))


def _shape(line: str) -> str:
    """A line without its figures."""
    return _FIGURES.sub("#", line)
