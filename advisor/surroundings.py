"""What is known of the file and the run that a function was taken from.

A function alone does not tell whether ``sum`` is the built-in, whether ``np`` is
NumPy, or whether a global is used elsewhere; a rule that must know asks here.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from advisor.observing import Seen


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the file and the run a function was taken from.

    Attributes:
        shared: variables of the function that other code can see while it runs: the
            globals that other functions use, for a loop outlined from module level.
        rebound: names of built-ins that the file binds anew.
        modules: names the file's imports bind to modules (``{"np": "numpy"}``);
            ``None`` when the file is not known, then customary names are believed.
        texts: attributes the file sets to a string literal somewhere.
        seen: observed types of variables; ``None`` when nothing was observed.
    """

    shared: frozenset[str] = frozenset()
    rebound: frozenset[str] = frozenset()
    modules: Mapping[str, str] | None = None
    texts: frozenset[str] = frozenset()
    seen: Mapping[str, tuple[Seen, ...]] | None = None

    def is_module(self, name: str, module: str, customary: tuple[str, ...]) -> bool:
        """Does ``name`` stand for ``module`` in this file?"""
        if self.modules is None:
            return name in customary
        return self.modules.get(name) == module

    def may_be(self, name: str, *kinds: str) -> bool:
        """Has ``name`` been seen as one of these kinds, or not been watched at all?"""
        if self.seen is None or name not in self.seen:
            return True
        return any(seen.kind in kinds for seen in self.seen[name])

    def may_hold(self, name: str, *kinds: str) -> bool:
        """Has ``name`` been seen holding nothing but these kinds, or not been watched at all?"""
        if self.seen is None or name not in self.seen:
            return True
        return any({item.kind for item in seen.items} <= set(kinds) for seen in self.seen[name])


UNKNOWN = Surroundings()


def read(source: str, *, module_level: bool = False) -> Surroundings:
    """What the text of a file tells about any function in it.

    ``module_level`` says that the function was outlined from the file's top level,
    so that its variables are globals, which the file's functions can see.
    """
    tree = ast.parse(source)
    return Surroundings(
        shared=_used_by_functions(tree) if module_level else frozenset(),
        rebound=_rebound(tree),
        modules=dict(_imported(tree)),
        texts=frozenset(_text_attributes(tree)),
    )


def _rebound(tree: ast.Module) -> frozenset[str]:
    """Built-in names that anything in the file binds, or that ``import *`` might."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.alias(name="*"):
                return frozenset(dir(builtins))
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
            case _:
                pass
    return frozenset(found) & frozenset(dir(builtins))


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(name, module) for the module-level imports whose names are bound once only."""
    stores = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _stores(n)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                if name not in stores:
                    yield name, alias.name if alias.asname else name


def _stores(name: ast.Name) -> bool:
    return not isinstance(name.ctx, ast.Load)


def _text_attributes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=ast.Constant(value=str())):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str())):
                yield name
            case ast.AnnAssign(
                target=ast.Attribute(attr=name) | ast.Name(id=name), value=ast.Constant(value=str())
            ):
                yield name
            case _:
                pass


def _used_by_functions(tree: ast.Module) -> frozenset[str]:
    functions = (
        n
        for n in ast.walk(tree)
        if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    )
    return frozenset(
        n.id for function in functions for n in ast.walk(function) if isinstance(n, ast.Name)
    ) | frozenset(name for n in ast.walk(tree) if isinstance(n, ast.Global) for name in n.names)
