"""Look items up in a set instead of searching a list on every trip round a loop.

``x in items`` compares ``x`` with one item of a list after the other; in a set it
takes one step. Where the loop appends to the list it searches, the set goes along.
"""

from collections.abc import Iterator, Sequence

import libcst as cst

from advisor import flow, matching, plain
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless

_CONSUMERS = frozenset({"sum", "any", "all", "list", "set", "tuple", "sorted", "len", "max", "min"})


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops and comprehensions that search lists and do nothing unforeseeable besides."""
    for block in matching.blocks(function):
        for position, statement in enumerate(block.body):
            lists = tuple(dict.fromkeys(_searched(statement)))
            looks = _Looks(frozenset(lists))
            if not lists or not _may_be_lists(lists, function, around):
                continue
            if not looks.at(statement):
                continue
            sets = tuple(flow.fresh(function, f"{name}_set", f"{name}_lookup") for name in lists)
            fast = statement.visit(_Exchange(dict(zip(lists, sets, strict=True))))
            assert isinstance(fast, cst.BaseStatement)
            bare = fast.with_changes(leading_lines=())
            holes: dict[str, Hole] = {
                "lists": lists,
                "sets": sets,
                "first": lists[0],
                "fast": bare,
                "guards": _guards(statement, lists, looks),
            }
            yield Match(function, block, position, position + 1, holes, around)


def _searched(statement: cst.CSTNode) -> Iterator[str]:
    """The variables that ``in`` searches within a loop or comprehension."""
    if not isinstance(statement, cst.For | cst.SimpleStatementLine):
        return
    for node in flow.walk(statement):
        if isinstance(node, cst.Comparison) and (pair := _membership(node)):
            yield pair[1]


def _membership(node: cst.Comparison) -> tuple[cst.BaseExpression, str] | None:
    match node.comparisons:
        case [
            cst.ComparisonTarget(operator=cst.In() | cst.NotIn(), comparator=cst.Name(value=name))
        ]:
            return node.left, name
        case _:
            return None


def _may_be_lists(lists: Sequence[str], function: cst.FunctionDef, around: Surroundings) -> bool:
    unknown = around.modules is None and around.seen is None
    return all(
        not _is_made_otherwise(name, function) and (unknown or _may_be_list(name, function, around))
        for name in lists
    )


def _is_made_otherwise(name: str, function: cst.FunctionDef) -> bool:
    """Is ``name`` given a set or a dictionary in the function?"""
    kinds = (cst.Set, cst.SetComp, cst.Dict, cst.DictComp, cst.Call)
    return any(
        isinstance(node, cst.Assign)
        and isinstance(node.value, kinds)
        and name in flow.bound(node)
        and not _is_listing(node.value)
        for node in flow.walk(function.body)
    )


def _is_listing(value: cst.BaseExpression) -> bool:
    return (
        isinstance(value, cst.Call)
        and not matching.same(value.func, cst.Name("set"))
        and not matching.same(value.func, cst.Name("frozenset"))
        and not matching.same(value.func, cst.Name("dict"))
    )


def _may_be_list(name: str, function: cst.FunctionDef, around: Surroundings) -> bool:
    if around.seen is not None and name in around.seen:
        return around.may_be(name, "list") or around.may_be(name, "tuple")
    return any(
        isinstance(node, cst.Assign)
        and isinstance(node.value, cst.List | cst.ListComp)
        and name in flow.bound(node)
        for node in flow.walk(function.body)
    )


class _Looks:
    """Goes through a statement and says whether it is plain but for searches in ``lists``."""

    def __init__(self, lists: frozenset[str]) -> None:
        self.lists = lists
        self.needs = plain.Needs()
        self.feeds: list[tuple[cst.BaseExpression, cst.BaseExpression]] = []
        self.filled: set[str] = set()

    def at(self, statement: cst.CSTNode) -> bool:
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
            ) if consumer in _CONSUMERS:
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
        pair = _membership(original_node)
        if pair is None:
            return updated_node
        self.items.append(pair[0])
        return cst.Name("True")


class _Exchange(cst.CSTTransformer):
    """Searches the sets instead of the lists, and fills both where a list is filled."""

    def __init__(self, sets: dict[str, str]) -> None:
        super().__init__()
        self._sets = sets

    def leave_Comparison(  # noqa: N802  (libcst's name)
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.Comparison:
        pair = _membership(original_node)
        if pair is None:
            return updated_node
        (only,) = updated_node.comparisons
        lookup = only.with_changes(comparator=cst.Name(self._sets[pair[1]]))
        return updated_node.with_changes(comparisons=[lookup])

    def leave_SimpleStatementLine(  # noqa: N802  (libcst's name)
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        match original_node.body:
            case [
                cst.Expr(
                    value=cst.Call(
                        func=cst.Attribute(
                            value=cst.Name(value=name), attr=cst.Name(value="append")
                        ),
                        args=args,
                    )
                )
            ] if name in self._sets:
                add = cst.Call(cst.Attribute(cst.Name(self._sets[name]), cst.Name("add")), args)
                line = cst.SimpleStatementLine([cst.Expr(add.deep_clone())])
                return cst.FlattenSentinel([updated_node, line])
            case _:
                return updated_node


def _else(orelse: cst.CSTNode | None) -> Sequence[cst.CSTNode]:
    match orelse:
        case None:
            return ()
        case cst.Else(body=body):
            return body.body
        case other:
            return (other,)


def _guards(statement: cst.BaseStatement, lists: Sequence[str], looks: _Looks) -> tuple[str, ...]:
    feeds = [plain.feed(target, iterable, looks.needs) for target, iterable in looks.feeds]
    fixed = _stepped(looks) | looks.needs.lists.keys() | looks.filled
    if None in feeds or fixed & _bound_inside(statement):
        return ("False",)
    known = [feed for feed in feeds if feed is not None]
    items = frozenset().union(*(feed.items for feed in known))
    searched = (
        condition
        for name in lists
        for condition in (
            f"type({name}) in (list, tuple)",
            f"set(map(type, {name})) <= {plain.types('plain')}",
        )
    )
    filled = [
        condition
        for name in sorted(looks.filled)
        for condition in (
            f"type({name}) is list",
            *(f"{name} is not {other}" for other in _others(name, lists, looks)),
        )
    ]
    stepping = (guard for feed in known for guard in feed.guards)
    return (*searched, *stepping, *plain.guards(looks.needs, items), *filled)


def _bound_inside(statement: cst.BaseStatement) -> frozenset[str]:
    """The variables a loop binds; an assignment of a comprehension is over when it binds."""
    return flow.bound(statement) if isinstance(statement, cst.For) else frozenset()


def _others(name: str, lists: Sequence[str], looks: _Looks) -> list[str]:
    """The other lists that filling ``name`` must not change behind the loop's back."""
    others = _stepped(looks) | set(lists) | looks.needs.lists.keys() | looks.filled
    return sorted(others - {name})


def _stepped(looks: _Looks) -> frozenset[str]:
    """The lists that the loops run over."""
    return frozenset(
        variable
        for _, iterable in looks.feeds
        if not (isinstance(iterable, cst.Call) and _is_range(iterable))
        for variable in flow.names(iterable)
    ) - {"enumerate", "zip", "reversed"}


def _is_range(call: cst.Call) -> bool:
    return isinstance(call.func, cst.Name) and call.func.value == "range"


RULE = Rule(
    message="`{first}` is searched from its start on every trip round the loop: "
    "a set of it finds an item at once",
    why="looking an item up in a set takes one step, in a list one for each item",
    find=find,
    builtins=(
        *plain.BUILTINS,
        *("type", "set", "map", "list", "tuple", "range", "enumerate", "zip", "reversed"),
        *sorted(_CONSUMERS),
    ),
    examples=(
        Example(
            before="""
                def known(words, dictionary):
                    return [word for word in words if word in dictionary]
            """,
            after="""
                def known(words, dictionary):
                    if (
                        type(dictionary) in (list, tuple)
                        and set(map(type, dictionary)) <= {int, float, bool, str}
                        and type(words) in (list, tuple)
                        and set(map(type, words)) <= {int, float, bool, str}
                    ):
                        dictionary_set = set(dictionary)
                        return [word for word in words if word in dictionary_set]
                    else:
                        return [word for word in words if word in dictionary]
            """,
            call="known(['a', 'b', 'c'] * 10, ['c', 'a', 1.5])",
        ),
        Example(
            before="""
                def unique(items):
                    seen = []
                    for item in items:
                        if item not in seen:
                            seen.append(item)
                    return seen
            """,
            after="""
                def unique(items):
                    seen = []
                    if (
                        type(seen) in (list, tuple)
                        and set(map(type, seen)) <= {int, float, bool, str}
                        and type(items) in (list, tuple)
                        and set(map(type, items)) <= {int, float, bool, str}
                        and type(seen) is list
                        and seen is not items
                    ):
                        seen_set = set(seen)
                        for item in items:
                            if item not in seen_set:
                                seen.append(item)
                                seen_set.add(item)
                    else:
                        for item in items:
                            if item not in seen:
                                seen.append(item)
                    return seen
            """,
            call="unique([3, 1, 3, 1.0, True, 'a', 'a', 2])",
        ),
    ),
    unless=(
        Unless(
            why="it cannot be told what the loop runs over",
            when=lambda match: "False" in match.guards,
            witness="""
                def known(source, dictionary):
                    return [word for word in source.words() if word in dictionary]
            """,
        ),
        Unless(
            why="the list itself changes while the loop runs",
            when=lambda match: bool(
                flow.bound(*match.statements) & frozenset(_words(match, "lists"))
            ),
            witness="""
                def chain(words, links):
                    for word in words:
                        if word in links:
                            links = word
                    return links
            """,
        ),
    ),
)


def _words(match: Match, hole: str) -> tuple[str, ...]:
    words = match.holes[hole]
    assert isinstance(words, tuple)
    return words
