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
        raises: whether an expression may raise although all that holds.
        literal: whether a string literal stood in a place where text is needed.
    """

    scalars: dict[str, Kind] = field(default_factory=dict)
    lists: dict[str, Kind] = field(default_factory=dict)
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
            listed = node.args[0].value.value
            if listed not in self.scalars:
                return _need(self.lists, listed, "plain")
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


@dataclass(frozen=True, slots=True)
class Feed:
    """What a loop runs over, when that can be told.

    Attributes:
        guards: conditions under which stepping runs no foreign code and every loop
            variable is what was needed of it.
        items: the loop variables.
    """

    guards: tuple[str, ...]
    items: frozenset[str]


def feed(target: cst.BaseExpression, iterable: cst.BaseExpression, needs: Needs) -> Feed | None:
    """The guards for ``for target in iterable``, given what its body needs.

    Understands names of lists and tuples, ``range``, ``enumerate``, ``zip`` and
    ``reversed`` of them. Call it after ``needs`` has seen the whole body.
    """
    sources = _sources(target, iterable, needs)
    if sources is None:
        return None
    guards: list[str] = []
    for variable, source in sources:
        need = needs.scalars.get(variable)
        if source is None and need == "text":
            return None  # a counter where text is needed
        if source is not None:
            guards.append(f"type({source}) in (list, tuple)")
            if need is not None:
                guards.append(f"set(map(type, {source})) <= {types(need)}")
    items = frozenset(variable for variable, _ in sources)
    sound = len(items) == len(sources) and not items & needs.lists.keys()
    return Feed(tuple(dict.fromkeys(guards)), items) if sound else None


def _sources(
    target: cst.BaseExpression, iterable: cst.BaseExpression, needs: Needs
) -> list[tuple[str, str | None]] | None:
    """(loop variable, the list it comes from or ``None`` for a counter)."""
    variables = _variables(target)
    match iterable:
        case cst.Name(value=name) if len(variables) == 1:
            return [(variables[0], name)]
        case cst.Call(func=cst.Name(value="range"), args=args) if len(variables) == 1:
            simple = all(not a.star and a.keyword is None and needs.plain(a.value) for a in args)
            return [(variables[0], None)] if simple else None
        case cst.Call(func=cst.Name(value=builtin), args=args):
            lists = [a.value.value for a in args if isinstance(a.value, cst.Name) and not a.star]
            if len(lists) != len(args) or any(a.keyword for a in args):
                return None
            return _through(builtin, variables, lists)
        case _:
            return None


def _through(
    builtin: str, variables: list[str], lists: list[str]
) -> list[tuple[str, str | None]] | None:
    match builtin, variables, lists:
        case "reversed", [variable], [source]:
            return [(variable, source)]
        case "enumerate", [counter, variable], [source]:
            return [(counter, None), (variable, source)]
        case "zip", _, _ if len(variables) == len(lists) > 0:
            return list(zip(variables, lists, strict=True))
        case _:
            return None


def _variables(target: cst.BaseExpression) -> list[str]:
    match target:
        case cst.Name():
            return [target.value]
        case cst.Tuple() if all(isinstance(e.value, cst.Name) for e in target.elements):
            return [cst.ensure_type(e.value, cst.Name).value for e in target.elements]
        case _:
            return []


def guards(needs: Needs, inside: Iterable[str]) -> tuple[str, ...]:
    """The conditions on the names around a loop; those bound ``inside`` it left out."""
    bound = frozenset(inside)
    scalars = (
        f"type({name}) is str" if kind == "text" else f"type({name}) in (int, float, bool, str)"
        for name, kind in needs.scalars.items()
        if name not in bound
    )
    lists = (
        condition
        for name, kind in needs.lists.items()
        for condition in (
            f"type({name}) in (list, tuple)",
            f"set(map(type, {name})) <= {types(kind)}",
        )
    )
    return (*scalars, *lists)
