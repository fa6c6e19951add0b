"""Random draws inside a kernel: bit for bit what ``random`` gives, its state included."""

# ruff: noqa: NPY002, S311 # draws are the subject, not secrets

from __future__ import annotations

import copy
import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from advisor.lowering import mersenne
from advisor.lowering.errors import UnsupportedError
from advisor.mutating import kernels
from tests import slow_draws
from tests.compiled_help import Ask, compiled
from tests.lowering_help import kernel_of, same

programs: Any = slow_draws

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


# ----------------------------------------------------------- compiled kernels

CASES: dict[str, tuple[tuple[Any, ...], Mapping[str, Any]]] = {
    "darts": ((100,), {"random": random}),
    "medley": ((100, [3, 5, 7, 11], [1, 2, 3, 4]), {"random": random}),
    "bets": (([(1, 0), (-1, 0), (0, 1), (0, -1)], 50), {"random": random}),
    "walk": ((random.Random(1), 50), {}),
    "heat": ((programs.Gas(1), 50), {"self.rng": random.Random(1)}),
    "climb": ((3, 100), {"randint": random.randint, "draw": random.random}),
    "older": ((50,), {"np": np}),
    "tosses": ((np.random.default_rng(1), 50), {}),
}
"""Programs with what they are compiled for, and the globals they read."""


@pytest.fixture(scope="module")
def asks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Ask]:
    """The fast path of each program, and of one by Numba."""
    work = tmp_path_factory.mktemp("draws")

    def ask(name: str, backend: str) -> Ask:
        arguments, names = CASES[name]
        (work / backend).mkdir(exist_ok=True)
        return compiled(
            work / backend,
            getattr(programs, name),
            *arguments,
            names=names,
            backend=backend,
            quickly=True,
        )

    with ThreadPoolExecutor(2) as pool:
        asked = dict(zip(CASES, pool.map(lambda name: ask(name, "cython"), CASES), strict=True))
    return {**asked, "numba": ask("walk", "numba")}


def _starts() -> Iterator[Any]:
    """States of a generator on either side of a block's end, with a number left over or not."""
    for seed, used in enumerate((0, 1, 622, 623, 624, 625, 1000)):
        generator = random.Random(seed)
        if used % 2:
            generator.gauss(0, 1)
        for _ in range(used):
            generator.getrandbits(32)
        yield generator.getstate()


def _generator(state: Any) -> random.Random:
    generator = random.Random()
    generator.setstate(state)
    return generator


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("darts", (5000,)),
        ("medley", (60, [3, 5, 7, 11], [1, 2, 3, 4])),
        ("climb", (60, 70)),
        ("bets", ([(1, 0), (-1, 0), (0, 1), (0, -1)], 90)),
    ],
)
def test_a_kernel_gives_the_results_and_leaves_the_state_of_the_original(
    asks: Mapping[str, Ask], name: str, arguments: tuple[Any, ...]
) -> None:
    for state in _starts():
        slow, quick = copy.deepcopy(arguments), copy.deepcopy(arguments)
        random.setstate(state)
        expected, after = getattr(programs, name)(*slow), random.getstate()
        random.setstate(state)
        answer = asks[name](*quick)
        assert answer, "the fast path declined"
        assert same(answer, expected if isinstance(expected, tuple) else (expected,))
        assert random.getstate() == after
        assert same(quick, slow)


@pytest.mark.parametrize("ask", ["walk", "numba"])
def test_a_generator_of_ones_own_is_drawn_from_and_the_hidden_one_is_not(
    asks: Mapping[str, Ask], ask: str
) -> None:
    hidden = random.getstate()
    for state in _starts():
        theirs, ours = _generator(state), _generator(state)
        assert asks[ask](ours, 70) == (programs.walk(theirs, 70),)
        assert ours.getstate() == theirs.getstate()
    assert random.getstate() == hidden


def test_a_generator_in_an_attribute_is_drawn_from_with_what_it_has_left_over(
    asks: Mapping[str, Ask],
) -> None:
    theirs, ours = programs.Gas(5), programs.Gas(5)
    for n in (3, 4, 0, 700):
        assert asks["heat"](ours, n) == (programs.heat(theirs, n),)
        assert ours.rng.getstate() == theirs.rng.getstate()
        assert ours.energy == theirs.energy


def test_the_older_generator_of_numpy_is_drawn_from_with_what_it_has_left_over(
    asks: Mapping[str, Ask],
) -> None:
    for used in (0, 1, 620, 621, 622, 623, 1300):
        np.random.seed(used)
        np.random.bytes(4 * used + 1)
        if used % 2:
            np.random.randn()
        before = np.random.get_state()
        expected, after = programs.older(70), _older_state()
        np.random.set_state(before)
        assert same(asks["older"](70), expected)
        assert _older_state() == after


def _older_state() -> tuple[Any, ...]:
    name, key, *rest = np.random.get_state()
    return name, np.asarray(key).tobytes(), *rest


def test_a_generator_of_numpys_is_drawn_from_with_the_half_it_has_left_over(
    asks: Mapping[str, Ask],
) -> None:
    for seed in range(12):
        theirs, ours = np.random.default_rng(seed), np.random.default_rng(seed)
        for generator in (theirs, ours):
            generator.integers(5, size=seed)
        assert same(asks["tosses"](ours, 90), programs.tosses(theirs, 90))
        assert ours.bit_generator.state == theirs.bit_generator.state


# ------------------------------------------------------ where it must decline


class OwnGenerator(np.random.Generator):
    """A class of the program's own."""


@pytest.mark.parametrize(
    "make",
    [
        lambda: OwnGenerator(np.random.PCG64(1)),
        lambda: np.random.Generator(np.random.MT19937(1)),
        lambda: np.random.Generator(np.random.PCG64DXSM(1)),
        lambda: np.random.RandomState(1),
        lambda: random.Random(1),
        lambda: np.random,
    ],
)
def test_only_the_generator_that_default_rng_makes_is_taken(
    asks: Mapping[str, Ask], make: Callable[[], Any]
) -> None:
    assert not asks["tosses"](make(), 10)


def test_what_a_kernel_did_not_finish_has_drawn_nothing_from_numpys_generators(
    asks: Mapping[str, Ask], monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = np.random.default_rng(2)
    before, older = generator.bit_generator.state, _older_state()
    assert not asks["tosses"](generator, 2**63)
    monkeypatch.setattr(np.random, "rand", lambda: 0.5)
    assert not asks["older"](3)
    assert generator.bit_generator.state == before
    assert _older_state() == older


@pytest.mark.parametrize("ask", ["walk", "numba"])
def test_where_the_kernel_leaves_nothing_has_been_drawn(asks: Mapping[str, Ask], ask: str) -> None:
    generator = random.Random(3)
    before = generator.getstate()
    assert not asks[ask](generator, 100_000)
    assert generator.getstate() == before


@pytest.mark.parametrize("n", [101, 2**63, 3.0, True])
def test_an_empty_range_or_another_type_leaves_the_state_alone(
    asks: Mapping[str, Ask], n: Any
) -> None:
    before = random.getstate()
    assert not asks["climb"](n, 100)
    assert random.getstate() == before


class Loaded(random.Random):
    """Dice that always fall the same way."""

    def random(self) -> float:
        """A quarter."""
        return 0.25


class Derived(random.Random):
    """A class of the program's own."""


def _patched() -> random.Random:
    generator = random.Random(1)
    generator.random = lambda: 0.25  # type: ignore[method-assign] # as tests do
    return generator


@pytest.mark.parametrize("ask", ["walk", "numba"])
@pytest.mark.parametrize(
    "make", [Loaded, Derived, random.SystemRandom, _patched, object, lambda: random, lambda: None]
)
def test_only_a_generator_of_pythons_own_class_is_taken(
    asks: Mapping[str, Ask], ask: str, make: Callable[[], Any]
) -> None:
    before = random.getstate()
    assert not asks[ask](make(), 10)
    assert random.getstate() == before


@pytest.mark.parametrize("value", [lambda: 0.25, random.Random(4).random, random.uniform, None])
def test_a_function_put_in_the_place_of_a_draw_is_called(
    asks: Mapping[str, Ask], monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    monkeypatch.setattr(random, "random", value)
    if getattr(value, "__self__", None) is not None and value.__name__ == "random":
        theirs = _generator(value.__self__.getstate())  # another generator's draw, and its state
        assert asks["darts"](200) == (_darts_from(theirs, 200),)
        assert value.__self__.getstate() == theirs.getstate()
    else:
        assert not asks["darts"](200)


def _darts_from(generator: random.Random, n: int) -> float:
    points = [(generator.random(), generator.random()) for _ in range(n)]
    return 4 * sum(x * x + y * y <= 1.0 for x, y in points) / n


@pytest.mark.parametrize("method", ["gauss", "random", "_randbelow", "getrandbits", "seed"])
def test_a_method_put_into_the_class_makes_every_kernel_decline(
    asks: Mapping[str, Ask], monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    monkeypatch.setattr(random.Random, method, lambda *_: 1, raising=False)
    assert not asks["walk"](random.Random.__new__(random.Random), 10)
    assert not asks["medley"](3, [3, 5, 7, 11], [1, 2, 3, 4])


def test_draws_of_other_threads_are_never_lost_or_made_twice(asks: Mapping[str, Ask]) -> None:
    expected = random.Random(7)
    total = sum(expected.random() < 0.5 for _ in range(8 * 40 * 20))
    shared, ups = random.Random(7), []

    def work() -> None:
        for _ in range(40):
            answer = asks["walk"](shared, 20)
            ups.append((answer[0] + 20) // 2 if answer else programs_up(shared))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(ups) == total
    assert shared.getstate() == expected.getstate()


def programs_up(generator: random.Random) -> int:
    """The steps up of the original walk."""
    return int((programs.walk(generator, 20) + 20) // 2)


@pytest.mark.parametrize(
    ("function", "construct"),
    [
        (programs.seeded_inside, "random.seed"),
        (programs.drawn_by_name, "vonmisesvariate"),
        (programs.shuffled_rows, "of rows"),
        (programs.picked_float, "randrange"),
    ],
)
def test_what_cannot_be_drawn_exactly_is_refused_by_name(
    function: Callable[..., Any], construct: str
) -> None:
    with pytest.raises(UnsupportedError, match=construct):
        kernel_of(function, 3, names={"random": random})


def test_faults_are_planted_in_what_the_program_wrote_not_in_the_draws() -> None:
    kernel = kernel_of(programs.darts, 50, names={"random": random})
    faults = [planned.fault for planned in kernels.plan(kernel)]
    assert faults
    assert not any("words[" in fault.was or "ready[" in fault.was for fault in faults)
