"""Texts made: joined, turned into numbers and made of them, put together.

Before: ``"".join(chr(ord(c) ^ 1) for c in text)``.
After: ``made = growing array``; in the loop ``made.append(ord(c) ^ 1)``.
"""

from __future__ import annotations

import ast
from functools import cache

from advisor.kernel.nodes import Compare, Constant, Intrinsic
from advisor.kernel.types import BOOL, CHAR, INT
from advisor.lowering import growing_texts
from advisor.lowering.control import branch
from advisor.lowering.generators import iterate
from advisor.lowering.helpers import put_in_line
from advisor.lowering.literals import constant
from advisor.lowering.naming import assign, read
from advisor.lowering.outside import require
from advisor.lowering.promotion import cast
from advisor.lowering.scope import Scope
from advisor.lowering.settling import settle
from advisor.lowering.straightening import straightened
from advisor.lowering.values import Library, Number, Text, Value, View

_TEXTS = {
    "str": """
def str(n):
    digits = []
    rest = abs(n)
    while True:
        digits.append(chr(48 + rest % 10))
        rest //= 10
        if rest == 0:
            break
    if n < 0:
        digits.append("-")
    return "".join(reversed(digits))
""",
    "bits": """
def bits(n):
    digits = []
    rest = n
    while True:
        digits.append(chr(48 + (rest & 1)))
        rest >>= 1
        if rest == 0:
            break
    return "".join(reversed(digits))
""",
    "bin": """
def bin(n):
    digits = []
    rest = abs(n)
    while True:
        digits.append(chr(48 + (rest & 1)))
        rest >>= 1
        if rest == 0:
            break
    digits.append("b")
    digits.append("0")
    if n < 0:
        digits.append("-")
    return "".join(reversed(digits))
""",
    "lower": """
def lower(text):
    return "".join(letter.lower() for letter in text)
""",
    "upper": """
def upper(text):
    return "".join(letter.upper() for letter in text)
""",
    "int": """
def int(text):
    if len(text) == 0:
        raise ValueError
    value = 0
    for letter in text:
        value = value * 10 + int(letter)
    return value
""",
}


@cache
def _function(name: str) -> ast.FunctionDef:
    """The function that is put in line; the same object every time."""
    (made,) = ast.parse(_TEXTS[name]).body
    assert isinstance(made, ast.FunctionDef)
    return made


def in_line(scope: Scope, name: str, value: Value, node: ast.Call) -> Value:
    """``str(n)``, ``bin(n)``, ``format(n, "b")``, ``int(text)`` and such, written out."""
    function = _function(name)
    parameter = function.args.args[0].arg
    return put_in_line(scope, function, straightened(function.body) or [], {parameter: value}, node)


def of_number(scope: Scope, name: str, value: Value, node: ast.Call) -> Value:
    """``str(n)``, ``bin(n)`` or ``format(n, "b")`` of an int; a text is its own ``str``."""
    if name == "str" and is_text(scope, value):
        return value
    number = settle(scope, value)
    if number.type != INT:
        raise scope.refuse(f"{name}() of a {number.type.dtype or number.type.kind}")
    if name == "bits":
        negative = Compare("<", number.expression, Constant(0, INT), BOOL)
        scope.leave_if(negative, "a negative number in binary")
    return in_line(scope, name, number, node)


def ones(scope: Scope, node: ast.Call) -> Value | None:
    """``bin(n).count("1")``: the number of ones, without the text."""
    function = node.func
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Call):
        return None
    inner, sought = function.value, node.args[0] if len(node.args) == 1 else None
    plain = isinstance(inner.func, ast.Name) and len(inner.args) == 1 and not inner.keywords
    if function.attr != "count" or not plain or getattr(sought, "value", None) != "1":
        return None
    called = scope.evaluate(inner.func)
    if called != Library("builtins.bin"):
        return None
    require(scope, inner.func, "builtins.bin")
    number = settle(scope, scope.evaluate(inner.args[0]))
    if number.type not in (INT, BOOL):
        raise scope.refuse(f"bin() of a {number.type.dtype or number.type.kind}")
    whole = cast(number.expression, INT)
    return Number(Intrinsic("int.bit_count", (whole,), INT), INT, small=True)


def joined(scope: Scope, between: Text, items: Value, node: ast.AST) -> View:
    """``between.join(items)``."""
    key = scope.facts.name((scope.frame.path, id(node), "joined"), "text")
    first = scope.facts.name((scope.frame.path, id(node), "first"), "first")
    view = growing_texts.begin(scope, key)
    if between.text:
        assign(scope, first, constant(value=True))

    def add(item: Value) -> None:
        if between.text:
            known = settle(scope, read(scope, first, "first")).expression
            branch(
                scope,
                known,
                lambda: assign(scope, first, constant(value=False)),
                lambda: growing_texts.add(scope, key, between),
            )
        growing_texts.add(scope, key, item)

    iterate(scope, items, node, add)
    return view


def together(scope: Scope, left: Value, right: Value, node: ast.AST) -> Value:
    """``left + right`` of two texts."""
    if isinstance(left, Text) and isinstance(right, Text):
        return Text(left.text + right.text)
    key = scope.facts.name((scope.frame.path, id(node), "together"), "text")
    growing_texts.hold(scope, key, left)
    growing_texts.add(scope, key, right)
    return View(key)


def is_text(scope: Scope, value: Value) -> bool:
    """Whether it is a text of any kind, a single character included."""
    if isinstance(value, Text):
        return True
    if isinstance(value, Number):
        return value.type == CHAR
    return growing_texts.is_text(scope, value)
