"""Slow habits are named by their root cause, and code that only looks like them is left alone."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from advisor.catalog import load
from advisor.checking.examining import examine

HABITS = Path(__file__).parent / "habits"
RULES = tuple(rule for rule in load() if rule.look)
MARK = "# slow: "


def first(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def cases(kind: str) -> list[Any]:
    """(the rule named in the comment above, or "", and the findings) of each definition."""
    return [case for path in sorted(HABITS.glob(f"{kind}*.py")) for case in _cases(path)]


def _cases(path: Path) -> list[Any]:
    data = path.read_bytes()
    lines = data.decode().splitlines()
    findings = examine(data, RULES).findings
    definitions = [
        node for node in ast.parse(data).body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    return [
        pytest.param(
            lines[first(node) - 2].partition(MARK)[2],
            {f.rule for f in findings if first(node) <= f.line <= (node.end_lineno or 0)},
            id=f"{path.stem}-{node.name}",
        )
        for node in definitions
    ]


@pytest.mark.parametrize(("named", "found"), cases("slow"))
def test_the_root_cause_is_named(named: str, found: set[str]) -> None:
    assert named in found


@pytest.mark.parametrize(("named", "found"), cases("clean"))
def test_nothing_is_said_of_clean_code(named: str, found: set[str]) -> None:
    assert not named
    assert not found


def test_there_are_at_least_a_hundred_of_each() -> None:
    assert min(len(cases("slow")), len(cases("clean"))) >= 100
