"""Expressions that run no foreign code, provided the names in them hold plain values.

Plain values are exact ``int``, ``float``, ``bool`` and ``str``: their operators,
and a few built-ins on them, cannot call back into the user's code. A rule that
may only act on such expressions asks here what must be true of each name, and
writes that into its guard. A plain expression may still raise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import libcst as cst

Kind = Literal["text", "plain"]

# Methods of str that take plain arguments, call nobody and answer with a str.
_TEXT_METHODS = frozenset(
    {"upper", "lower", "title", "capitalize", "strip", "lstrip", "rstrip", "replace"}
    | {"center", "ljust", "rjust", "zfill", "swapcase", "casefold", "expandtabs"}
    | {"removeprefix", "removesuffix"}
)
_PLAIN_METHODS = frozenset(
    {"startswith", "endswith", "isdigit", "isalpha", "isspace", "isupper", "islower"}
    | {"isalnum", "isnumeric", "find", "count"}
)
_TEXT_BUILTINS = frozenset({"str", "repr", "chr", "hex", "oct", "bin", "ascii"})
_PLAIN_BUILTINS = frozenset({"len", "abs", "ord", "int", "float", "bool", "round", "divmod"})
BUILTINS = tuple(sorted(_TEXT_BUILTINS | _PLAIN_BUILTINS))

_SIMPLE = (cst.Integer, cst.Float, cst.SimpleString, cst.ConcatenatedString)


@dataclass(slots=True)
class Needs:
    """What must hold for the expressions looked at so far; filled by ``text`` and ``plain``.

    Attributes:
        scalars: name → what it must be.
        lists: name → what the elements of that list must be.
        sized: names whose length is taken, of a string or a list.
        raises: whether an expression may raise although all that holds.
        literal: whether a string literal stood in a place where text is needed.
    """

    scalars: dict[str, Kind] = field(default_factory=dict)
    lists: dict[str, Kind] = field(default_factory=dict)
    sized: set[str] = field(default_factory=set)
    raises: bool = False
    literal: bool = False

    def text(self, node: cst.BaseExpression) -> bool:
        """Is ``node`` plain, and an exact ``str``?"""
        match node:
            case cst.Name():
                return _need(self.scalars, node.value, "text")
            case cst.SimpleString() | cst.ConcatenatedString():
                self.literal = True
                return isinstance(node.evaluated_value, str)
            case cst.FormattedString():
                self.literal = True
                return self._formatted(node)
            case cst.BinaryOperation():
                return self._text_operation(node)
            case cst.Call():
                return self._text_call(node)
            case cst.IfExp():
                return self.plain(node.test) and self.text(node.body) and self.text(node.orelse)
            case cst.Subscript(value=cst.Name(value=name)):
                return self._element(node, name, "text")
            case _:
                return False

    def plain(self, node: cst.BaseExpression) -> bool:
        """Is ``node`` a plain expression?"""
        match node:
            case cst.Name(value="True" | "False"):
                return True
            case cst.Name():
                return _need(self.scalars, node.value, "plain")
            case cst.SimpleString() | cst.ConcatenatedString():
                return isinstance(node.evaluated_value, str)
            case cst.Integer() | cst.Float():
                return True
            case cst.UnaryOperation():
                self.raises |= not isinstance(node.operator, cst.Not)
                return self.plain(node.expression)
            case cst.BinaryOperation():
                self.raises = True
                return self.plain(node.left) and self.plain(node.right)
            case cst.BooleanOperation():
                return self.plain(node.left) and self.plain(node.right)
            case cst.Comparison():
                return self._comparison(node)
            case cst.IfExp():
                return self.plain(node.test) and self.plain(node.body) and self.plain(node.orelse)
            case cst.Call(func=cst.Attribute(attr=cst.Name(value=name))) if name in _PLAIN_METHODS:
                return self._method(node)
            case cst.Call(func=cst.Name(value=name)) if name in _PLAIN_BUILTINS - {"divmod"}:
                return self._builtin(node, name)
            case cst.Subscript(value=cst.Name(value=name)):
                return self._element(node, name, "plain")
            case _:
                return self.text(node)

    def _comparison(self, node: cst.Comparison) -> bool:
        ordered = (cst.LessThan, cst.GreaterThan, cst.LessThanEqual, cst.GreaterThanEqual)
        operators = [comparison.operator for comparison in node.comparisons]
        self.raises |= any(isinstance(operator, ordered) for operator in operators)
        allowed = all(isinstance(op, (*ordered, cst.Equal, cst.NotEqual)) for op in operators)
        sides = [node.left, *(comparison.comparator for comparison in node.comparisons)]
        return allowed and all(map(self.plain, sides))

    def _text_operation(self, node: cst.BinaryOperation) -> bool:
        match node.operator:
            case cst.Add():
                return self.text(node.left) and self.text(node.right)
            case cst.Multiply():
                self.raises = True
                strings = (cst.SimpleString, cst.FormattedString)
                words, times = (node.left, node.right)
                if isinstance(times, strings):
                    words, times = times, words
                return isinstance(words, strings) and self.text(words) and self.plain(times)
            case cst.Modulo() if isinstance(node.left, cst.SimpleString):
                self.raises = True
                right = node.right
                values = (
                    [e.value for e in right.elements] if isinstance(right, cst.Tuple) else [right]
                )
                return self.text(node.left) and all(map(self.plain, values))
            case _:
                return False

    def _text_call(self, node: cst.Call) -> bool:
        match node.func:
            case cst.Name(value=name) if name in _TEXT_BUILTINS:
                return self._builtin(node, name)
            case cst.Attribute(attr=cst.Name(value=name)) if name in _TEXT_METHODS:
                return self._method(node)
            case _:
                return False

    def _method(self, node: cst.Call) -> bool:
        self.raises |= bool(node.args)
        receiver = cst.ensure_type(node.func, cst.Attribute).value
        return self.text(receiver) and self._arguments(node.args)

    def _builtin(self, node: cst.Call, name: str) -> bool:
        self.raises = True  # even str(n) does, for an int of very many digits
        if name == "len" and len(node.args) == 1 and isinstance(node.args[0].value, cst.Name):
            self.sized.add(node.args[0].value.value)
            return True
        return bool(node.args) and self._arguments(node.args)

    def _arguments(self, arguments: Iterable[cst.Arg]) -> bool:
        return all(not a.star and a.keyword is None and self.plain(a.value) for a in arguments)

    def _element(self, node: cst.Subscript, name: str, kind: Kind) -> bool:
        self.raises = True
        match node.slice:
            case [cst.SubscriptElement(slice=cst.Index(value=index, star=None))]:
                return self.plain(index) and _need(self.lists, name, kind)
            case _:
                return False

    def _formatted(self, node: cst.FormattedString) -> bool:
        parts = [p for p in node.parts if isinstance(p, cst.FormattedStringExpression)]
        self.raises |= bool(parts)
        nested = any(
            isinstance(inner, cst.FormattedStringExpression)
            for part in parts
            for inner in part.format_spec or ()
        )
        return not nested and all(self.plain(part.expression) for part in parts)


def _need(table: dict[str, Kind], name: str, kind: Kind) -> bool:
    if table.get(name) != "text":
        table[name] = kind
    return True


def types(kind: Kind) -> str:
    """The exact types that ``kind`` stands for, as they are written in a guard."""
    return "{str}" if kind == "text" else "{int, float, bool, str}"
