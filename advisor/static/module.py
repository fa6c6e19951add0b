"""One parsed file, indexed so that rules ask instead of walking.

Every rule looks for a few kinds of node and then asks what stands around them. One
walk answers both for all rules: nodes by kind, and the parent of each.
"""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

Node = TypeVar("Node", bound=ast.AST)
Answer = TypeVar("Answer")
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Comprehension: TypeAlias = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

# Fields that hold no nodes, or nodes that say nothing.
_BARREN = frozenset(
    {"ctx", "op", "id", "attr", "name", "arg", "asname", "module", "level", "kind"}
    | {"type_comment", "is_async", "conversion", "simple", "lineno", "n", "s", "rest"}
)
_BARREN_KINDS = (ast.Constant, ast.Name, ast.Global, ast.Nonlocal, ast.alias)
_DEEP = 40  # questions inside one another: a longer chain is not followed
_BUILTINS = frozenset(dir(builtins))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a rule's habit shows.

    Attributes:
        node: the expression or statement to point at.
        words: what stands for the holes of the rule's message.
    """

    node: ast.expr | ast.stmt
    words: Mapping[str, str]


def _fertile(kind: type[ast.AST]) -> tuple[str, ...]:
    if issubclass(kind, _BARREN_KINDS):
        return ()
    return tuple(name for name in kind._fields if name not in _BARREN)


class Module:
    """The syntax tree of one file, with answers remembered from rule to rule."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.parents: dict[ast.AST, ast.AST] = {}
        self._kinds: defaultdict[type[ast.AST], list[Any]] = defaultdict(list)
        self._answers: dict[Hashable, Any] = {}
        self._asked: set[Hashable] = set()
        self._index()

    def _index(self) -> None:
        waiting: list[ast.AST] = [self.tree]
        parents, kinds = self.parents, self._kinds
        fields: dict[type[ast.AST], tuple[str, ...]] = {}
        while waiting:
            node = waiting.pop()
            kind = node.__class__
            kinds[kind].append(node)
            if kind not in fields:
                fields[kind] = _fertile(kind)[::-1]
            for name in fields[kind]:
                child = getattr(node, name, None)
                if isinstance(child, list):
                    inner = [part for part in reversed(child) if isinstance(part, ast.AST)]
                    parents.update(dict.fromkeys(inner, node))
                    waiting += inner
                elif isinstance(child, ast.AST):
                    parents[child] = node
                    waiting.append(child)

    def all(self, kind: type[Node]) -> Iterator[Node]:
        """The nodes of exactly this kind, in the order of the source."""
        yield from self._kinds[kind]

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node right above ``node``; ``None`` above the module."""
        return self.parents.get(node)

    def above(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """(child, parent) on the way from ``node`` up to the module."""
        parent = self.parents.get(node)
        while parent is not None:
            yield node, parent
            node, parent = parent, self.parents.get(parent)

    def once(self, key: Hashable, answer: Callable[[], Answer]) -> Answer:
        """``answer()``, computed the first time ``key`` is asked for."""
        if key not in self._answers:
            self._answers[key] = answer()
        found: Answer = self._answers[key]
        return found

    def settled(self, key: Hashable, answer: Callable[[], Answer], otherwise: Answer) -> Answer:
        """As ``once``; ``otherwise`` where the answer depends on itself, or on too much."""
        if key in self._answers:
            found: Answer = self._answers[key]
            return found
        if key in self._asked or len(self._asked) > _DEEP:
            return otherwise
        self._asked.add(key)
        try:
            return self.once(key, answer)
        finally:
            self._asked.discard(key)

    def within(self, top: ast.AST) -> tuple[ast.AST, ...]:
        """``top`` and all nodes below it."""
        return self.once(("within", top), lambda: tuple(ast.walk(top)))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """The functions and methods of the file."""
        return (*self.all(ast.FunctionDef), *self.all(ast.AsyncFunctionDef))

    def function(self, node: ast.AST) -> Function | None:
        """The innermost function that ``node`` stands in."""
        for child, parent in self.above(node):
            if isinstance(parent, FUNCTIONS) and child in parent.body:
                return parent
        return None

    def owner(self, node: ast.AST) -> ast.ClassDef | None:
        """The innermost class that ``node`` stands in."""
        owners = (parent for _, parent in self.above(node) if isinstance(parent, ast.ClassDef))
        return next(owners, None)

    @cached_property
    def imports(self) -> Mapping[str, str]:
        """Dotted names that the file's imports give to names: ``{"np": "numpy"}``."""
        found: dict[str, str] = {}
        for node in self.all(ast.Import):
            for alias in node.names:
                head = alias.name.partition(".")[0]
                found[alias.asname or head] = alias.name if alias.asname else head
        for origin in self.all(ast.ImportFrom):
            for alias in origin.names:
                name = alias.asname or alias.name
                found[name] = f"{'.' * origin.level}{origin.module or ''}.{alias.name}"
        return found

    def dotted(self, node: ast.AST) -> str:
        """The full name an expression such as ``np.linalg.inv`` stands for, "" if none.

        A built-in that the file does not bind is called by its own name.
        """
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        name = node.id
        if name in self.imports:
            return ".".join((self.imports[name], *reversed(parts)))
        if not parts and name in _BUILTINS and name not in self._bound_names:
            return name
        return ""

    @cached_property
    def _bound_names(self) -> frozenset[str]:
        stored = {n.id for n in self.all(ast.Name) if not isinstance(n.ctx, ast.Load)}
        defined = {n.name for n in (*self.functions, *self.all(ast.ClassDef))}
        return frozenset(stored | defined | {n.arg for n in self.all(ast.arg)})


def parse(text: str | bytes) -> Module:
    """The file with this content.

    Raises:
        SyntaxError, ValueError: it is no Python.
    """
    return Module(ast.parse(text))
