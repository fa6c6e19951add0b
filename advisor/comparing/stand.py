"""Where workloads are run: each in every checkout, in turns, then under the timer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeAlias

from advisor.comparing import functions, paying, rounds, standing, timing, workloads
from advisor.comparing.functions import Looks
from advisor.comparing.report import Plan, WorkloadChange
from advisor.comparing.revisions import Repository
from advisor.comparing.rounds import Comparison
from advisor.comparing.standing import FastPath
from advisor.comparing.timing import Lap, Place
from advisor.comparing.workloads import Workload
from advisor.errors import AdvisorError
from advisor.profiling import running, sampling
from advisor.profiling.sampling import Profile
from advisor.settings import Settings
from advisor.targeting import Target

Watch: TypeAlias = Callable[[str], None]

_LOOKS = 5  # runs of each revision under the timer, that tell about functions,
_MOST_LOOKS = 15  # or as many as fit
_PART = 1 / 4  # of the time that the workload is compared for


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the workloads run.

    Attributes:
        places: the checkouts by name: ``head``, and ``base`` and ``same`` if there is a base.
    """

    repository: Repository
    places: Mapping[str, Place]
    plan: Plan
    settings: Settings
    watch: Watch

    def judge(self, workload: Workload) -> WorkloadChange:
        """The workload in both revisions, or what keeps it from running."""
        try:
            self.lap(workload, "head", 0)  # compiles what is compiled once
            comparison, note = self._comparison(workload)
            return self._looked_at(workload, comparison, note)
        except AdvisorError as error:
            return WorkloadChange(workload, None, 0.0, failure=str(error))

    def _comparison(self, workload: Workload) -> tuple[Comparison | None, str]:
        """The two revisions in turns; ``None`` and why, where the base does not run."""
        if "base" not in self.places:
            return None, ""
        try:
            for copy in ("base", "same"):
                self.lap(workload, copy, 0)
        except AdvisorError as error:
            return None, f"it does not run in the base: {error}"
        told, seed = self.plan.fail_above / 100, self.settings.seed
        done: tuple[rounds.Round, ...] = ()
        for done in rounds.run(
            lambda name, number: self.lap(workload, name, number), told, self.plan.seconds, seed
        ):
            self.watch(f"{workload.name}: round {len(done)}")
        return rounds.compared(done, seed), ""

    def _looked_at(
        self, workload: Workload, comparison: Comparison | None, note: str
    ) -> WorkloadChange:
        """With the functions that have the time, and the fast paths that do not hold."""
        if comparison is None:
            laps = tuple(self.lap(workload, "head", number) for number in range(_LOOKS))
            seconds = median(each.seconds(timing.measure(laps)) for each in laps)
        else:
            seconds = comparison.after
        looks = self._looks(workload, ("base", "head") if comparison else ("head",))
        after = Looks(self.places["head"].root, looks["head"], seconds)
        before = (
            Looks(self.places["base"].root, looks["base"], comparison.before)
            if comparison
            else None
        )
        floor = comparison.floor if comparison else 1.0
        return WorkloadChange(
            workload,
            comparison,
            seconds,
            functions.changes(before, after, floor, self.settings.seed),
            tuple(self._fast_paths(workload, after)),
            note=note,
        )

    def _fast_paths(self, workload: Workload, after: Looks) -> Iterator[FastPath]:
        """Those of the head that do not help, or not any more."""
        profile, repository = after.profiles[-1], self.repository

        def lap(root: Path, number: int) -> Lap:
            target = workloads.target(workload, repository.root, root, repository.within)
            environment = workloads.environment(repository.root, root)
            hashes = running.hash_seed(str(number))
            return timing.lap(target, {**environment, **hashes}, self.settings, lambda _: None)

        yield from standing.passed_by(after.root, profile)
        self.watch(f"{workload.name}: looking at its fast paths")
        yield from paying.idle(after.root, profile, lap, self.plan.seconds, self.settings.seed)

    def _looks(self, workload: Workload, names: Sequence[str]) -> dict[str, tuple[Profile, ...]]:
        """Profiles of some runs of each, made in turns."""
        began = time.monotonic()
        looks: dict[str, tuple[Profile, ...]] = dict.fromkeys(names, ())
        for number in range(_MOST_LOOKS):
            if number >= _LOOKS and time.monotonic() - began > _PART * self.plan.seconds:
                break
            self.watch(f"{workload.name}: looking at its functions")
            for name in names if number % 2 else reversed(names):
                looks[name] += (self._profile(workload, name, number),)
        return looks

    def _profile(self, workload: Workload, name: str, number: int) -> Profile:
        return sampling.sample(
            self._target(workload, name),
            self.settings,
            lambda _: None,
            environment=self._environment(name, number),
        )

    def lap(self, workload: Workload, name: str, number: int) -> Lap:
        """One run in one checkout; runs of the same number draw the same hashes."""
        target, environment = self._target(workload, name), self._environment(name, number)
        return timing.lap(target, environment, self.settings, lambda _: None)

    def _environment(self, name: str, number: int) -> dict[str, str]:
        return {**self.places[name].environment, **running.hash_seed(str(number))}

    def _target(self, workload: Workload, name: str) -> Target:
        root = self.repository.root
        return workloads.target(workload, root, self.places[name].root, self.repository.within)
