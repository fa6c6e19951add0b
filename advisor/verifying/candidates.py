"""In a worker: a candidate on every case, compared with what the original did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor import equality
from advisor.equality import ANY_ROUNDING, EXACT, Outcome, Policy
from advisor.sandbox.replaying import Patch
from advisor.verifying import asking, keeping
from advisor.verifying.cases import CandidateTask, Case, Compared
from advisor.verifying.pasting import pasted, written

_ROUNDING = 1e-6  # a relative difference beyond this tells more than any other
_AGAIN = 2
_QUICK = 0.2


def run(task: CandidateTask) -> Compared:
    """Compare until the first difference that no rounding explains."""
    patch = replace(task.patch, source=asking.counted(task.patch.source, task.ask))
    done = Compared(0, 0, (), 0.0, (0, 0))
    telling = False
    for index, case in _several_times(task.cases):
        policy = _policy(task.spreads[index])
        left, right = _both(case, patch)
        difference = equality.compare(left, right, policy)
        error = 0.0
        if difference is not None or policy is not EXACT:
            error = equality.largest_error(left, right)
        asked = asking.answers()
        done = _counted(done, case, error, asked)
        if difference is None:
            continue
        beyond = difference.relative_error is not None and difference.relative_error > _ROUNDING
        if done.rounded == () or (beyond and not telling):
            done = replace(done, difference=str(difference), counterexample=_call(task, case))
            telling = beyond
        if equality.compare(left, right, ANY_ROUNDING) is None:
            done = replace(done, rounded=(*done.rounded, index))
            continue
        if telling:
            return replace(done, rounded=())
        worse = equality.compare(left, right, ANY_ROUNDING) or difference
        call = _call(task, case)
        return replace(done, rounded=(), difference=str(worse), counterexample=call)
    return done


def _several_times(cases: Sequence[Case]) -> Iterator[tuple[int, Case]]:
    """Every case, and recorded ones again if quick: threads may race, and lose, now and then."""
    yield from enumerate(cases)
    for _ in range(_AGAIN):
        for index, case in enumerate(cases):
            if case.recorded and case.seconds < _QUICK and case.consumer == "exhausts":
                yield index, replace(case, again=True)


def _policy(spread: bytes | None) -> Policy:
    return EXACT if spread is None else equality.rounding(keeping.loads(spread))


def _both(case: Case, patch: Patch) -> tuple[Outcome, Outcome]:
    """What the original did and what the candidate does."""
    if case.outcome is None:
        left = equality.capture(case.original(), consumer=case.consumer)
    else:
        left = keeping.loads(case.outcome)
    asking.forget()
    right = equality.capture(case.patched(patch), consumer=case.consumer)
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
