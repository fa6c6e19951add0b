"""How the functions of a file are called in it, and what they return.

Most scripts annotate nothing, but call their functions a few lines further down.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from advisor.static.module import FUNCTIONS, Function, Module

_ENOUGH = 20  # calls of one function to look at


def defined(module: Module, name: str) -> Function | None:
    """The one function called ``name`` that the file defines; ``None`` if it is not one."""
    found = _definitions(module).get(name, ())
    return found[0] if len(found) == 1 else None


def sites(module: Module, function: Function) -> Sequence[ast.Call]:
    """The calls of a function of this file, by its name or as a method of ``self``."""
    if defined(module, function.name) is not function:
        return ()
    return _sites(module).get(function.name, ())


def given(module: Module, parameter: ast.arg) -> Iterator[ast.expr]:
    """What the calls in this file hand over for ``parameter``, its default where they do not."""
    arguments = module.parent(parameter)
    function = module.parent(arguments) if arguments is not None else None
    if not isinstance(function, FUNCTIONS) or function.decorator_list:
        return
    parameters = [*function.args.posonlyargs, *function.args.args]
    place = parameters.index(parameter) if parameter in parameters else None
    for call in sites(module, function)[:_ENOUGH]:
        shift = 1 if isinstance(call.func, ast.Attribute) else 0
        value = _argument(call, parameter.arg, None if place is None else place - shift)
        value = value or _default(function, parameter)
        if value is not None:
            yield value


def results(module: Module, name: str) -> Iterator[ast.expr]:
    """The expressions that the function called ``name`` returns; none if it is a generator."""
    function = defined(module, name)
    if function is None or function.decorator_list or isinstance(function, ast.AsyncFunctionDef):
        return
    own = [node for node in module.within(function) if module.function(node) is function]
    if any(isinstance(node, ast.Yield | ast.YieldFrom) for node in own):
        return
    yield from (node.value for node in own if isinstance(node, ast.Return) and node.value)


def _argument(call: ast.Call, name: str, place: int | None) -> ast.expr | None:
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    if place is not None and 0 <= place < len(call.args):
        before = call.args[: place + 1]
        if not any(isinstance(argument, ast.Starred) for argument in before):
            return call.args[place]
    return None


def _default(function: Function, parameter: ast.arg) -> ast.expr | None:
    parameters = [*function.args.posonlyargs, *function.args.args]
    defaults = function.args.defaults
    if parameter in parameters:
        place = parameters.index(parameter) - len(parameters) + len(defaults)
        return defaults[place] if place >= 0 else None
    if parameter in function.args.kwonlyargs:
        return function.args.kw_defaults[function.args.kwonlyargs.index(parameter)]
    return None


def _definitions(module: Module) -> Mapping[str, Sequence[Function]]:
    def collected() -> Mapping[str, Sequence[Function]]:
        found: dict[str, list[Function]] = {}
        for function in module.functions:
            found.setdefault(function.name, []).append(function)
        return found

    return module.once("definitions", collected)


def _sites(module: Module) -> Mapping[str, Sequence[ast.Call]]:
    def collected() -> Mapping[str, Sequence[ast.Call]]:
        found: dict[str, list[ast.Call]] = {}
        for call in module.all(ast.Call):
            match call.func:
                case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name):
                    found.setdefault(name, []).append(call)
                case _:
                    pass
        return found

    return module.once("sites", collected)
