"""Every corpus program says what it is and what is expected, and can be held to it."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.bench.program import read

ROOT = Path(__file__).parents[1]
PROGRAMS = sorted([*(ROOT / "corpus").glob("*.py"), *(ROOT / "corpus" / "kernels").glob("*.py")])
RULES = {path.stem.replace("_", "-") for path in (ROOT / "rules").glob("*.py")}

each = pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(node: ast.AST, prefix: str = "") -> Iterator[str]:
    """The qualified names of the functions and methods below a node."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            name = prefix + child.name
            if isinstance(child, ast.FunctionDef):
                yield name
            yield from functions(child, f"{name}.")


@each
def test_the_header_names_the_source_and_how_to_run_it(path: Path) -> None:
    program = read(path)
    assert re.fullmatch(r"[A-Z].*\.", program.title)
    assert program.source
    assert program.arguments == (path.name,)


@each
def test_expectations_speak_of_functions_and_rules_that_exist(path: Path) -> None:
    known = {*functions(tree(path)), "<module>"}
    for expectation in read(path).expectations:
        assert set(expectation.functions) <= known, expectation.text
        if expectation.form == "finding":
            assert expectation.value in RULES, expectation.text


@each
def test_the_program_stands_alone(path: Path) -> None:
    siblings = {program.stem for program in PROGRAMS}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            assert not siblings & {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in siblings | {"advisor"}


@each
def test_random_draws_come_from_a_fixed_seed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    draws = re.findall(rf"\b(?:np\.)?random\.(?:{'|'.join(dir(random.Random))}|rand\w*)\b", text)
    if any(not draw.endswith(".seed") for draw in draws):
        assert re.search(r"\bseed\(\d+\)|default_rng\(\d+\)", text)


@each
def test_the_program_prints_a_result(path: Path) -> None:
    calls = (node.func for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    assert any(isinstance(function, ast.Name) and function.id == "print" for function in calls)


def test_numbers_asked_for_are_read_as_numbers() -> None:
    winners = {
        path.stem: float(expectation.value)
        for path in PROGRAMS
        for expectation in read(path).expectations
        if expectation.form == "winner" and expectation.value
    }
    assert winners["kmeans"] == 71
    assert winners["common_elements"] == 300
