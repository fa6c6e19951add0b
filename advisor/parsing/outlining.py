"""Make a standalone function of a function's body or of a loop."""

from __future__ import annotations

import ast
import builtins
import copy
from dataclasses import dataclass

from advisor import source
from advisor.parsing import names
from advisor.parsing.modules import Function, Loop, Module, own_nodes, parameter_names, qualified

_DYNAMIC = frozenset(("exec", "eval", "globals", "locals", "vars"))


@dataclass(frozen=True, slots=True)
class Outline:
    """A loop as a function."""

    name: str
    parameters: tuple[str, ...]
    results: tuple[str, ...]
    source: str


def function_source(module: Module, node: Function, body: list[ast.stmt]) -> str:
    """The function without decorators, annotations and default values."""
    arguments = copy.deepcopy(node.args)
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    arguments.defaults = [ast.Constant(None) for _ in arguments.defaults]
    arguments.kw_defaults = [d and ast.Constant(None) for d in arguments.kw_defaults]
    text = source.dedent(module.text(body[0], body[-1]))
    return f"def {node.name}({ast.unparse(arguments)}):\n{source.indent(text, '    ')}"


def function_refusal(module: Module, qualname: str, node: Function) -> str:
    """Why a function cannot be replaced as one, or ""."""
    if "<locals>" in qualname:
        return "it is defined inside another function"
    if qualname.count(".") > 1:
        return "it is a method of a nested class"
    for child in ast.walk(node):
        match child:
            case ast.Name("super" | "__class__"):
                return f"line {child.lineno}: super() ties it to its class"
            case ast.Call(ast.Name(name)) if name in _DYNAMIC:
                return f"line {child.lineno}: {name}() can see everything around it"
            case ast.Attribute(_, name) | ast.Name(name) if "." in qualname and _mangled(name):
                return f"line {child.lineno}: the private name {name} ties it to its class"
            case ast.Nonlocal():
                return f"line {child.lineno}: nonlocal ties it to the function around it"
    if sum(name == qualname for name, _ in qualified(module.tree)) > 1:
        return f"{qualname} is defined more than once"
    return ""


def outline(module: Module, loop: Loop, function: Function | None) -> Outline | str:
    """The loop as a function, or the reason why it cannot be one."""
    refusal = _loop_refusal(module, loop, function)
    if refusal:
        return refusal
    scope = module.tree.body if function is None else function.body
    around = list(parameter_names(function)) if function else []
    before = set(around) | set(_bound_before(scope, loop))
    assigned = names.bound([loop])
    if function is None:
        results = assigned
        data = before - _definitions(module)
    else:
        results = tuple(name for name in assigned if name in _read_outside(scope, loop))
        data = before
    wanted = [*names.exposed([loop]), *results]
    parameters = tuple(dict.fromkeys(name for name in wanted if name in data))
    if function is not None and not results and not parameters:
        return "it uses and leaves nothing"
    name = f"loop_{loop.lineno}"
    body = source.dedent(module.text(loop, loop))
    footer = f"return ({', '.join(results)},)\n" if results else ""
    text = f"def {name}({', '.join(parameters)}):\n{source.indent(body + footer, '    ')}"
    return Outline(name, parameters, results, text)


def _loop_refusal(module: Module, loop: Loop, function: Function | None) -> str:
    for node in own_nodes([loop]):
        match node:
            case ast.Return() | ast.Yield() | ast.YieldFrom() | ast.Await():
                return f"line {node.lineno}: leaves the loop's function"
            case ast.FunctionDef() | ast.Lambda() | ast.ClassDef() | ast.Import():
                return f"line {node.lineno}: defines something inside the loop"
            case ast.Global() | ast.Nonlocal() | ast.Delete() | ast.ImportFrom():
                return f"line {node.lineno}: changes names in other ways than assigning"
            case ast.Call(ast.Name(name)) if name in _DYNAMIC:
                return f"line {node.lineno}: {name}() can see everything around it"
    assigned = set(names.bound([loop]))
    if function is None:
        for helper in module.helpers([loop]):
            shared = assigned & names.read_anywhere([module.functions[helper]])
            shared -= set(names.bound(module.functions[helper].body))
            shared -= set(parameter_names(module.functions[helper]))
            if shared:
                return f"{helper}() reads {min(shared)}, which the loop assigns"
        return ""
    for node in ast.walk(function):
        match node:
            case ast.Global(declared) | ast.Nonlocal(declared) if assigned & set(declared):
                return f"line {node.lineno}: {min(assigned & set(declared))} is not local"
            case ast.FunctionDef() | ast.Lambda() if node is not function:
                if assigned & names.read_anywhere([node]):
                    return f"line {node.lineno}: a function inside sees what the loop assigns"
    return ""


def _bound_before(scope: list[ast.stmt], loop: Loop) -> tuple[str, ...]:
    """Names that the scope may have bound when the loop is reached.

    A loop around it may have bound anything in it on an earlier trip; what only the
    loop itself binds is not bound when it is reached first.
    """
    found: dict[str, None] = {}
    for statement in scope:
        if statement.lineno > loop.lineno:
            break
        holds = statement.lineno <= loop.lineno <= (statement.end_lineno or 0)
        if holds and statement is not loop:
            if isinstance(statement, ast.For | ast.While):
                found.update(dict.fromkeys(names.bound(_without(statement, loop))))
            else:
                inner = [child for child in ast.iter_child_nodes(statement) if child is not loop]
                found.update(dict.fromkeys(_bound_within(inner, loop)))
        elif statement is not loop:
            found.update(dict.fromkeys(names.bound([statement])))
    return tuple(found)


def _without(node: ast.AST, loop: Loop) -> list[ast.AST]:
    """The parts of ``node`` that do not hold the loop."""
    parts = []
    for child in ast.iter_child_nodes(node):
        if child is not loop:
            parts += _without(child, loop) if _holds(child, loop) else [child]
    return parts


def _bound_within(nodes: list[ast.AST], loop: Loop) -> tuple[str, ...]:
    statements = [node for node in nodes if isinstance(node, ast.stmt)]
    others = [node for node in nodes if not isinstance(node, ast.stmt)]
    return (*names.bound(others), *_bound_before(statements, loop))


def _read_outside(scope: list[ast.stmt], loop: Loop) -> frozenset[str]:
    """Names read in the scope anywhere but in the loop (or in it, on a later arrival)."""
    inside = {id(node) for node in ast.walk(loop)}
    again = any(
        node is not loop and isinstance(node, ast.For | ast.While) and _holds(node, loop)
        for statement in scope
        for node in ast.walk(statement)
    )
    read = {
        node.id
        for statement in scope
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
        and not isinstance(node.ctx, ast.Store)
        and id(node) not in inside
    }
    augmented = {
        node.target.id
        for statement in scope
        for node in ast.walk(statement)
        if isinstance(node, ast.AugAssign)
        and isinstance(node.target, ast.Name)
        and id(node) not in inside
    }
    return frozenset(read | augmented | (set(names.exposed([loop])) if again else set()))


def _holds(outer: ast.AST, inner: ast.AST) -> bool:
    return any(node is inner for node in ast.walk(outer))


def _definitions(module: Module) -> frozenset[str]:
    """Names bound at top level by ``def``, ``class`` and ``import``: code, not data."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    found = names.bound(node for node in own_nodes(module.tree.body) if isinstance(node, kinds))
    return frozenset(found) | frozenset(dir(builtins))


def _mangled(name: str) -> bool:
    return name.startswith("__") and not name.endswith("__")
