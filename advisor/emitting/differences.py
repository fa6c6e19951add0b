"""Where code that Cython compiles unchanged would not do exactly what Python does.

Cython's objects are Python's, but literals and tests are C numbers to it, messages of
some exceptions are its own, and a few constructs are optimised beyond what is the same.
A function with one of these is left to Python.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from advisor.parsing import Region, names

_SEES_FRAMES = frozenset(
    (
        "__class__", "breakpoint", "dir", "eval", "exec", "globals", "inspect", "locals",
        "logging", "super", "traceback", "vars", "warnings",
    )
)  # fmt: skip
_FRAME_ATTRIBUTES = frozenset(("_getframe", "exc_info", "f_back", "__traceback__"))
_CYTHON_WORDS = frozenset(
    (
        "by", "cdef", "cimport", "cpdef", "ctypedef", "cython", "DEF", "ELIF", "ELSE", "enum",
        "extern", "gil", "IF", "include", "nogil", "NULL", "sizeof", "struct", "union",
    )
)  # fmt: skip
_STATEMENTS = {
    ast.FunctionDef: "a function",
    ast.AsyncFunctionDef: "an async function",
    ast.Lambda: "a lambda",
    ast.ClassDef: "a class",
    ast.AsyncFor: "an async for",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield from",
    ast.Global: "a global statement",
    ast.Nonlocal: "nonlocal",
    ast.Import: "an import",
    ast.ImportFrom: "an import",
    ast.Match: "match",
    ast.TryStar: "except*",
    ast.With: "with",
    ast.AsyncWith: "an async with",
    ast.NamedExpr: "an assignment in an expression",
    ast.Starred: "a star",
}
_CONSUMERS = frozenset(
    ("all", "any", "dict", "frozenset", "list", "max", "min", "set", "sorted", "sum", "tuple")
)
_LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp)
_LITERALS = (*_DISPLAYS, ast.JoinedStr, ast.Constant, ast.GeneratorExp)


def refusal(region: Region, body: list[ast.stmt]) -> str:
    """Why the region is not for Cython as it stands, or "".

    ``body`` are the region's statements, parsed.
    """
    nodes = [node for statement in body for node in ast.walk(statement)]
    if region.flows_on or region.generator:
        return "only what returns is compiled unchanged"
    if not any(isinstance(node, _LOOPS) for node in nodes):
        return "it has no loop"
    local = {*region.parameters, *names.bound(body)}
    words = {node.id for node in nodes if isinstance(node, ast.Name)} | local
    for taken in sorted(words):
        if taken in _CYTHON_WORDS | {"globals"} or taken.startswith("_advisor_"):
            return f"the name {taken} is needed for something else"
    unbound = local.intersection(names.exposed(body)) - {*region.parameters}
    if unbound:
        return f"{min(unbound)} may be read before it is bound"
    for node in nodes:
        construct = _construct(node) or _on_locals(node, local)
        if construct:
            return f"line {getattr(node, 'lineno', 1) + region.offset}: {construct}"
    return _generators(nodes)


def _on_locals(node: ast.AST, local: set[str]) -> str:
    match node:
        case ast.Raise(ast.Name(name)) if name in local:
            return "something other than a new exception is raised"
        case ast.ExceptHandler(ast.expr() as caught) if local.intersection(
            n.id for n in ast.walk(caught) if isinstance(n, ast.Name)
        ):
            return "what is caught is in a variable"
        case ast.Compare(_, _, [*middle, _]) if any(
            isinstance(m, ast.Name) and m.id not in local for m in middle
        ):
            return "a chain of comparisons around a global"
    return ""


def _construct(node: ast.AST) -> str:
    """What in this node Cython does otherwise, or ""."""
    if type(node) in _STATEMENTS:
        return _STATEMENTS[type(node)]
    match node:
        case ast.Name(name) if name in _SEES_FRAMES:
            return f"{name} can see the frame it runs in"
        case ast.Attribute(_, name) if name in _FRAME_ATTRIBUTES:
            return f"{name} can see the frame it runs in"
        case ast.Delete(targets) if any(isinstance(t, ast.Name) for t in targets):
            return "a name is deleted"
        case ast.AnnAssign(target, _, value) if value is None or not isinstance(target, ast.Name):
            return "an annotation alone"
        case ast.Raise(exc) if exc and not isinstance(exc, ast.Call | ast.Name):
            return "something other than a new exception is raised"
        case ast.Compare(_, _, [*middle, _]) if any(
            not isinstance(m, ast.Name | ast.Constant) for m in middle
        ):
            return "a chain of comparisons around a calculation"
        case ast.keyword(None):
            return "a double star"
        case ast.Dict(keys) if None in keys:
            return "a double star"
        case ast.Constant(bytes() | complex()):
            return "a literal that is a C value to Cython"
    return _nested_targets(node) or _on_literals(node) or _c_numbers(node)


def _nested_targets(node: ast.AST) -> str:
    match node:
        case ast.Tuple(elements, ast.Store()) | ast.List(elements, ast.Store()):
            if any(isinstance(e, ast.Tuple | ast.List) for e in elements):
                return "values are unpacked into nested targets"
        case ast.Assign([_, _, *_] as targets):
            if any(isinstance(target, ast.Tuple | ast.List) for target in targets):
                return "values are unpacked and kept"
        case ast.comprehension(ast.Tuple(elements) | ast.List(elements), iterable):
            if _length(iterable) != len(elements):
                return "values are unpacked in a comprehension"
    return ""


def _length(iterable: ast.expr) -> int | None:
    """The number of values in each item, where that is certain."""
    match iterable:
        case ast.Call(ast.Name("enumerate")):
            return 2
        case ast.Call(ast.Name("zip"), iterables):
            return len(iterables)
    return None


def _on_literals(node: ast.AST) -> str:
    """Operations on literals, whose type Cython knows."""
    match node:
        case ast.Subscript(value) if isinstance(value, _LITERALS):
            return "a subscript of a literal"
        case ast.Attribute(ast.Constant(str()), "join" | "format"):
            return ""
        case ast.Attribute(value) if isinstance(value, _LITERALS):
            return "an attribute of a literal"
        case ast.BinOp(ast.Constant(str()) | ast.JoinedStr(), ast.Mod()):
            return "a literal formatted with %"
        case ast.BinOp(left, ast.Mult(), right) if _sequence(left) or _sequence(right):
            return "a literal sequence is repeated"
        case ast.Compare(left, operators, others):
            for operator, right in zip(operators, others, strict=True):
                if isinstance(operator, ast.In | ast.NotIn) and isinstance(right, _DISPLAYS):
                    return "a search in a literal"
    return ""


def _sequence(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.Tuple) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _c_numbers(node: ast.AST) -> str:
    """Arithmetic and choices among what Cython takes for C numbers."""
    match node:
        case ast.BinOp(left, _, right) if _is_c(left) and _is_c(right):
            return "arithmetic on literals or tests"
        case ast.UnaryOp(ast.UAdd() | ast.USub() | ast.Invert(), operand):
            if _is_c(operand) and not _is_number(operand):
                return "arithmetic on literals or tests"
        case ast.IfExp(_, body, orelse):
            return _choice((body, orelse))
        case ast.BoolOp(_, values):
            return _choice(values)
        case ast.Subscript(_, index) if _is_c(index) and not _is_number(index):
            return "a test is an index"
        case ast.Slice(lower, upper, step):
            if any(part and _is_c(part) and not _is_number(part) for part in (lower, upper, step)):
                return "a test is an index"
        case ast.FormattedValue(value) if _is_c(value):
            return "a test or a literal is formatted"
    return ""


def _choice(values: Iterable[ast.expr]) -> str:
    """One of several values: C would give all of them one type."""
    typed = [value for value in values if _is_c(value)]
    numbers = [
        value for value in typed if not isinstance(value, ast.Compare) and not _is_not(value)
    ]
    if numbers and len(typed) > 1:
        kinds = {type(_number(value)) for value in typed}
        if len(kinds) > 1 or None in map(_number, typed):
            return "a choice between literals of several kinds"
    return ""


def _is_c(node: ast.expr) -> bool:
    """Whether Cython may hold it as a C number."""
    match node:
        case ast.Constant(value):
            return isinstance(value, bool | int | float)
        case ast.Compare() | ast.UnaryOp(ast.Not()):
            return True
        case ast.UnaryOp(_, operand):
            return _is_c(operand)
        case ast.BinOp(left, _, right) | ast.IfExp(_, left, right):
            return _is_c(left) and _is_c(right)
        case ast.BoolOp(_, values):
            return all(map(_is_c, values))
    return False


def _is_not(node: ast.expr) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)


def _is_number(node: ast.expr) -> bool:
    return _number(node) is not None and not isinstance(_number(node), bool)


def _number(node: ast.expr) -> bool | int | float | None:
    """The value of a literal, with or without a sign."""
    match node:
        case ast.UnaryOp(ast.USub() | ast.UAdd(), ast.Constant(int() | float() as value)):
            return None if isinstance(value, bool) else value
        case ast.Constant(bool() | int() | float() as value):
            return value
    return None


def _generators(nodes: Iterable[ast.AST]) -> str:
    """A generator expression is of Cython's own type, which must not get about."""
    handed = {
        id(argument)
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in _CONSUMERS
        for argument in node.args[:1]
    }
    for node in nodes:
        if isinstance(node, ast.GeneratorExp) and id(node) not in handed:
            return "a generator expression goes elsewhere than into a built-in function"
    return ""
