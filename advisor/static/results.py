"""The kind of what an operation, an index or a method makes of values whose kinds are known."""

from __future__ import annotations

import ast

from advisor.static.annotations import NUMBERS
from advisor.static.known import METHODS, SAME_AS_ITS_OWNER

SEQUENCES = frozenset({"list", "str", "bytes", "tuple", "bytearray", "array", "series", "frame"})
"""Kinds of which a slice is of the same kind."""
_ADDED = frozenset({"str", "list", "bytes", "tuple"})


def combined(operator: ast.operator, left: str, right: str) -> str:
    """The kind of ``left operator right``, "" if it cannot be told."""
    for kind in ("frame", "series", "array"):
        if kind in {left, right}:
            return kind
    if {left, right} <= NUMBERS:
        return "float" if "float" in {left, right} or isinstance(operator, ast.Div) else "int"
    if isinstance(operator, ast.Mod) and left in {"str", "bytes"}:
        return left
    if isinstance(operator, ast.Add) and _ADDED & {left, right}:
        return left or right if left == right or not (left and right) else ""
    if isinstance(operator, ast.Mult) and "int" in {left, right}:
        return left if right == "int" else right
    return left if left == right == "set" else ""


def chosen(owner: str, place: str) -> str:
    """The kind of ``owner[place]`` of an array or a frame; of a row or an element, ""."""
    if owner == "array":
        return "array" if place in {"array", "slice"} else ""
    if place in {"list", "series", "array"}:
        return "frame"
    return "series" if place == "str" else ""


def method(owner: str, name: str) -> str:
    """The kind of what a method of that name returns."""
    if name in SAME_AS_ITS_OWNER and owner:
        return owner
    return METHODS.get((owner, name), METHODS.get(("", name), ""))
