"""Find the call on which a candidate crashes: its process can no longer say."""

from __future__ import annotations

import time
from dataclasses import replace

from advisor.sandbox import client
from advisor.sandbox.job import Done, Failure, Job
from advisor.verifying.cases import CandidateTask

_SECONDS = 10.0


def crashing_call(job: Job) -> str:
    """The first call that crashes the candidate, to be pasted; "" if that takes too long.

    ``job`` is the one that crashed.
    """
    task = job.payload
    assert isinstance(task, CandidateTask)
    deadline = time.monotonic() + _SECONDS
    survived, crashed = 0, len(task.cases)
    while crashed - survived > 1:
        if time.monotonic() > deadline:
            return ""
        middle = (survived + crashed) // 2
        outcome = client.run(replace(job, payload=_first(task, middle)))
        if isinstance(outcome, Failure) and outcome.kind == "crashed":
            crashed = middle
        else:
            survived = middle
    last = replace(task, cases=task.cases[survived:crashed], spreads=task.spreads[survived:crashed])
    described = client.run(
        replace(job, function="advisor.verifying.candidates:described", payload=last)
    )
    return str(described.value) if isinstance(described, Done) else ""


def _first(task: CandidateTask, count: int) -> CandidateTask:
    return replace(task, cases=task.cases[:count], spreads=task.spreads[:count])
