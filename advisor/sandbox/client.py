"""The parent's side of a worker: start it, limit it, read its answer, kill it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.sandbox.job import Job, Outcome


def run(job: Job) -> Outcome:
    """Do one job in a fresh process and wait for it."""
    raise NotImplementedError


def run_all(jobs: Sequence[Job], workers: int) -> Iterator[tuple[int, Outcome]]:
    """Do jobs in up to ``workers`` fresh processes at once; yields (index, outcome) as they end."""
    raise NotImplementedError
