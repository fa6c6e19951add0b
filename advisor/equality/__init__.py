"""What "the same behaviour" means; the only place that says so.

Two runs behave the same when everything a program could see of them is the same:
what came back or was raised, every argument and global afterwards *with its
aliasing*, what was printed and warned, how far iterators and random generators got.
Types count exactly. What cannot be compared counts as different, and says so.
"""

from __future__ import annotations

from advisor.equality.capturing import capture
from advisor.equality.differences import Difference
from advisor.equality.draining import Consumer, TimeIsUpError
from advisor.equality.floats import as_reals
from advisor.equality.outcome import Outcome, Raised
from advisor.equality.policy import ANY_ROUNDING, EXACT, Policy, Spread, rounding
from advisor.equality.walking import (
    compare,
    compare_values,
    largest_error,
    numbers,
)

__all__ = [
    "ANY_ROUNDING",
    "EXACT",
    "Consumer",
    "Difference",
    "Outcome",
    "Policy",
    "Raised",
    "Spread",
    "TimeIsUpError",
    "as_reals",
    "capture",
    "compare",
    "compare_values",
    "largest_error",
    "numbers",
    "rounding",
]
