"""The order of the house: later stages import earlier ones, and only the edge prints."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "advisor"

# Each stage may import those above it. A name stands for the module or package and all below
# it, unless a longer name in the list speaks for that part.
ORDER = (
    "errors",
    "assets",
    "caching",
    "source",
    "static",
    "flow",
    "layout",
    "plain",
    "plain_loops",
    "settings",
    "targeting",
    "observing",
    "surroundings",
    "sandbox",
    "profiling",
    "parsing",
    "profiling.recording",
    "rule",
    "elementwise",
    "index_loops",
    "matching",
    "catalog",
    "rendering",
    "explaining",
    "kernel",
    "backend",
    "borders",
    "lowering",
    "vectorising",
    "backends",
    "emitting",
    "annotation",
    "building",
    "store",
    "equality",
    "inputs",
    "verifying",
    "timing",
    "measuring",
    "choosing",
    "scaling",
    "reconciling",
    "mutating",
    "history.races",
    "contesting",
    "applying",
    "checking",
    "looking",
    "proving",
    "outputs",
    "rehearsing",
    "history",
    "testing",
    "committing",
    "pipeline",
    "comparing",
    "opportunities",
    "doctor",
    "reporting",
    "bench",
    "progress",
    "console",
    "options",
    "check_command",
    "report_command",
    "cli",
    "__main__",
)
EDGE = ("cli", "console", "progress", "reporting", "bench")

MODULES = sorted(PACKAGE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def stage(module: str) -> str:
    """The longest name in the order that speaks for a module."""
    names = [name for name in ORDER if module == name or module.startswith(f"{name}.")]
    assert names, f"advisor.{module} has no place in the order"
    return max(names, key=len)


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Each line that imports a module of ours, with that module's name."""
    known = {dotted(module) for module in MODULES}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head == "advisor" and rest:
                parent = rest.rpartition(".")[0]
                yield node.lineno, rest if rest in known else parent


@pytest.mark.parametrize("path", [m for m in MODULES if dotted(m)], ids=dotted)
def test_a_stage_imports_only_earlier_ones(path: Path) -> None:
    own = ORDER.index(stage(dotted(path)))
    later = [
        f"line {line} imports advisor.{module}"
        for line, module in imported(path)
        if module and ORDER.index(stage(module)) > own
    ]
    assert not later


@pytest.mark.parametrize("name", ORDER)
def test_every_name_in_the_order_is_a_module(name: str) -> None:
    place = PACKAGE.joinpath(*name.split("."))
    assert place.is_dir() or place.with_suffix(".py").is_file()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: dotted(path) or "advisor")
def test_only_the_edge_prints(path: Path) -> None:
    printing = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not printing or dotted(path).split(".")[0] in EDGE


@pytest.mark.parametrize("path", MODULES, ids=lambda path: dotted(path) or "advisor")
def test_a_module_says_in_one_sentence_what_it_is(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc
    assert doc.split("\n\n")[0].rstrip().endswith((".", "?", ":", "…"))
