"""Race functions against themselves and count how often one of two equals is called faster.

    python tests/race_against_itself.py [RACES] [--min-speedup FACTOR]

Each race goes through the stages a scan goes through, in fresh workers. Run it on a
machine with nothing else to do, and on a busy one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from advisor import choosing, measuring
from advisor.building import Built
from advisor.emitting import Candidate
from advisor.profiling.recording import Recording
from advisor.settings import Settings
from advisor.verifying import Verdict
from tests.profiling_help import function_region, recorded, write

PROGRAM = """\
import numpy as np


def tiny(n):
    total = 0
    for i in range(n):
        total += i * i
    return total


def lists(rows):
    return [sum(x * x for x in row) for row in rows]


def words(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def arrays(grid, steps):
    for _ in range(steps):
        grid = (np.roll(grid, 1, 0) + np.roll(grid, -1, 1)) / 2.0
    return grid


def slow(n):
    total = 0.0
    for i in range(n):
        total += (i % 7) * 0.5
    return total


tiny(60)
lists([[i / 7 for i in range(50)] for _ in range(40)])
words("the cat sat on the mat and the dog sat on the cat " * 60)
arrays(np.ones((120, 120)), 20)
slow(1_500_000)
"""
FUNCTIONS = ("tiny", "lists", "words", "arrays", "slow")


def recordings(folder: Path) -> Iterator[Recording]:
    """One of each function."""
    path = write(folder, "program.py", PROGRAM)
    for name in FUNCTIONS:
        source = path.read_text().partition(f"def {name}(")[2]
        text = f"def {name}({source.partition(chr(10) * 3)[0]}\n"
        parameters = tuple(text[text.index("(") + 1 : text.index(")")].split(", "))
        region = replace(function_region(path, name), source=text, parameters=parameters)
        yield recorded(folder, path.name, region)[0]


def verdict(recording: Recording) -> Verdict:
    """The function's own statements, as if they were another candidate."""
    body = recording.region.statements
    built = Built(Candidate(recording.region, "itself", "python", "", body), None, 0.0)
    return Verdict(built, "equal", "identical", 0.0, 1, 0, None, "")


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Say how it went; 1 if equals were told apart more often than once in 200 races."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("races", nargs="?", type=int, default=200)
    parser.add_argument("--min-speedup", type=float, default=1.05)
    chosen = parser.parse_args()
    settings = Settings(min_speedup=chosen.min_speedup, mutants=0)
    faster: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        kept = tuple(recordings(Path(folder)))
        for number, recording in enumerate(islice(cycle(kept), chosen.races), 1):
            (trial,) = measuring.race([verdict(recording)], recording, settings)
            (placing,) = choosing.choose([trial], settings)
            name = recording.region.name
            faster[name] += placing.status == "winner"
            told = f"{trial.speedup.low:.3f}-{trial.speedup.high:.3f}" if trial.speedup else "-"
            say(f"{number:>4} {name:<7} {told:<13} {placing.status}")
    say(f"called faster: {faster.total()} of {chosen.races} {dict(+faster)}")
    return int(faster.total() > max(1, chosen.races // 200))


if __name__ == "__main__":
    sys.exit(main())
