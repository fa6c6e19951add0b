"""What crosses to the workers that prove a candidate, and comes back."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

from advisor.equality import Consumer
from advisor.sandbox.replaying import Invocation, Patch, original, patched
from advisor.verifying import keeping

UNTOLD = b""
"""In place of a spread that nobody measured."""


@dataclass(frozen=True, slots=True)
class Case:
    """One call to compare, with what the original does on it.

    Attributes:
        snapshot: the function and its arguments, as ``sandbox.replaying`` loads them.
        rebound: globals that get another value after the function was defined; kept bytes
            of a dict, or empty.
        consumer: what is done with a generator that comes back.
        recorded: whether the program itself made this call.
        seconds: what the original took.
        raises: whether the original raises.
        outcome: kept bytes of what it did; ``None`` if it must be run again beside each
            candidate because that cannot be kept.
        again: whether it was compared before.
        peak: bytes of memory the process had needed when a recorded call had ended; else 0.
    """

    snapshot: bytes
    rebound: bytes
    consumer: Consumer
    recorded: bool
    seconds: float
    raises: bool = False
    outcome: bytes | None = None
    again: bool = False
    peak: int = 0

    def original(self) -> Invocation:
        """The call on the original, ready to be made once."""
        return self._rebind(original(self.snapshot))

    def patched(self, patch: Patch) -> Invocation:
        """The call on a candidate."""
        return self._rebind(patched(self.snapshot, patch))

    def _rebind(self, invocation: Invocation) -> Invocation:
        if self.rebound:
            invocation.globals.update(keeping.loads(self.rebound))
        return replace(invocation, start=zlib.crc32(self.snapshot))


@dataclass(frozen=True, slots=True)
class OriginalsTask:
    """Run the original on its recorded calls, or on invented ones.

    Attributes:
        recorded: (snapshot, seconds it took) of each recorded call.
        constants: numbers and strings in the code.
        number: of invented calls.
        seed: of what is invented.
        seconds: about how long inventing may take.
    """

    recorded: tuple[tuple[bytes, float], ...]
    constants: tuple[int | float | str, ...]
    number: int
    seed: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Originals:
    """What the original does.

    Attributes:
        cases: calls to compare candidates on, simple ones first.
        trouble: why the original cannot be replayed at all, or "".
    """

    cases: tuple[Case, ...]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class CandidateTask:
    """Run a candidate on the cases.

    Attributes:
        name: of the function, for the reader.
        cases: the original's.
        patch: the candidate.
        ask: the expression that asks the fast path, or "".
        spreads: for each case kept bytes of its spread, ``None`` to compare to the bit, or
            ``UNTOLD`` to leave it out.
        bar: the speed-up below which a proof is not worth its time; 0.0 for any.
        compiles: whether the candidate compiles something when it is first called.
    """

    name: str
    cases: tuple[Case, ...]
    patch: Patch
    ask: str
    spreads: tuple[bytes | None, ...]
    bar: float = 0.0
    compiles: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of a candidate.

    Attributes:
        recorded: recorded calls compared.
        invented: invented calls compared.
        rounded: indices of the cases in which floats, and nothing but floats, differ by
            more than permitted.
        error: the largest relative error among floats.
        asked: recorded calls that asked the fast path, and of them those it did.
        difference: the first other difference, or of floats if ``rounded``; or "".
        counterexample: that call, or the one on which it crashed, to be pasted.
        failure: why it did not come to its end, or "".
        pace: the original's seconds over the candidate's on the recorded calls, roughly;
            0.0 where they are too short to tell.
        behind: whether it fell short of the bar, so that invented calls were spared.
        stopped: whether it was stopped in a recorded call that took too long for the bar;
            the pace is then the most it can be.
        spared: why it was not run at all, or "".
    """

    recorded: int
    invented: int
    rounded: tuple[int, ...]
    error: float
    asked: tuple[int, int]
    difference: str = ""
    counterexample: str = ""
    failure: str = ""
    pace: float = 0.0
    behind: bool = False
    stopped: bool = False
    spared: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a candidate was compared on.

    Attributes:
        cases: the calls, with what the original does on them.
        spreads: for each case kept bytes of what rounding may change, or ``None`` for nothing.
    """

    cases: tuple[Case, ...]
    spreads: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class SpreadTask:
    """Measure how far the original itself moves under noise in the last place.

    Attributes:
        cases: the calls in question.
        noisy: the original with noise in its own operations.
        seconds: about how long that may take.
        seed: of the noise.
    """

    cases: tuple[Case, ...]
    noisy: Patch
    seconds: float
    seed: int
