"""Plant faults in proven candidates for the corpus, and list those the evidence misses.

    python tests/plant_faults.py [--mutants N] [PROGRAM …]

A candidate is made and proven for each hot region of each program, by the stages a scan
uses; there is no race, since a fault need not be in the fastest. A compiled candidate gets
faults in the statements it is compiled from: where a scan plants them, in the kernel, half
of them meet what lowering wrote to be safe, and change nothing. ``--kernels`` plants them
there all the same. Regions with next to no evidence, such as a loop that takes nothing in,
are told apart: all that such a loop ever does is in its only case.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from advisor import building, contesting, mutating, targeting, verifying
from advisor.choosing import Scrutiny
from advisor.contesting import Contest
from advisor.errors import AdvisorError
from advisor.mutating import faults, planting, statements
from advisor.profiling import recording, sampling
from advisor.settings import Settings
from advisor.verifying import Verdict

CORPUS = Path(__file__).parents[1] / "corpus"
FEW = 10
ORDER = ("cython", "numpy", "python", "numexpr", "numba")


@dataclass
class Tally:
    """What came of it so far, by whether a region has more than a few cases."""

    seeded: Counter[bool] = field(default_factory=Counter)
    noticed: Counter[bool] = field(default_factory=Counter)

    def add(self, name: str, cases: int, scrutiny: Scrutiny) -> None:
        """One region's faults, told line by line."""
        telling = cases >= FEW
        self.seeded[telling] += scrutiny.seeded
        self.noticed[telling] += scrutiny.noticed
        say(f"{name}: {scrutiny.noticed} of {scrutiny.seeded} noticed in {cases} cases")
        for survivor in scrutiny.survivors:
            say(f"    {survivor}")

    def close(self) -> None:
        """The totals."""
        for telling, what in ((True, "many cases"), (False, "hardly any")):
            seeded, noticed = self.seeded[telling], self.noticed[telling]
            share = 100 * noticed / seeded if seeded else 0.0
            say(f"regions with {what}: {noticed} of {seeded} faults noticed ({share:.1f} %)")


def say(line: str) -> None:
    """At once, also into a pipe."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def proven(program: Path, settings: Settings, work: Path) -> Iterator[tuple[Contest, Verdict]]:
    """A proven candidate for each hot region, of the first back end that has one."""
    os.chdir(program.parent)
    target = targeting.resolve([program.name], program.parent)
    profile = sampling.sample(target, settings, lambda _: None)
    entries = contesting.entries(profile, settings)
    regions = tuple(entry.region for entry in entries if entry.region)
    recordings = recording.record(target, regions, settings, lambda _: None)
    for contest in contesting.prepare(entries, recordings, settings):
        verdict = best(contest, settings, work)
        if verdict is not None:
            yield contest, verdict


def best(contest: Contest, settings: Settings, work: Path) -> Verdict | None:
    """The first candidate that is equal, compiled kernels first."""
    candidates = sorted(
        contest.candidates, key=lambda c: (c.name != "cython", ORDER.index(c.backend))
    )
    if contest.recording is None:
        return None
    for candidate in candidates[:3]:
        built = building.build(candidate, work)
        for verdict in verifying.verify([built], contest.recording, settings):
            if verdict.status == "equal" and verdict.evidence and not verdict.behind:
                return verdict
    return None


def scrutiny_of(
    contest: Contest, verdict: Verdict, settings: Settings, work: Path, *, in_kernels: bool
) -> Scrutiny:
    """How the evidence takes faults in this candidate."""
    candidate = verdict.built.candidate
    kernel = candidate.kernel
    if kernel is None or candidate.backend != "cython" or in_kernels or not contest.recording:
        return mutating.scrutinise(verdict, settings, work)
    planned = faults.sample(statements.plan(contest.recording), settings.mutants, settings.seed)
    folder = Path(tempfile.mkdtemp(dir=work))
    mutants = tuple(planting.compiled(candidate, kernel, planned, folder))
    return mutating.tried(verdict, mutants, settings)


def main() -> int:
    """Go through the programs; 1 if the evidence misses more than three faults in a hundred."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", type=Path)
    parser.add_argument("--mutants", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kernels", action="store_true")
    chosen = parser.parse_args()
    settings = replace(
        Settings(history=False), mutants=chosen.mutants, seed=chosen.seed, min_speedup=1.0
    )
    tally = Tally()
    programs = [path.resolve() for path in chosen.programs] or sorted(CORPUS.glob("*.py"))
    for program in programs:
        with tempfile.TemporaryDirectory() as work:
            try:
                for contest, verdict in proven(program, settings, Path(work)):
                    scrutiny = scrutiny_of(
                        contest, verdict, settings, Path(work), in_kernels=chosen.kernels
                    )
                    assert verdict.evidence is not None
                    name = f"{program.stem} {verdict.built.candidate.region.name}"
                    tally.add(name, len(verdict.evidence.cases), scrutiny)
            except AdvisorError as error:
                say(f"{program.name}: {error}")
    tally.close()
    return int(tally.noticed[True] < 0.97 * tally.seeded[True])


if __name__ == "__main__":
    sys.exit(main())
