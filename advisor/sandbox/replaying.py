"""Bring a recorded call back to life, with the original function or a patched one.

Runs in a worker. Every call loads the snapshot afresh, so that no two runs share
an object.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Patch:
    """A candidate as a worker needs it.

    Attributes:
        source: module-level code, run in a copy of the original's globals: imports,
            anchors, prelude, and the standalone function.
        entry: the name of the function it defines.
        method_of: the class (a global of the original) it is set on, or "".
        directory: where its companions lie, built; put on ``sys.path``; or "".
    """

    source: str
    entry: str
    method_of: str = ""
    directory: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function and arguments of its own, ready to be called once."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    globals: dict[str, Any]


def original(snapshot: bytes) -> Invocation:
    """The recorded call, as it was."""
    raise NotImplementedError


def patched(snapshot: bytes, patch: Patch) -> Invocation:
    """The recorded call on the candidate's function, in the same surroundings."""
    raise NotImplementedError
