"""Print what hands the parts of a loop to the cores, around the function that does one part.

The threads of the operating system are started for a loop and joined at its end. A pool
that outlives the loop, as OpenMP's, would hang in a process that was forked from this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.kernel.printing import INDENT

_BOUNDS_AND_BAD = 3  # the last arguments of a part: the first trip, the end, whether it left


def in_parts(name: str, declared: Sequence[str]) -> Iterator[str]:
    """Definitions after which ``<name>_in_parts`` is called as the part ``name`` is.

    ``declared`` are the arguments of that, as they are declared.
    """
    given = [(one, one.split()[-1]) for one in declared[:-_BOUNDS_AND_BAD]]
    bounds = ", ".join(declared[-_BOUNDS_AND_BAD:-1])
    first, end = (one.split()[-1] for one in declared[-_BOUNDS_AND_BAD:-1])
    yield f"ctypedef struct {name}_given:"
    yield from (f"{INDENT}{one}" for one, _ in given)
    yield f"{INDENT}int nothing"
    yield ""
    yield f"cdef void {name}_part({bounds}, void* given, long* left) noexcept nogil:"
    yield f"{INDENT}cdef {name}_given* each = <{name}_given*>given"
    arguments = "".join(f"each.{own}, " for _, own in given)
    yield f"{INDENT}{name}({arguments}{first}, {end}, left)"
    yield ""
    yield f"cdef long long {name}_in_parts({', '.join(declared)}) noexcept nogil:"
    yield f"{INDENT}cdef {name}_given {name}_all"
    yield from (f"{INDENT}{name}_all.{own} = {own}" for _, own in given)
    left = declared[-1].split()[-1]
    yield f"{INDENT}{left}[0] |= in_parts({name}_part, &{name}_all, {first}, {end})"
    yield f"{INDENT}return 0"
