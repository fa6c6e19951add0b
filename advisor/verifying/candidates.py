"""In a worker: a candidate on every case, compared with what the original did.

The recorded calls come first, since they also tell how fast the candidate is: one far
behind the others is spared the invented calls, and its user the time.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import replace

from advisor import equality
from advisor.equality import ANY_ROUNDING, EXACT, Outcome, Policy, TimeIsUpError
from advisor.sandbox.replaying import Patch
from advisor.verifying import asking, keeping
from advisor.verifying.cases import UNTOLD, CandidateTask, Case, Compared
from advisor.verifying.pasting import pasted, written

_ROUNDING = 1e-6  # a relative difference beyond this tells more than any other
_AGAIN = 2
_DOUBTS = 4
_QUICK = 0.2
_COMPILING = 10.0  # seconds a first call that compiles may take, to be made once more
_CLEARLY = 0.7  # of the bar
_HALF = 0.5
_TELLING = 3e-2  # seconds of the original that make a call telling by itself
_TELLABLE = 1e-3  # seconds of the original from which its ratio to a candidate means something
_GRACE, _COMPILED = 0.3, 0.7  # seconds more than the bar allows, to import and to warm up
_LONG = 0.1
_SIMPLER = 1.0  # seconds to look for a smaller counterexample than a recorded call


def run(task: CandidateTask) -> Compared:
    """Compare until the first difference that no rounding explains."""
    patch = replace(task.patch, source=asking.counted(task.patch.source, task.ask))
    comparison = _Comparison(task, patch)
    for index, case in comparison.recorded():
        try:
            comparison.add(index, case)
        except TimeIsUpError:
            most = case.seconds / comparison.patience(case)
            return replace(comparison.done, pace=most, behind=True, stopped=True)
        if comparison.differs:
            return comparison.simplified()
    # Whether it is rounding by which floats differ only a proof can tell.
    if comparison.behind(_HALF if comparison.done.rounded else 1.0):
        return replace(comparison.done, pace=comparison.pace(), behind=True)
    for index, case in enumerate(task.cases):
        if not case.recorded and task.spreads[index] != UNTOLD:
            comparison.add(index, case)
        if comparison.differs:
            break
    return replace(comparison.done, pace=comparison.pace())


class _Comparison:
    """What is known of a candidate so far.

    Attributes:
        done: the cases compared.
        differs: whether a difference was met that no rounding explains.
    """

    def __init__(self, task: CandidateTask, patch: Patch) -> None:
        self.task = task
        self.patch = patch
        self.done = Compared(0, 0, (), 0.0, (0, 0))
        self.differs = False
        self._telling = False
        self._size = 0
        self._best: dict[int, float] = {}
        self._last: dict[int, float] = {}

    def recorded(self) -> Iterator[tuple[int, Case]]:
        """The recorded cases, until it is clear that the bar is out of reach.

        The first one is about long enough to tell. Quick ones come again: a first call may
        compile, and threads may race, and lose, now and then.
        """
        cases = [(index, case) for index, case in enumerate(self.task.cases) if case.recorded]
        cases.sort(key=lambda pair: abs(math.log(max(pair[1].seconds, 1e-9) / _TELLING)))
        for index, case in cases:
            yield index, case
            for _ in range(_DOUBTS):  # a busy machine may have been the slow one
                if self.behind(_CLEARLY):
                    yield from self._again(index, case)
            if self.behind(_CLEARLY):
                return
        for _ in range(_AGAIN):
            for index, case in cases:
                yield from self._again(index, case)

    def _again(self, index: int, case: Case) -> Iterator[tuple[int, Case]]:
        last = self._last.get(index, _QUICK)
        compiled = self.task.compiles and last < max(_COMPILING, 2 * case.seconds)
        if case.consumer == "exhausts" and (last < _QUICK or compiled):
            yield index, replace(case, again=True)

    def behind(self, share: float = 1.0) -> bool:
        """Whether it does not even reach this share of the bar."""
        return 0.0 < self.pace() < share * self.task.bar

    def pace(self) -> float:
        """How many times faster than the original it is, roughly; 0.0 if that cannot be told."""
        original = sum(self.task.cases[index].seconds for index in self._best)
        return original / sum(self._best.values()) if original > _TELLABLE else 0.0

    def patience(self, case: Case) -> float:
        """Seconds a long recorded call may take before the bar is out of reach; else no limit.

        A short one that takes so long hangs, which is for the limits of the job to say.
        """
        starting = self.task.compiles and not self._best
        if not case.recorded or case.seconds < _LONG or not self.task.bar or starting:
            return math.inf
        return case.seconds / self.task.bar + (_COMPILED if self.task.compiles else _GRACE)

    def add(self, index: int, case: Case) -> None:
        """Compare one more case."""
        policy = _policy(self.task.spreads[index])
        left, right = _both(case, self.patch, self.patience(case))
        if case.recorded and case.consumer == "exhausts":
            self._last[index] = right.seconds
            self._best[index] = min(right.seconds, self._best.get(index, right.seconds))
        difference = equality.compare(left, right, policy)
        error = 0.0
        if difference is not None or policy is not EXACT:
            error = equality.largest_error(left, right)
        self.done = _counted(self.done, case, error, asking.answers())
        if difference is not None:
            self._note(index, case, left, right, difference)

    def _note(
        self, index: int, case: Case, left: Outcome, right: Outcome, difference: equality.Difference
    ) -> None:
        beyond = difference.relative_error is not None and difference.relative_error > _ROUNDING
        simpler = len(case.snapshot) < self._size and beyond >= self._telling
        if self.done.rounded == () or (beyond and not self._telling) or simpler:
            self._tell(str(difference), case)
            self._telling = beyond
        worse = equality.compare(left, right, ANY_ROUNDING)
        if worse is None:
            rounded = dict.fromkeys((*self.done.rounded, index))
            self.done = replace(self.done, rounded=tuple(rounded))
            return
        self.differs = True
        if not self._telling:
            self._tell(str(worse), case)
        self.done = replace(self.done, rounded=())

    def _tell(self, difference: str, case: Case) -> None:
        self._size = len(case.snapshot)
        call = _call(self.task, case)
        self.done = replace(self.done, difference=difference, counterexample=call)

    def simplified(self) -> Compared:
        """The same with an invented call for a counterexample, if one is found at once."""
        found = self.done
        deadline = time.monotonic() + _SIMPLER
        self.differs = self._telling = False
        for index, case in enumerate(self.task.cases):
            if time.monotonic() > deadline or case.recorded:
                break
            if self.task.spreads[index] == UNTOLD:
                continue
            self.add(index, case)
            if self.differs and len(self.done.counterexample) < len(found.counterexample):
                return self.done
        return found


def _policy(spread: bytes | None) -> Policy:
    return EXACT if spread is None else equality.rounding(keeping.loads(spread))


def _both(case: Case, patch: Patch, seconds: float) -> tuple[Outcome, Outcome]:
    """What the original did and what the candidate does.

    Raises:
        TimeIsUpError: the candidate took more than ``seconds``.
    """
    if case.outcome is None:
        left = equality.capture(case.original(), consumer=case.consumer)
    else:
        left = keeping.loads(case.outcome)
    asking.forget()
    limit = None if math.isinf(seconds) else seconds
    right = equality.capture(case.patched(patch), limit, case.consumer)
    if right.raised is not None and issubclass(right.raised.kind, MemoryError) and not left.raised:
        raise MemoryError
    return left, right


def _counted(done: Compared, case: Case, error: float, asked: tuple[int, int]) -> Compared:
    done = replace(done, error=max(done.error, error))
    if case.consumer != "exhausts" or case.again:
        return done
    if not case.recorded:
        return replace(done, invented=done.invented + 1)
    taken = (done.asked[0] + min(asked[0], 1), done.asked[1] + min(asked[1], 1))
    return replace(done, recorded=done.recorded + 1, asked=taken)


def described(task: CandidateTask) -> str:
    """The call of the only case, to be pasted."""
    (case,) = task.cases
    return _call(task, case)


def _call(task: CandidateTask, case: Case) -> str:
    invocation = case.original()
    call = pasted(task.name, invocation.arguments, invocation.keywords)
    rebound = keeping.loads(case.rebound) if case.rebound else {}
    return "; ".join([*(f"{name} = {written(value)}" for name, value in rebound.items()), call])
