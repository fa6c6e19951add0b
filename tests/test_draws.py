"""Random draws inside a kernel: bit for bit what ``random`` gives, its state included."""

from __future__ import annotations

import ast
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from advisor.lowering import mersenne
from advisor.lowering.errors import UnsupportedError
from tests.compiled_help import Ask, compiled
from tests.lowering_help import kernel_of, same

# ------------------------------------------------- the text, run as it stands


def _arrays(generator: random.Random) -> dict[str, list[Any]]:
    _, words, spare = generator.getstate()
    left = [0.0, 0.0] if spare is None else [1.0, spare]
    return {"words": [*words, 0], "ready": [0] * 624, "spare": left}


def _drawn(method: str, generator: random.Random, arguments: Sequence[Any]) -> Any:
    """A draw by the text, from a generator that is then set to the state it has come to."""
    name = f"mersenne_{method}" + (f"_{len(arguments)}" if method == "randrange" else "")
    arrays = _arrays(generator)
    function = getattr(mersenne, name)
    taken = [key for key in function.__annotations__ if key in arrays]
    value = function(*(arrays[key] for key in taken), *arguments)
    spare = arrays["spare"]
    words = tuple(arrays["words"][:625])
    generator.setstate((3, words, spare[1] if spare[0] else None))
    return value


DRAWS: dict[str, tuple[Any, ...]] = {
    "random": (),
    "uniform": (-3, 2.5),
    "triangular": (1.0, 4.0, 1.5),
    "normalvariate": (3, 0.5),
    "lognormvariate": (0.25, 0.5),
    "gauss": (1, 2.0),
    "expovariate": (0.7,),
    "gammavariate": (2.5, 1.5),
    "betavariate": (0.5, 3),
    "paretovariate": (2.5,),
    "weibullvariate": (1.5, 2),
    "getrandbits": (17,),
    "randint": (-3, 90),
    "randrange": (1, 100, 7),
    "choice": ([1, 2, 4, 8, 16],),
    "sample": (list(range(30)), 7),
}


@pytest.mark.parametrize("method", DRAWS)
def test_a_draw_takes_the_same_words_and_gives_the_same_number(method: str) -> None:
    for seed in range(40):
        theirs, ours = random.Random(seed), random.Random(seed)
        for generator in (theirs, ours):
            generator.getrandbits(32 * (600 + seed))  # on either side of the block's end
        for _ in range(12):
            expected = getattr(theirs, method)(*DRAWS[method])
            assert same(_drawn(method, ours, DRAWS[method]), expected)
            assert ours.getstate() == theirs.getstate()


@pytest.mark.parametrize("bits", [0, 1, 31, 32, 33, 62, 63])
def test_words_are_put_together_lowest_first(bits: int) -> None:
    theirs, ours = random.Random(5), random.Random(5)
    assert _drawn("getrandbits", ours, (bits,)) == theirs.getrandbits(bits)
    assert ours.getstate() == theirs.getstate()


@pytest.mark.parametrize("shape", [0.2, 0.9999, 1, 1.0, 1.5, 40.0])
def test_every_way_of_drawing_a_gamma_number_is_the_original_one(shape: float) -> None:
    theirs, ours = random.Random(8), random.Random(8)
    for _ in range(60):
        assert _drawn("gammavariate", ours, (shape, 2.0)) == theirs.gammavariate(shape, 2.0)
    assert ours.getstate() == theirs.getstate()


def test_a_sample_out_of_many_and_out_of_few_is_drawn_as_the_original_does() -> None:
    for size, count in [(0, 0), (5, 5), (21, 5), (22, 5), (86, 6), (85, 6), (3000, 40), (70, 60)]:
        theirs, ours = random.Random(size), random.Random(size)
        items = list(range(size))
        assert _drawn("sample", ours, (items, count)) == theirs.sample(items, count)
        assert ours.getstate() == theirs.getstate()


def test_a_shuffle_is_the_original_one() -> None:
    for size in (0, 1, 2, 17, 700):
        theirs, ours = random.Random(size), random.Random(size)
        one, other = list(range(size)), list(range(size))
        theirs.shuffle(one)
        _drawn("shuffle", ours, (other,))
        assert one == other
        assert ours.getstate() == theirs.getstate()
