"""A rewritten function, called as nobody called it while it was watched, does what it did.

A script is recorded, each of its functions compiled, and the results written into a copy
of the file, as the command line would; no race and no verdict stands between, so that the
safe form itself is what is tried. Then the original and the rewritten module get the same
calls.
"""

from __future__ import annotations

import gc
import importlib
import math
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from advisor import applying, backends, building, parsing
from advisor.emitting import Candidate, fast_paths
from advisor.lowering import lower
from advisor.parsing import Region, modules
from advisor.profiling.recording import Recording
from advisor.profiling.sampling import LineTime, Spot
from tests.profiling_help import recorded
from tests.rewriting_help import ask
from tests.trap_describing import Describer

BACKENDS = ("cython", "numba")

SCRIPT = """\
import math

import numpy as np

SCALE = 2.5


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def product(values):
    total = 1
    for value in values:
        total *= value
    return total


def advance(values, step, count):
    for i in range(count):
        values[i] = values[i] * 0.5 + values[i + step]
    return count


def shares(values, weights):
    for i in range(len(values)):
        values[i] = values[i] / weights[i]


def roots(values):
    total = 0.0
    for i in range(len(values)):
        values[i] = math.sqrt(values[i])
        total += values[i]
    return total


def growth(values):
    return [math.exp(value) for value in values]


def lowest(values):
    best = values[0]
    place = 0
    for i, value in enumerate(values):
        if value < best:
            best = value
            place = i
    return best, place, min(values), max(values)


def trace(table):
    total = 0.0
    for i in range(len(table)):
        table[i, i] = table[i, i] * 2.0
        total += table[i, i]
    return total


def horner(values, x):
    result = 0.0
    for value in values:
        result = result * x + value
    return result


def scaled(values):
    total = 0.0
    for value in values:
        total += value * SCALE
    return total


def near(x):
    return 1.0 / (1.0 + x * x)


def field(values):
    total = 0.0
    for value in values:
        total += near(value)
    return total


def rests(values, count):
    total = 0
    for i in range(count):
        total += values[i % 3] // (i - 5)
    return total


def first_rest(values, count):
    for i in range(0, count, 2):
        if values[i % 3] % (i - 6) == 99:
            break
    return i


def some_rests(values, count):
    total = 0
    for i in range(count):
        total += 7 % (i - 5)
        if total == 1000:
            for value in values:
                total += value
    return total


def main():
    numbers = [0.5 + k / 7 for k in range(40)]
    fib(30)
    product([3, 5, 7, 2])
    advance(list(numbers), 3, 30)
    shares(list(numbers), list(numbers))
    roots(list(numbers))
    growth(numbers)
    lowest(numbers)
    trace(np.ones((6, 6)))
    horner(numbers, 0.75)
    scaled(numbers)
    field(numbers)
    for told in (rests, first_rest, some_rests):
        told([3, 4, 5], 5)


if __name__ == "__main__":
    main()
"""
NAMES = (
    *("fib", "product", "advance", "shares", "roots", "growth", "lowest", "trace"),
    *("horner", "scaled", "field", "rests", "first_rest", "some_rests"),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The script as it was and as rewritten, and what was written into it."""

    original: ModuleType
    rewritten: ModuleType
    candidates: dict[str, Candidate]

    def fast(self, name: str, *arguments: Any) -> Any:
        """What the fast path answers: false when it declines."""
        folder = Path(str(self.rewritten.__file__)).parent
        return ask(self.candidates[name], vars(self.rewritten), folder, *arguments)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Recording, ...]:
    folder = tmp_path_factory.mktemp("hostile")
    path = folder / "hostile.py"
    path.write_text(SCRIPT, encoding="utf-8")
    lines = tuple(LineTime(line, 0.1, 0.1) for line in range(1, 200))
    spots = (Spot(path, name, 0, 1.0, 1.0, 1.0, lines, ()) for name in NAMES)
    regions = [region for spot in spots for region in parsing.parse(spot, share=0.05)]
    return recorded(folder, path.name, *regions)


def compiled(recording: Recording, backend: str) -> Candidate:
    """What a back end offers for a recorded function: the plainest of its fast paths."""
    region = recording.region
    (engine,) = (found for found in backends.load() if found.name == backend)
    kernel = lower(region, helpers(region), recording.calls)
    return next(fast_paths.from_kernel(region, kernel, engine))


def helpers(region: Region) -> dict[str, str]:
    module = modules.read(region.path)
    return {
        name: modules.function_source(module, node, node.body)
        for name, node in module.functions.items()
        if name in region.helpers
    }


@pytest.fixture(scope="module", params=BACKENDS)
def pair(
    request: pytest.FixtureRequest,
    recordings: tuple[Recording, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Pair]:
    work = tmp_path_factory.mktemp(request.param)
    candidates = [compiled(recording, request.param) for recording in recordings]
    (edit,) = applying.plan([building.build(candidate, work) for candidate in candidates])
    for name, data in ((f"hostile_{request.param}.py", edit.after), ("hostile.py", edit.before)):
        (work / name).write_bytes(data)
    for path, data in edit.beside:
        (work / path.name).write_bytes(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(work)
        importlib.invalidate_caches()
        names = ("hostile", f"hostile_{request.param}")
        original, rewritten = map(importlib.import_module, names)
        for name in NAMES:  # Numba compiles at the first call: in undisturbed surroundings
            getattr(rewritten, name)(*TAME[name]())
        yield Pair(original, rewritten, {c.region.function: c for c in candidates})
        for name in names:
            del sys.modules[name]


def outcome(module: ModuleType, call: Callable[[ModuleType], Any], arguments: list[Any]) -> str:
    """Result or exception, warnings, and the arguments afterwards, sharing included."""
    describer = Describer()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            told = describer.describe(call(module))
        except Exception as error:  # noqa: BLE001 - an exception is an outcome
            told = describer.describe(error)
    warned = [f"{warning.category.__name__}: {warning.message}" for warning in caught]
    return f"{told} {describer.describe(arguments)} {describer.shared_memory()} {warned}"


def agree(pair: Pair, name: str, make: Callable[[], tuple[Any, ...]]) -> None:
    """Call both with arguments of their own, made in the same way."""
    both = []
    for module in (pair.original, pair.rewritten):
        arguments = list(make())
        both.append(outcome(module, lambda m, a=arguments: getattr(m, name)(*a), arguments))  # type: ignore[misc]
    assert both[1] == both[0]


TAME: dict[str, Callable[[], tuple[Any, ...]]] = {
    "fib": lambda: (40,),
    "product": lambda: ([2, 3, -4],),
    "advance": lambda: ([1.0, 2.0, 3.0], 1, 2),
    "shares": lambda: ([1.0, 2.0], [4.0, 0.1]),
    "roots": lambda: ([2.0, 9.0],),
    "growth": lambda: ([0.5, -2.0],),
    "lowest": lambda: ([2.0, 1.0, 3.0],),
    "trace": lambda: (np.eye(3),),
    "horner": lambda: ([1.0, -3.0, 2.0], 1.5),
    "scaled": lambda: ([1.0, 2.0],),
    "field": lambda: ([1.0, 2.0],),
    "rests": lambda: ([1, 2, 3], 4),
    "first_rest": lambda: ([1, 2, 3], 4),
    "some_rests": lambda: ([1, 2, 3], 4),
}


@pytest.mark.parametrize("name", NAMES)
def test_calls_like_the_recorded_ones_take_the_fast_path(pair: Pair, name: str) -> None:
    agree(pair, name, TAME[name])
    assert pair.fast(name, *TAME[name]())


def own_weights() -> tuple[Any, ...]:
    values = [4.0, 2.0]
    return (values, values)


HOSTILE: dict[str, tuple[str, Callable[[], tuple[Any, ...]]]] = {
    "fib(100)": ("fib", lambda: (100,)),
    "the first fib beyond 64 bits": ("fib", lambda: (93,)),
    "fib of a float": ("fib", lambda: (10.0,)),
    "fib of a bool": ("fib", lambda: (True,)),
    "a product that leaves 64 bits": ("product", lambda: ([10**9, 10**9, 10**9],)),
    "a product that is -2**63": ("product", lambda: ([-(2**62), 2],)),
    "a product that leaves and comes back": ("product", lambda: ([2**62, 4, 0],)),
    "a factor beyond 64 bits": ("product", lambda: ([2**70, 0],)),
    "a product of text": ("product", lambda: ([3, "ab"],)),
    "an index off the end half-way": ("advance", lambda: ([1.0, 2.0, 3.0, 4.0], 2, 4)),
    "an index below the start half-way": ("advance", lambda: ([1.0, 2.0, 3.0], -5, 3)),
    "an index that wraps": ("advance", lambda: ([1.0, 2.0, 3.0], -1, 3)),
    "a step beyond 64 bits": ("advance", lambda: ([1.0, 2.0], 2**65, 1)),
    "a zero division in the last iteration": (
        "shares",
        lambda: ([1.0, 2.0, 3.0], [2.0, 4.0, 0.0]),
    ),
    "a negative zero in the last iteration": ("shares", lambda: ([1.0, 2.0], [2.0, -0.0])),
    "a weight too few": ("shares", lambda: ([1.0, 2.0, 3.0], [2.0, 4.0])),
    "values that are their own weights": ("shares", own_weights),
    "a quotient that overflows": ("shares", lambda: ([1.0, 1e308], [2.0, 1e-308])),
    "math.sqrt(-1) in the middle": ("roots", lambda: ([4.0, -1.0, 9.0],)),
    "math.sqrt of infinity": ("roots", lambda: ([4.0, math.inf],)),
    "math.sqrt of an int": ("roots", lambda: ([4.0, 9],)),
    "math.sqrt of what is too large": ("roots", lambda: ([4.0, 10**400],)),
    "math.exp(1000) in the middle": ("growth", lambda: ([1.0, 1000.0, 2.0],)),
    "math.exp(-1000)": ("growth", lambda: ([-1000.0, -math.inf],)),
    "math.exp of nothing": ("growth", lambda: ([],)),
    "a NaN in the middle": ("lowest", lambda: ([2.0, math.nan, 1.0],)),
    "a NaN in front": ("lowest", lambda: ([math.nan, 2.0, 1.0],)),
    "zeros of both signs": ("lowest", lambda: ([0.0, -0.0, 0.0],)),
    "the lowest of nothing": ("lowest", lambda: ([],)),
    "ints among floats": ("lowest", lambda: ([2.0, 1, 1.0],)),
    "a NaN to sum": ("scaled", lambda: ([1.0, math.nan, 2.0],)),
    "a list where an array was": ("trace", lambda: ([[1.0, 2.0], [3.0, 4.0]],)),
    "an array of float32": ("trace", lambda: (np.eye(3, dtype=np.float32),)),
    "an array of ints": ("trace", lambda: (np.arange(9).reshape(3, 3),)),
    "a transposed array": ("trace", lambda: (np.arange(9.0).reshape(3, 3).T,)),
    "a read-only array": ("trace", lambda: (np.broadcast_to(np.arange(3.0), (3, 3)),)),
    "an array that is not square": ("trace", lambda: (np.ones((3, 2)),)),
    "an array without rows": ("trace", lambda: (np.ones((0, 2)),)),
    "a masked array": ("trace", lambda: (np.ma.masked_less(np.eye(3), 0.5),)),
    "a Fraction where a float was": ("horner", lambda: ([1.0, 2.0], Fraction(1, 3))),
    "Fractions where floats were": ("horner", lambda: ([Fraction(1, 3), 2], Fraction(1, 7))),
    "a Decimal where a float was": ("horner", lambda: ([1.0, 2.0], Decimal("0.5"))),
    "a NumPy number where a float was": ("horner", lambda: ([1.0, 2.0], np.float32(0.1))),
    "an int where a float was": ("horner", lambda: ([1.0, 2.0], 3)),
    "a complex number where a float was": ("horner", lambda: ([1.0, 2.0], 1j)),
    "an iterator where a list was": ("horner", lambda: (iter([1.0, 2.0]), 0.5)),
    "a NaN for a helper": ("field", lambda: ([1.0, math.nan],)),
    "a number that overflows in a helper": ("field", lambda: ([1e200],)),
    "an error long before the end": ("rests", lambda: ([1, 2, 3], 10**17)),
    "an error long before a loop would break": ("first_rest", lambda: ([1, 2, 3], 10**17)),
    "an error long before an inner loop": ("some_rests", lambda: ([1, 2, 3], 10**17)),
    "text for a helper": ("field", lambda: ([1.0, "x"],)),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_call_does_what_it_always_did(pair: Pair, case: str) -> None:
    agree(pair, *HOSTILE[case])


@pytest.mark.parametrize(
    "value",
    [3.5, 2, True, 10**400, 2**63, Fraction(1, 3), "x", None, math.nan, math.inf, 1j],
    ids=repr,
)
def test_a_rebound_global_is_felt(
    pair: Pair, value: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.setattr(module, "SCALE", value)
    agree(pair, "scaled", TAME["scaled"])
    agree(pair, "scaled", lambda: ([],))


def test_a_global_that_is_gone_is_missed(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.delattr(module, "SCALE")
    agree(pair, "scaled", TAME["scaled"])


def test_a_global_that_is_gone_is_not_missed_where_none_is_read(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.delattr(module, "SCALE")
    agree(pair, "scaled", lambda: ([],))


def doubled(x: Any) -> Any:
    return x * 2


def failing(x: Any) -> Any:
    raise LookupError(x)


def _named(value: object) -> str:
    """A test's name may not hold an address, or two processes could not agree on it."""
    return getattr(value, "__name__", str(value))


@pytest.mark.parametrize("helper", [doubled, failing, abs, None], ids=_named)
def test_a_monkeypatched_helper_is_called(
    pair: Pair, helper: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.setattr(module, "near", helper)
    agree(pair, "field", TAME["field"])


def test_a_helper_with_other_code_is_called(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.setattr(module.near, "__code__", doubled.__code__)
    agree(pair, "field", TAME["field"])


@pytest.mark.parametrize(("name", "function"), [("sqrt", "roots"), ("exp", "growth")])
def test_a_monkeypatched_library_function_is_called(
    pair: Pair, name: str, function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(math, name, doubled)
    agree(pair, function, TAME[function])


@pytest.mark.parametrize(("name", "function"), [("sqrt", "roots"), ("exp", "growth")])
@pytest.mark.parametrize("replacement", [doubled, abs], ids=_named)
def test_a_library_function_replaced_before_the_first_call_is_called(
    pair: Pair,
    name: str,
    function: str,
    replacement: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (companion,) = pair.candidates[function].companions
    monkeypatch.delitem(sys.modules, Path(companion.name).stem)
    fast = getattr(pair.rewritten, f"_{function}_fast")
    getattr(fast, "cache_clear", lambda: None)()
    monkeypatch.setattr(math, name, replacement)
    agree(pair, function, TAME[function])
    getattr(fast, "cache_clear", lambda: None)()


@pytest.mark.parametrize("name", ["range", "len", "min", "max", "enumerate"])
def test_a_builtin_that_the_module_hides_is_the_module_s(
    pair: Pair, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pair.original, pair.rewritten):
        monkeypatch.setattr(module, name, lambda *_: [], raising=False)
    for function in NAMES:
        agree(pair, function, TAME[function])
    assert gc.isenabled()  # whoever declines leaves the collector as it was
