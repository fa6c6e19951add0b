"""Methods that a method calls on its own object are compiled along while they are its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor.parsing import callees, modules
from tests.rewriting_help import loaded, rewrite
from tests.test_living_code import took_the_fast_path

PLAIN = """\
class Heat:
    def __init__(self, grid, rate):
        self.grid, self.rate, self.time = grid, rate, 0.0

    def flow(self, i, scale=2.0):
        return self.rate * (self.grid[i + 1] + self.grid[i - 1] - scale * self.grid[i])

    def step(self, dt):
        new = self.grid.copy()
        for i in range(1, len(new) - 1):
            new[i] += dt * self.flow(i)
        self.grid = new
        self.time += dt

    def run(self, steps, dt):
        for _ in range(steps):
            self.step(dt)
"""


def _module(tmp_path: Path, text: str) -> modules.Module:
    path = tmp_path / "heat.py"
    path.write_text(text, encoding="utf-8")
    return modules.read(path)


def _methods(module: modules.Module, qualname: str) -> tuple[str, ...]:
    (node,) = (node for name, node in modules.qualified(module.tree) if name == qualname)
    return callees.methods(module, qualname, node.body)


def test_methods_are_found_with_those_they_call(tmp_path: Path) -> None:
    module = _module(tmp_path, PLAIN)
    assert _methods(module, "Heat.run") == ("Heat.step", "Heat.flow")
    assert _methods(module, "Heat.flow") == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("class Heat:", "class Heat(dict):"),
        ("class Heat:", "@frozen\nclass Heat:"),
        ("class Heat:", "class Heat:\n    __slots__ = ('grid',)\n"),
        ("    def flow(", "    def __getattr__(self, name): ...\n\n    def flow("),
        ("    def flow(", "    @staticmethod\n    def flow("),
        ("    def run(", "    flow = len\n\n    def run("),
        ("class Heat:", "Heat = 1\n\n\nclass Heat:"),
    ],
)
def test_a_class_that_may_mean_other_methods_is_left_alone(
    tmp_path: Path, old: str, new: str
) -> None:
    assert "Heat.flow" not in _methods(_module(tmp_path, PLAIN.replace(old, new)), "Heat.step")


def _heat(module: Any) -> Any:
    return module.Heat([0.0, 1.0, -3.0, 0.5], 0.1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file with the fast path of ``run`` in it."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE", str(folder / "cache"))
        patch.syspath_prepend(str(folder))
        plain = _module(folder, PLAIN)
        rewrite(plain.path, "Heat.run", (_heat(loaded(plain.path)), 2, 0.5))
        yield plain.path


def _held(heat: Any) -> dict[str, Any]:
    return {name: value for name, value in vars(heat).items() if name != "flow"}


def _expected(tmp_path: Path, make: Callable[[Any], Any]) -> dict[str, Any]:
    heat = make(loaded(_module(tmp_path, PLAIN).path))
    heat.run(3, 0.25)
    return _held(heat)


def _steps(module: Any, make: Callable[[Any], Any], *, fast: bool) -> dict[str, Any]:
    """What an object comes to hold; the fast path takes the call or declines, as it should."""
    heat = make(module)
    assert took_the_fast_path(module.Heat.run, heat, 3, 0.25) == fast
    return _held(heat)


def test_methods_are_compiled_with_the_one_that_calls_them(home: Path, tmp_path: Path) -> None:
    expected = _expected(tmp_path, _heat)
    assert _steps(loaded(home), _heat, fast=True) == expected


def _inherited(module: Any) -> Any:
    return type("Other", (module.Heat,), {})([0.0, 1.0, 2.0], 0.1)


def test_a_class_that_inherits_the_methods_keeps_the_speed(home: Path) -> None:
    _steps(loaded(home), _inherited, fast=True)


def _other(module: Any) -> Any:
    other = type("Other", (module.Heat,), {"flow": lambda _, i: -i})
    return other([0.0, 1.0, 0.0], 0.1)


def _own(module: Any) -> Any:
    heat = _heat(module)
    heat.flow = lambda i: 5.0 * i
    return heat


def _patched(module: Any) -> Any:
    module.Heat.flow = lambda self, i: self.rate * i
    return _heat(module)


def _looked_up(module: Any) -> Any:
    def found(self: Any, name: str) -> Any:
        return (lambda i: 2.0 * i) if name == "flow" else object.__getattribute__(self, name)

    other = type("Other", (module.Heat,), {"__getattribute__": found})
    return other([0.0, 1.0, 0.0], 0.1)


def _static(module: Any) -> Any:
    module.Heat.flow = staticmethod(lambda i: 3.0 * i)
    return _heat(module)


@pytest.mark.parametrize("make", [_other, _own, _patched, _looked_up, _static])
def test_another_method_of_that_name_takes_the_original_path(
    home: Path, tmp_path: Path, make: Callable[[Any], Any]
) -> None:
    expected = _expected(tmp_path, make)
    assert _steps(loaded(home), make, fast=False) == expected
