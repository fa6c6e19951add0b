"""What the first call of a candidate costs in a process that has not seen it before."""

from __future__ import annotations

import contextlib
import importlib
import os
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from advisor.sandbox import replaying
from advisor.sandbox.replaying import Patch
from advisor.timing.staging import Stage


@dataclass(frozen=True, slots=True)
class Task:
    """What to start.

    Attributes:
        snapshot: a recorded call.
        patch: the candidate.
        imported: modules the user's script imports anyway.
        cache: name of the folder for compiled code; a new one is empty.
    """

    snapshot: bytes
    patch: Patch
    imported: tuple[str, ...]
    cache: str


def run(task: Task) -> float:
    """Seconds of defining the candidate and calling it once, beyond those of a second call."""
    cache = Path(os.environ["ADVISOR_SANDBOX"]) / "numba" / task.cache
    cache.mkdir(exist_ok=True)
    os.environ["NUMBA_CACHE_DIR"] = str(cache)
    for name in task.imported:
        with contextlib.suppress(ImportError):  # Then the script does without it as well.
            importlib.import_module(name)
    invocation = replaying.original(task.snapshot)
    names = frozenset(invocation.globals)
    began = perf_counter()
    installed = replaying.install(task.patch, invocation)
    defining = perf_counter() - began
    stage = Stage(installed, names)
    first = stage.warm()
    return max(defining + first - stage.seconds(stage.prepare()), 0.0)
