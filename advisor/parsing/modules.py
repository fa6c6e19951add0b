"""One file of the user's, parsed: its functions by name, and where things stand."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from advisor.parsing import names
from advisor.source import Source, decode, dedent, indent

Function = ast.FunctionDef
_CALCULATED = ast.Constant(...)
"""Stands for a default value that is not written down: nothing is compiled that rests on it."""


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed file.

    Attributes:
        digest: SHA-256 of its bytes.
        functions: the functions defined at its top level, by name.
    """

    path: Path
    digest: str
    source: Source
    tree: ast.Module
    functions: Mapping[str, Function]

    @property
    def imported(self) -> frozenset[str]:
        """Names that an import binds, wherever it stands."""
        kinds = (ast.Import, ast.ImportFrom)
        return frozenset(names.bound(n for n in ast.walk(self.tree) if isinstance(n, kinds)))

    def function_at(self, qualname: str, first_line: int) -> Function | None:
        """The function of that name whose ``def`` or first decorator is on that line."""
        found = [node for name, node in qualified(self.tree) if name == qualname]
        exact = [node for node in found if _first_line(node) == first_line]
        return next(iter(exact or found), None)

    def binds_once(self, name: str) -> bool:
        """Whether one statement at the top level binds a name, and no function rebinds it."""
        nodes = ast.walk(self.tree)
        declared = any(isinstance(n, ast.Global) and name in n.names for n in nodes)
        return not declared and sum(name in names.bound([n]) for n in self.tree.body) == 1

    def is_plain(self, name: str) -> bool:
        """Whether a name stands for one function as written: not decorated, not bound anew."""
        binders = [node for node in self.tree.body if name in names.bound([node])]
        match binders:
            case [ast.FunctionDef(decorator_list=[])]:
                return True
            case _:
                return False

    def text(self, first: ast.stmt, last: ast.stmt) -> str:
        """The lines from one statement to another, from the first one's column on."""
        lines = self.source.lines[first.lineno - 1 : last.end_lineno]
        before = lines[0].encode()[: first.col_offset].decode()
        if before.strip():  # `def f(x): return x`: the body begins in the middle of a line
            lines[0] = lines[0][len(before) :]
        text = "".join(lines)
        return text if text.endswith("\n") else text + "\n"

    def stands_on_its_lines(self, first: ast.stmt, last: ast.stmt) -> bool:
        """Whether no other statement shares the first or the last line."""
        lines = self.source.lines
        before = lines[first.lineno - 1].encode()[: first.col_offset]
        after = lines[(last.end_lineno or last.lineno) - 1].encode()[last.end_col_offset :]
        return not before.strip() and (not after.strip() or after.strip().startswith(b"#"))


def read(path: Path) -> Module:
    """The file as it is now; parsed once for as long as its bytes stay the same."""
    return _parsed(path, path.read_bytes())


@lru_cache(maxsize=64)
def _parsed(path: Path, data: bytes) -> Module:
    text = decode(path, data)
    tree = ast.parse(text.text, filename=str(path))
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    return Module(path, hashlib.sha256(data).hexdigest(), text, tree, functions)


def qualified(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Every function with its qualified name, as ``code.co_qualname`` has it."""
    yield from _qualified(tree.body, "")


def _qualified(nodes: Iterable[ast.AST], prefix: str) -> Iterator[tuple[str, Function]]:
    for node in nodes:
        match node:
            case ast.FunctionDef():
                yield prefix + node.name, node
                yield from _qualified(node.body, f"{prefix}{node.name}.<locals>.")
            case ast.ClassDef():
                yield from _qualified(node.body, f"{prefix}{node.name}.")
            case _:
                yield from _qualified(ast.iter_child_nodes(node), prefix)


def function_source(module: Module, node: Function, body: list[ast.stmt]) -> str:
    """The function without decorators, annotations and default values that are calculated."""
    arguments = copy.deepcopy(node.args)
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    arguments.defaults = [d if _is_literal(d) else _CALCULATED for d in arguments.defaults]
    arguments.kw_defaults = [
        d if d is None or _is_literal(d) else _CALCULATED for d in arguments.kw_defaults
    ]
    text = dedent(module.text(body[0], body[-1]))
    return f"def {node.name}({ast.unparse(arguments)}):\n{indent(text, '    ')}"


def literal_defaults(function: str) -> str:
    """How a function's ``__defaults__`` and ``__kwdefaults__`` look; "" unless all are literals."""
    (node,) = ast.parse(function).body
    assert isinstance(node, Function)
    arguments = node.args
    every = [*arguments.defaults, *filter(None, arguments.kw_defaults)]
    if not every or not all(map(_is_literal, every)):
        return ""
    plain = tuple(map(ast.literal_eval, arguments.defaults))
    only = {
        argument.arg: ast.literal_eval(default)
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is not None
    }
    return f"{plain or None} {only or None}"


def _is_literal(node: ast.expr) -> bool:
    match node:
        case ast.UnaryOp(ast.USub() | ast.UAdd(), ast.Constant(value)):
            return type(value) in (int, float, complex)
        case ast.Constant():
            return True
    return False


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """A function's statements after its docstring (or the docstring, if that is all)."""
    match body:
        case [ast.Expr(ast.Constant(str())), _, *_]:
            return body[1:]
        case _:
            return body


def parameter_names(node: Function) -> Iterator[str]:
    """The names of all parameters, in the order they are declared."""
    arguments = node.args
    for argument in (*arguments.posonlyargs, *arguments.args):
        yield argument.arg
    if arguments.vararg:
        yield arguments.vararg.arg
    for argument in arguments.kwonlyargs:
        yield argument.arg
    if arguments.kwarg:
        yield arguments.kwarg.arg


def is_generator(node: Function) -> bool:
    """Whether calling the function makes a generator."""
    return any(isinstance(child, ast.Yield | ast.YieldFrom) for child in own_nodes(node.body))


def own_nodes(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Everything below ``nodes`` that is not inside a function or class defined there."""
    for node in nodes:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from own_nodes(ast.iter_child_nodes(node))


def _first_line(node: Function) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
