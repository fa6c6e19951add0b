"""One region on its way to a kernel: what is known before any function is lowered."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from advisor.kernel.nodes import Identity
from advisor.lowering.errors import UnsupportedError
from advisor.observing import Seen


@dataclass(slots=True)
class Unit:
    """The region's surroundings, and the functions lowered so far.

    Attributes:
        tree: the region's own function.
        offset: add it to a line of the source to get the line in the file.
        loop: whether it hands back the names a run of statements leaves, always as a tuple.
        helpers: the project's functions it calls, parsed.
        names: what each global or attribute was in the recorded calls, heaviest first.
        result: what the region handed back in those calls.
        instances: the kernel function of a helper for given argument types.
        identities: what the guard must compare.
        lower_instance: lowers a helper for given argument types.
        bodies: helpers' bodies ready to be put in line.
        generators: the random generators it draws from, by how it reaches each, with the
            expressions and the methods they are ("" for the generator itself).
        kinds: how each of them draws.
        states: each array of their states by its origin: the generator and the part.
        seen: what each of the kernel's own parameters was.
    """

    tree: ast.FunctionDef
    offset: int
    loop: bool
    helpers: Mapping[str, ast.FunctionDef]
    names: Mapping[str, tuple[Seen, ...]]
    parameters: Mapping[str, tuple[Seen, ...]]
    result: Seen | None
    instances: dict[object, object] = field(default_factory=dict)
    identities: dict[str, Identity] = field(default_factory=dict)
    lower_instance: Callable[..., None] = lambda *_: None
    bodies: dict[str, list[ast.stmt]] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    generators: dict[str, dict[str, str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    states: dict[str, tuple[str, str]] = field(default_factory=dict)

    def require(
        self, expression: str, *, helper: bool = False, target: str = "", owner: str = ""
    ) -> None:
        """Let the guard compare a global that the kernel takes for granted."""
        self.identities[expression] = Identity(expression, helper, target, owner)

    def straight(
        self, name: str, straightened: Callable[[list[ast.stmt]], list[ast.stmt] | None]
    ) -> list[ast.stmt]:
        """A helper's body with each ``return`` at the end of a branch; made once."""
        if name not in self.bodies:
            self.bodies[name] = straightened(self.helpers[name].body) or []
        return self.bodies[name]


def parse_function(source: str) -> ast.FunctionDef:
    """The function a source text consists of.

    Raises:
        UnsupportedError: it is no plain function.
    """
    (node,) = ast.parse(source).body
    if not isinstance(node, ast.FunctionDef):
        raise UnsupportedError("an async function")
    arguments = node.args
    if arguments.vararg or arguments.kwarg:
        raise UnsupportedError("a function with star arguments", node.lineno)
    return node
