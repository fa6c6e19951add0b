"""Where the names of a function are bound, read, captured and still needed.

Rules ask these questions before they move or drop a name. Every answer errs on the
side of "somebody may still look": a rule that is told so leaves the code alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from enum import Enum
from functools import cache

import libcst as cst

# Fields of nodes that hold layout.
_LAYOUT = (
    *("whitespace", "leading_lines", "lines_after", "empty_lines", "trailing", "header", "footer"),
    *("lpar", "rpar", "lbracket", "rbracket", "lbrace", "rbrace", "comma", "semicolon", "indent"),
)

# Calls that see, or change, local names without naming them.
_REFLECTIVE = frozenset(
    {"locals", "vars", "eval", "exec", "dir", "super", "__class__"}
    | {"_getframe", "currentframe", "stack"}
)


def children(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes right below ``node``, layout left out.

    The library's own ``children`` makes a visitor for each call and is twenty times slower.
    """
    for name in _meaning(type(node)):
        value = getattr(node, name)
        if isinstance(value, list | tuple):
            yield from (part for part in value if isinstance(part, cst.CSTNode))
        elif isinstance(value, cst.CSTNode):
            yield value


@cache
def _meaning(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if not f.name.startswith(_LAYOUT))


def walk(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """``node`` and everything below it, each before its children, layout left out."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(tuple(children(here))))


def names(*nodes: cst.CSTNode) -> frozenset[str]:
    """Every variable named in ``nodes``: not attributes, not keywords of calls."""
    found: set[str] = set()
    for node in nodes:
        match node:
            case cst.Name():
                found.add(node.value)
            case cst.Attribute():
                found |= names(node.value)
            case cst.Arg():
                found |= names(node.value)
            case cst.Annotation():
                pass  # an annotation inside a function is never evaluated
            case _:
                found |= names(*children(node))
    return frozenset(found)


def free(node: cst.CSTNode) -> frozenset[str]:
    """The variables ``node`` takes from around it: a comprehension's own are left out."""
    if isinstance(node, cst.Name):
        return frozenset({node.value})
    if isinstance(node, cst.Attribute | cst.Arg):
        return free(node.value)
    if isinstance(node, cst.Annotation):
        return frozenset()
    inside = frozenset().union(*map(free, children(node)))
    if isinstance(node, cst.BaseComp):
        return (inside - _comprehension_targets(node.for_in)) | free(node.for_in.iter)
    return inside


def _comprehension_targets(clause: cst.CompFor) -> frozenset[str]:
    inner = clause.inner_for_in
    return names(clause.target) | (_comprehension_targets(inner) if inner else frozenset())


def bound(*nodes: cst.CSTNode) -> frozenset[str]:
    """Every variable that the statements of ``nodes`` bind, augment or delete."""
    found: set[str] = set()
    for node in (n for top in nodes for n in walk(top)):
        match node:
            case cst.AssignTarget() | cst.AugAssign() | cst.AnnAssign() | cst.For():
                found |= _plain_targets(node.target)
            case cst.NamedExpr():
                found |= _plain_targets(node.target)
            case cst.Del():
                found |= _plain_targets(node.target)
            case cst.AsName():
                found |= _plain_targets(node.name)
            case cst.FunctionDef() | cst.ClassDef():
                found.add(node.name.value)
            case cst.ImportAlias() if node.asname is None:
                found.add(node.evaluated_name.split(".")[0])
            case cst.Global() | cst.Nonlocal():
                found |= {item.name.value for item in node.names}
            case cst.MatchAs() | cst.MatchStar() if node.name:
                found.add(node.name.value)
            case _:
                pass
    return frozenset(found)


def _plain_targets(target: cst.CSTNode) -> frozenset[str]:
    """The names a target binds: ``a, (b, *c)`` but neither ``a.b`` nor ``a[b]``."""
    match target:
        case cst.Name():
            return frozenset({target.value})
        case cst.Tuple() | cst.List():
            return frozenset().union(*(_plain_targets(e.value) for e in target.elements))
        case _:
            return frozenset()


def targets(target: cst.CSTNode) -> frozenset[str] | None:
    """The names bound by a loop's target, or ``None`` if it binds anything but names."""
    found = _plain_targets(target)
    leaves = [n for n in walk(target) if isinstance(n, cst.Attribute | cst.Subscript)]
    return None if leaves else found


def captured(function: cst.FunctionDef) -> frozenset[str]:
    """Names that other code can see while ``function`` runs.

    That is: names that nested functions, lambdas, classes and lazy generator
    expressions take from around them, and those declared ``global`` or ``nonlocal``.
    """
    found: set[str] = set()
    for node in walk(function.body):
        match node:
            case cst.FunctionDef() | cst.Lambda() | cst.ClassDef():
                found |= names(node)
            case cst.GeneratorExp():
                found |= free(node)
            case cst.Global() | cst.Nonlocal():
                found |= {item.name.value for item in node.names}
            case _:
                pass
    return frozenset(found)


def reflective(function: cst.FunctionDef) -> bool:
    """Does the function look at its own names, as ``locals()`` and ``eval`` do?"""
    return any(isinstance(n, cst.Name) and n.value in _REFLECTIVE for n in walk(function.body))


def surely_bound(
    function: cst.FunctionDef, block: cst.IndentedBlock, start: int, name: str
) -> bool:
    """Has ``name`` a value whenever statement ``start`` of ``block`` is reached?

    Parameters and names from outside the function have one; a local has one if a
    statement that is always passed on the way binds it, and nothing deletes it.
    """
    if name not in bound(function.body):
        return True
    if any(name in bound(n) for n in walk(function.body) if isinstance(n, cst.Del)):
        return False
    if name in {p.name.value for p in walk(function.params) if isinstance(p, cst.Param)}:
        return True
    owners = {id(child): node for node in walk(function) for child in children(node)}
    before: Sequence[cst.CSTNode] = block.body[:start]
    here: cst.CSTNode = block
    while True:
        if any(name in _surely_binds(statement) for statement in before):
            return True
        here, owner = _statement_around(here, owners)
        if isinstance(here, cst.For) and name in _plain_targets(here.target):
            return here.orelse is None
        if isinstance(here, cst.FunctionDef | cst.Try | cst.TryStar) or owner is None:
            return False
        position = next(i for i, sibling in enumerate(owner.body) if sibling is here)
        before = owner.body[:position]
        here = owner


def _surely_binds(statement: cst.CSTNode) -> frozenset[str]:
    match statement:
        case cst.SimpleStatementLine():
            return frozenset().union(*map(_surely_binds, statement.body))
        case cst.Assign():
            return frozenset().union(*(_plain_targets(t.target) for t in statement.targets))
        case cst.AnnAssign() if statement.value is not None:
            return _plain_targets(statement.target)
        case cst.AugAssign():
            return _plain_targets(statement.target)
        case cst.Import() | cst.ImportFrom() | cst.FunctionDef() | cst.ClassDef():
            return bound(statement)
        case _:
            return frozenset()


def fresh(function: cst.FunctionDef, *wanted: str) -> str:
    """The first of ``wanted`` that the function does not use, or the last one with a number."""
    used = names(function)
    numbered = (f"{wanted[-1]}_{number}" for number in range(2, len(used) + 3))
    return next(name for name in (*wanted, *numbered) if name not in used)


class _Use(Enum):
    """What a run of statements does first with a name."""

    READ = "reads it"
    GONE = "binds it anew, or leaves the function"
    NOTHING = "may do neither"


def read_after(function: cst.FunctionDef, block: cst.IndentedBlock, stop: int, name: str) -> bool:
    """May the value that ``name`` has after statement ``stop - 1`` of ``block`` be read later?"""
    if name in captured(function):
        return True
    owners = {id(child): node for node in walk(function) for child in children(node)}
    here: cst.CSTNode = block
    following: Sequence[cst.CSTNode] = block.body[stop:]
    while True:
        use = _first_use(following, name)
        if use is _Use.READ or (use is _Use.GONE and not _can_be_cut_short(here, owners)):
            return use is _Use.READ
        here, owner = _statement_around(here, owners)
        if isinstance(here, cst.FunctionDef) or owner is None:
            return False
        if _read_on_the_way_out(here, name):
            return True
        position = next(i for i, sibling in enumerate(owner.body) if sibling is here)
        following = owner.body[position + 1 :]
        here = owner


def _can_be_cut_short(block: cst.CSTNode, owners: dict[int, cst.CSTNode]) -> bool:
    """May an exception leave ``block`` half-way and the function go on elsewhere?"""
    node: cst.CSTNode | None = block
    while node is not None and not isinstance(node, cst.FunctionDef):
        if isinstance(node, cst.Try | cst.TryStar | cst.With):
            return True
        node = owners.get(id(node))
    return False


def _statement_around(
    block: cst.CSTNode, owners: dict[int, cst.CSTNode]
) -> tuple[cst.CSTNode, cst.IndentedBlock | None]:
    """The compound statement ``block`` is part of, and the block that statement stands in."""
    node = owners[id(block)]
    while not isinstance(node, cst.FunctionDef):
        owner = owners.get(id(node))
        if isinstance(owner, cst.IndentedBlock):
            return node, owner
        if owner is None:
            break
        node = owner
    return node, None


def _read_on_the_way_out(statement: cst.CSTNode, name: str) -> bool:
    """May leaving a block of ``statement`` (looping back included) lead to a read?"""
    match statement:
        case cst.For():
            again = [*statement.body.body, *_else_body(statement.orelse)]
            if name in _plain_targets(statement.target):
                return _first_use(_else_body(statement.orelse), name) is _Use.READ
            return _reads_any(again, name)
        case cst.While():
            again = [*statement.body.body, *_else_body(statement.orelse)]
            return name in free(statement.test) or _reads_any(again, name)
        case cst.If() | cst.With():
            return False
        case cst.Try() | cst.TryStar():
            last = (statement.orelse, statement.finalbody)
            return name in names(*statement.handlers, *(part for part in last if part))
        case _:
            return name in names(statement)  # match: do not follow, be careful


def _reads_any(statements: Sequence[cst.CSTNode], name: str) -> bool:
    return _first_use(statements, name) is _Use.READ


def _else_body(orelse: cst.CSTNode | None) -> Sequence[cst.CSTNode]:
    if isinstance(orelse, cst.Else):
        return orelse.body.body
    return (orelse,) if orelse is not None else ()


def _first_use(statements: Iterable[cst.CSTNode], name: str) -> _Use:
    may_jump = False
    for statement in statements:
        use = _use(statement, name)
        if use is _Use.READ:
            return use
        if use is _Use.GONE:
            return _Use.NOTHING if may_jump else use
        may_jump |= any(isinstance(n, cst.Break | cst.Continue) for n in walk(statement))
    return _Use.NOTHING


def _use(statement: cst.CSTNode, name: str) -> _Use:
    match statement:
        case cst.SimpleStatementLine():
            return _first_use(statement.body, name)
        case cst.Assign():
            return _assignment(statement, name)
        case cst.Return() | cst.Raise():
            return _Use.READ if name in free(statement) else _Use.GONE
        case cst.If():
            branches = (statement.body.body, _else_body(statement.orelse))
            return _either(statement.test, branches, name)
        case cst.For():
            inside = () if name in _plain_targets(statement.target) else statement.body.body
            use = _either(statement.iter, (inside, _else_body(statement.orelse)), name)
            return _Use.READ if use is _Use.READ else _Use.NOTHING
        case cst.Break() | cst.Continue():
            return _Use.NOTHING
        case _:
            return _Use.READ if name in free(statement) else _Use.NOTHING


def _assignment(statement: cst.Assign, name: str) -> _Use:
    if name in free(statement.value):
        return _Use.READ
    if any(name in _plain_targets(t.target) for t in statement.targets):
        return _Use.GONE
    return _Use.READ if name in names(statement) else _Use.NOTHING


def _either(first: cst.CSTNode, branches: Iterable[Iterable[cst.CSTNode]], name: str) -> _Use:
    if name in free(first):
        return _Use.READ
    uses = {_first_use(branch, name) for branch in branches}
    if _Use.READ in uses:
        return _Use.READ
    return _Use.GONE if uses == {_Use.GONE} else _Use.NOTHING
