"""The project's functions that a region can call by name: of its file, and of those beside it.

A function from another file is compiled along as its file has it now, among the names that
are known where the region stands. So it must be found beside the region's file (or from the
root of its package), and what it reads from around it must mean the same in both.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from advisor.parsing import modules, names
from advisor.parsing.modules import Function, Module

_SPECIAL = frozenset({"__slots__", "__getattr__", "__getattribute__", "__dict__", "__class__"})


def known(module: Module) -> Mapping[str, Function]:
    """The functions that can be called by name at the top level of a file."""
    imported = {name: function for name, (_, function) in _imported(module).items()}
    return {**imported, **module.functions}


def called(module: Module, nodes: Iterable[ast.AST]) -> tuple[str, ...]:
    """The functions that ``nodes`` call by name, and those they call."""
    imported = _imported(module)
    found: dict[str, None] = {}
    waiting = list(nodes)
    while waiting:
        for node in ast.walk(waiting.pop()):
            if not isinstance(node, ast.Name) or node.id in found:
                continue
            if node.id in module.functions:
                waiting.append(module.functions[node.id])
            if node.id in module.functions or node.id in imported:
                found[node.id] = None
    return tuple(found)


def sources(module: Module, wanted: Iterable[str]) -> dict[str, str]:
    """The wanted functions as source, those whose name surely stands for them."""
    found = {}
    for name in wanted:
        if module.is_plain(name):
            found[name] = _source(module, module.functions[name])
        elif name in _imported(module):
            found[name] = _source(*_imported(module)[name])
        elif "." in name:
            holder, _, method = name.partition(".")
            found[name] = _source(module, _plain_methods(module, holder)[method])
    return found


def outside(module: Module, name: str) -> tuple[str, ...] | None:
    """The names that a function from another file reads there; ``None`` for one of this file."""
    _, function = _imported(module).get(name, (module, None))
    return tuple(sorted(_outside(function))) if function else None


def _source(module: Module, function: Function) -> str:
    return modules.function_source(module, function, modules.without_docstring(function.body))


def methods(module: Module, qualname: str, nodes: Iterable[ast.AST]) -> tuple[str, ...]:
    """The methods that ``nodes``, of a method themselves, call on their own object.

    Only of a plain class at the top level of its file, where nothing stands between an
    object and its methods; each as ``Class.method``, with those that it calls in turn.
    """
    holder, _, name = qualname.rpartition(".")
    plain = _plain_methods(module, holder)
    if name not in plain:
        return ()
    found: dict[str, None] = {}
    waiting = [(plain[name], node) for node in nodes]
    while waiting:
        around, node = waiting.pop()
        for called_name in _called_on(around.args.args[0].arg, node):
            if called_name in plain and called_name not in found:
                found[called_name] = None
                waiting.append((plain[called_name], plain[called_name]))
    return tuple(f"{holder}.{one}" for one in found)


def _called_on(owner: str, node: ast.AST) -> Iterator[str]:
    for call in ast.walk(node):
        match call:
            case ast.Call(ast.Attribute(ast.Name(name), attribute)) if name == owner:
                yield attribute


def _plain_methods(module: Module, holder: str) -> Mapping[str, Function]:
    """The methods of a class that says nothing of how its attributes are found."""
    binders = [node for node in module.tree.body if holder in names.bound([node])]
    match binders:
        case [ast.ClassDef(bases=[], keywords=[], decorator_list=[], body=body)]:
            bound = [name for node in body for name in names.bound([node])]
            if not _SPECIAL.isdisjoint(bound):
                return {}
            return {
                node.name: node
                for node in body
                if isinstance(node, ast.FunctionDef)
                and bound.count(node.name) == 1
                and not node.decorator_list
                and node.args.args
            }
        case _:
            return {}


def _imported(module: Module) -> Mapping[str, tuple[Module, Function]]:
    return _from_beside(module.path, module.digest)


@lru_cache(maxsize=64)
def _from_beside(path: Path, digest: str) -> Mapping[str, tuple[Module, Function]]:
    """What a file imports from those beside it and can be compiled along, by its name there."""
    del digest  # with the path it is the key
    module = modules.read(path)
    return {
        name: (other, function)
        for name, other, function in _candidates(module)
        if all(_means_the_same(read, other, module) for read in _outside(function))
    }


def _candidates(module: Module) -> Iterator[tuple[str, Module, Function]]:
    for node in module.tree.body:
        path = _file(module.path, node) if isinstance(node, ast.ImportFrom) else None
        if path is None:
            continue
        assert isinstance(node, ast.ImportFrom)
        other = modules.read(path)
        for alias in node.names:
            name = alias.asname or alias.name
            if module.binds_once(name) and other.is_plain(alias.name):
                yield name, other, other.functions[alias.name]


def _file(path: Path, node: ast.ImportFrom) -> Path | None:
    """The project's file that an import names, if it can only be one."""
    if not node.module or node.module in sys.builtin_module_names:
        return None
    roots = [path.parents[node.level - 1]] if node.level else [path.parent, _root(path)]
    files = {root.joinpath(*node.module.split(".")).with_suffix(".py") for root in roots}
    found = [file for file in files if file.is_file() and file != path]
    return found[0] if len(found) == 1 else None


def _root(path: Path) -> Path:
    """The folder around the package that a file belongs to."""
    root = path.parent
    while (root / "__init__.py").exists() and root != root.parent:
        root = root.parent
    return root


def _outside(function: Function) -> frozenset[str]:
    """Names that a function reads and does not bind itself."""
    own = {*names.bound(function.body), *modules.parameter_names(function)}
    return names.read_anywhere(function.body) - (own - names.declared(function))


def _means_the_same(name: str, there: Module, here: Module) -> bool:
    """Whether a name stands for the same built-in or library in both files."""
    bindings = [
        [ast.dump(node) for node in module.tree.body if name in names.bound([node])]
        for module in (there, here)
    ]
    if not any(bindings):
        return hasattr(builtins, name)
    return bindings[0] == bindings[1] and len(bindings[0]) == 1 and name in there.imported
