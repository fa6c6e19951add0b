"""Loops that run no foreign code, provided the names in them hold plain values.

Such a loop can be computed in another way, and nobody can tell. What must be true of
each name is collected on the way and becomes the guard of the fast path.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import libcst as cst

from advisor import flow
from advisor.plain import Kind, Needs, types

# Built-ins that use up a generator on the spot and call nobody, given plain values.
CONSUMERS = frozenset({"sum", "any", "all", "list", "set", "tuple", "sorted", "max", "min"})


@dataclass(frozen=True, slots=True)
class Feed:
    """What a loop runs over, when that can be told.

    Attributes:
        guards: conditions under which stepping runs no foreign code and every loop
            variable is what was needed of it.
        items: the loop variables.
    """

    guards: tuple[str, ...]
    items: frozenset[str]


def feed(target: cst.BaseExpression, iterable: cst.BaseExpression, needs: Needs) -> Feed | None:
    """The guards for ``for target in iterable``, given what its body needs.

    Understands names of lists and tuples, ``range``, ``enumerate``, ``zip`` and
    ``reversed`` of them. Call it after ``needs`` has seen the whole body.
    """
    sources = _sources(target, iterable, needs)
    if sources is None:
        return None
    guards: list[str] = []
    for variable, source in sources:
        if variable in needs.sized:
            needs.scalars.setdefault(variable, "plain")
        need = needs.scalars.get(variable)
        if source is None and need == "text":
            return None  # a counter where text is needed
        if source is not None:
            guards.append(f"type({source}) in (list, tuple)")
            if need is not None:
                guards.append(f"set(map(type, {source})) <= {types(need)}")
    items = frozenset(variable for variable, _ in sources)
    sound = len(items) == len(sources) and not items & needs.lists.keys()
    return Feed(tuple(dict.fromkeys(guards)), items) if sound else None


def _sources(
    target: cst.BaseExpression, iterable: cst.BaseExpression, needs: Needs
) -> list[tuple[str, str | None]] | None:
    """(loop variable, the list it comes from or ``None`` for a counter)."""
    variables = _variables(target)
    match iterable:
        case cst.Name(value=name) if len(variables) == 1:
            return [(variables[0], name)]
        case cst.Call(func=cst.Name(value="range"), args=args) if len(variables) == 1:
            simple = all(not a.star and a.keyword is None and needs.plain(a.value) for a in args)
            return [(variables[0], None)] if simple else None
        case cst.Call(func=cst.Name(value=builtin), args=args):
            lists = [a.value.value for a in args if isinstance(a.value, cst.Name) and not a.star]
            if len(lists) != len(args) or any(a.keyword for a in args):
                return None
            return _through(builtin, variables, lists)
        case _:
            return None


def _through(
    builtin: str, variables: list[str], lists: list[str]
) -> list[tuple[str, str | None]] | None:
    match builtin, variables, lists:
        case "reversed", [variable], [source]:
            return [(variable, source)]
        case "enumerate", [counter, variable], [source]:
            return [(counter, None), (variable, source)]
        case "zip", _, _ if len(variables) == len(lists) > 0:
            return list(zip(variables, lists, strict=True))
        case _:
            return None


def _variables(target: cst.BaseExpression) -> list[str]:
    match target:
        case cst.Name():
            return [target.value]
        case cst.Tuple() if all(isinstance(e.value, cst.Name) for e in target.elements):
            return [cst.ensure_type(e.value, cst.Name).value for e in target.elements]
        case _:
            return []


def guards(needs: Needs, inside: Iterable[str]) -> tuple[str, ...]:
    """The conditions on the names around a loop; those bound ``inside`` it left out."""
    bound = frozenset(inside)
    scalars = (
        f"type({name}) is str" if kind == "text" else f"type({name}) in (int, float, bool, str)"
        for name, kind in needs.scalars.items()
        if name not in bound
    )
    lists = (condition for name, kind in needs.lists.items() for condition in _list_of(name, kind))
    lengths = (
        f"type({name}) in (list, tuple, str)"
        for name in sorted(needs.sized - needs.scalars.keys() - needs.lists.keys() - bound)
    )
    return (*scalars, *lists, *lengths)


def membership(node: cst.Comparison) -> tuple[cst.BaseExpression, str] | None:
    """(item, list) of a search ``item in list`` or ``item not in list``."""
    match node.comparisons:
        case [
            cst.ComparisonTarget(operator=cst.In() | cst.NotIn(), comparator=cst.Name(value=name))
        ]:
            return node.left, name
        case _:
            return None


class Body:
    """Goes through a statement and says whether it is plain.

    What it searches with ``in`` are lists, which the caller names; what it fills with
    ``append`` are lists, too.
    """

    def __init__(self, lists: tuple[str, ...] = ()) -> None:
        self.lists = lists
        self.needs = Needs()
        self.feeds: list[tuple[cst.BaseExpression, cst.BaseExpression]] = []
        self.filled: set[str] = set()

    def at(self, statement: cst.CSTNode) -> bool:
        """Is ``statement``, a loop or one with a comprehension, plain?"""
        match statement:
            case cst.For(orelse=None, asynchronous=None):
                self.feeds.append((statement.target, statement.iter))
                return all(map(self._inside, statement.body.body))
            case cst.SimpleStatementLine(
                body=[
                    cst.Return(value=cst.BaseExpression() as value)
                    | cst.Assign(targets=[cst.AssignTarget(target=cst.Name())], value=value)
                ]
            ):
                return self._comprehension(value)
            case _:
                return False

    def guards(self, statement: cst.BaseStatement) -> tuple[str, ...]:
        """The conditions under which ``statement``, seen before, is plain; ``False`` if none."""
        feeds = [feed(target, iterable, self.needs) for target, iterable in self.feeds]
        fixed = self._stepped() | self.needs.lists.keys() | self.filled | set(self.lists)
        # An assigned comprehension is over when it binds; a loop binds on the way.
        bound = flow.bound(statement) if isinstance(statement, cst.For) else frozenset()
        known = [found for found in feeds if found is not None]
        if len(known) < len(feeds) or fixed & bound:
            return ("False",)
        items = frozenset().union(*(found.items for found in known))
        return (
            *(condition for name in self.lists for condition in _list_of(name, "plain")),
            *(condition for found in known for condition in found.guards),
            *guards(self.needs, items),
            *(condition for name in sorted(self.filled) for condition in self._apart(name)),
        )

    def _apart(self, name: str) -> tuple[str, ...]:
        """Filling ``name`` changes no other list behind the loop's back."""
        others = self._stepped() | set(self.lists) | self.needs.lists.keys() | self.filled
        return (f"type({name}) is list", *(f"{name} is not {o}" for o in sorted(others - {name})))

    def _stepped(self) -> frozenset[str]:
        """The lists that the loops run over."""
        return frozenset(
            variable
            for _, iterable in self.feeds
            if not (isinstance(iterable, cst.Call) and _is_range(iterable))
            for variable in flow.names(iterable)
        ) - {"enumerate", "zip", "reversed"}

    def _inside(self, statement: cst.CSTNode) -> bool:
        match statement:
            case cst.SimpleStatementLine(body=[small]):
                return self._small(small)
            case cst.If():
                branches = [*statement.body.body, *_else(statement.orelse)]
                return self._plain(statement.test) and all(map(self._inside, branches))
            case cst.For():
                return self.at(statement)
            case _:
                return self._small(statement)

    def _small(self, small: cst.CSTNode) -> bool:
        match small:
            case cst.Pass() | cst.Continue() | cst.Break():
                return True
            case cst.Return():
                return small.value is None or self._plain(small.value)
            case cst.AugAssign(target=cst.Name() as target):
                return self._plain(target) and self._plain(small.value)
            case cst.Assign(targets=[cst.AssignTarget(target=cst.Name() as target)]):
                return self._plain(target) and self._plain(small.value)
            case cst.Expr(
                value=cst.Call(
                    func=cst.Attribute(value=cst.Name(value=out), attr=cst.Name(value="append")),
                    args=[cst.Arg(value=value, star="", keyword=None)],
                )
            ):
                self.filled.add(out)
                return self._plain(value)
            case _:
                return False

    def _comprehension(self, value: cst.BaseExpression) -> bool:
        match value:
            case cst.ListComp() | cst.SetComp():
                comprehension: cst.BaseSimpleComp = value
            case cst.Call(
                func=cst.Name(value=consumer),
                args=[cst.Arg(value=cst.BaseSimpleComp() as comprehension, star="", keyword=None)],
            ) if consumer in CONSUMERS:
                pass
            case _:
                return False
        clause = comprehension.for_in
        if clause.inner_for_in is not None or clause.asynchronous is not None:
            return False
        self.feeds.append((clause.target, clause.iter))
        tests = [condition.test for condition in clause.ifs]
        return all(map(self._plain, (comprehension.elt, *tests)))

    def _plain(self, node: cst.BaseExpression) -> bool:
        """Is ``node`` plain, and so is whatever it searches the lists for?"""
        blank = _Blank()
        rest = node.visit(blank)
        assert isinstance(rest, cst.BaseExpression)
        return all(map(self.needs.plain, (*blank.items, rest)))


class _Blank(cst.CSTTransformer):
    """Puts ``True`` in the place of each search, collecting what is searched for."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[cst.BaseExpression] = []

    def leave_Comparison(  # noqa: N802  (libcst's name)
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.BaseExpression:
        pair = membership(original_node)
        if pair is None:
            return updated_node
        self.items.append(pair[0])
        return cst.Name("True")


def _else(orelse: cst.CSTNode | None) -> Sequence[cst.CSTNode]:
    match orelse:
        case None:
            return ()
        case cst.Else(body=body):
            return body.body
        case other:
            return (other,)


def _is_range(call: cst.Call) -> bool:
    return isinstance(call.func, cst.Name) and call.func.value == "range"


def _list_of(name: str, kind: Kind) -> tuple[str, str]:
    return f"type({name}) in (list, tuple)", f"set(map(type, {name})) <= {types(kind)}"
