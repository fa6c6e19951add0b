"""What crosses a process border: a job to do and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

USUAL = ("numpy", "advisor.verifying.candidates", "advisor.verifying.originals")
"""What most jobs need: one template has imported it for all of them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a job may use: wall seconds, and bytes of memory on top of the bare worker's."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Job:
    """Call ``function`` (``"package.module:name"``, of ours) with ``payload`` in a worker.

    The payload and the answer are pickled; both hold only our own frozen dataclasses,
    built-in values, and user values as ``bytes``.

    Attributes:
        warm: modules the worker has imported already when it starts. Each distinct
            choice keeps one template process, so choose among few: ``()`` to see the
            cold cost of imports, ``USUAL``, ``("numpy", "numba")``.
    """

    function: str
    payload: object
    limits: Limits
    warm: tuple[str, ...] = USUAL


@dataclass(frozen=True, slots=True)
class Done:
    """The job's answer."""

    value: object


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

    Attributes:
        kind: ``crashed`` (killed by a signal), ``timed out``, ``out of memory``,
            ``failed`` (an exception), ``exited`` (it called ``sys.exit`` or ``os._exit``).
        detail: one line for the report.
    """

    kind: Literal["crashed", "timed out", "out of memory", "failed", "exited"]
    detail: str


Outcome: TypeAlias = Done | Failure
