"""Why a function or a run of statements cannot be replaced as one."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from advisor.parsing import callees, names
from advisor.parsing.modules import Function, Module, own_nodes, parameter_names, qualified

_DYNAMIC = frozenset(("exec", "eval", "globals", "locals", "vars"))
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, and the line it stands on."""

    reason: str
    line: int


def function(module: Module, qualname: str, node: Function) -> str:
    """Why a function cannot be replaced as one, or ""."""
    if "<locals>" in qualname:
        return "it is defined inside another function"
    if qualname.count(".") > 1:
        return "it is a method of a nested class"
    method = "." in qualname
    for child in ast.walk(node):
        tie = _tie(child, method=method)
        if tie:
            return f"line {getattr(child, 'lineno', node.lineno)}: {tie}"
    if sum(name == qualname for name, _ in qualified(module.tree)) > 1:
        return f"{qualname} is defined more than once"
    return ""


def run(
    module: Module, statements: Sequence[ast.stmt], function: Function | None, *, tail: bool
) -> Refusal | None:
    """Why consecutive statements cannot be a function, if there is a reason."""
    method = function is not None and function not in module.tree.body
    for node in own_nodes(statements):
        reason = _leaving(node, tail=tail) or _defining(node) or _tie(node, method=method)
        if reason:
            return Refusal(reason, getattr(node, "lineno", statements[0].lineno))
    if not module.stands_on_its_lines(statements[0], statements[-1]):
        return Refusal("it shares a line with another statement", statements[0].lineno)
    for node in _loose(statements):
        return Refusal("it leaves a loop around", node.lineno)
    assigned = set(names.bound(statements))
    if function is None:
        return _shared_with_helper(module, statements, assigned)
    return _shared_inside(function, assigned)


def _leaving(node: ast.AST, *, tail: bool) -> str:
    leaves = (ast.Yield, ast.YieldFrom, ast.Await) if tail else (
        ast.Return, ast.Yield, ast.YieldFrom, ast.Await
    )  # fmt: skip
    return "it leaves the function" if isinstance(node, leaves) else ""


def _defining(node: ast.AST) -> str:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
            return "it defines something"
        case ast.Import() | ast.ImportFrom():
            return "it imports something"
        case ast.Delete(targets) if all(isinstance(t, ast.Subscript) for t in targets):
            return ""
        case ast.Global() | ast.Nonlocal() | ast.Delete():
            return "it changes names in other ways than assigning"
    return ""


def _tie(node: ast.AST, *, method: bool) -> str:
    """What ties code to the place where it stands, or ""."""
    match node:
        case ast.Name("super" | "__class__"):
            return "super() ties it to its class"
        case ast.Call(ast.Name(name)) if name in _DYNAMIC:
            return f"{name}() can see everything around it"
        case ast.Attribute(_, name) | ast.Name(name) if method and _mangled(name):
            return f"the private name {name} ties it to its class"
        case ast.Nonlocal():
            return "nonlocal ties it to the function around it"
    return ""


def _loose(nodes: Iterable[ast.AST]) -> Iterator[ast.stmt]:
    """``break`` and ``continue`` that belong to a loop around ``nodes``."""
    for node in nodes:
        if isinstance(node, ast.Break | ast.Continue):
            yield node
        elif isinstance(node, _LOOPS):
            yield from _loose(node.orelse)
        elif not isinstance(node, _SCOPES):
            yield from _loose(ast.iter_child_nodes(node))


def _shared_with_helper(
    module: Module, statements: Sequence[ast.stmt], assigned: set[str]
) -> Refusal | None:
    helpers = callees.called(module, statements)
    for helper in set(helpers) & set(module.functions):
        definition = module.functions[helper]
        shared = assigned & names.read_anywhere([definition])
        own = {*names.bound(definition.body), *parameter_names(definition)}
        shared -= own - names.declared(definition)
        if shared:
            reason = f"{helper}() reads {min(shared)}, which is assigned there"
            return Refusal(reason, statements[0].lineno)
    return None


def _shared_inside(function: Function, assigned: set[str]) -> Refusal | None:
    for node in ast.walk(function):
        match node:
            case ast.Global(declared) | ast.Nonlocal(declared) if assigned & set(declared):
                return Refusal(f"{min(assigned & set(declared))} is not local", node.lineno)
            case ast.FunctionDef() | ast.Lambda() if node is not function:
                if assigned & names.read_anywhere([node]):
                    return Refusal("a function inside sees what is assigned there", node.lineno)
    return None


def _mangled(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")
