"""Look items up in a set instead of searching a list on every trip round a loop.

``x in items`` compares ``x`` with one item of a list after the other; in a set it
takes one step. Where the loop appends to the list it searches, the set goes along.
"""

import ast
from collections.abc import Iterator, Sequence

import libcst as cst

from advisor import flow, matching, plain, plain_loops
from advisor.rule import (
    Example,
    Fine,
    Hole,
    Look,
    Match,
    Module,
    Rule,
    Spot,
    Surroundings,
    Unless,
)
from advisor.static import asking, kinds
from advisor.static.text import code


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops and comprehensions that search lists and do nothing unforeseeable besides."""
    for block in matching.blocks(function):
        for position, statement in enumerate(block.body):
            lists = tuple(dict.fromkeys(_searched(statement)))
            looks = plain_loops.Body(lists)
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
                "guards": looks.guards(statement),
            }
            yield Match(function, block, position, position + 1, holes, around)


def _searched(statement: cst.CSTNode) -> Iterator[str]:
    """The variables that ``in`` searches within a loop or comprehension."""
    if not isinstance(statement, cst.For | cst.SimpleStatementLine):
        return
    for node in flow.walk(statement):
        if isinstance(node, cst.Comparison) and (pair := plain_loops.membership(node)):
            yield pair[1]


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


class _Exchange(cst.CSTTransformer):
    """Searches the sets instead of the lists, and fills both where a list is filled."""

    def __init__(self, sets: dict[str, str]) -> None:
        super().__init__()
        self._sets = sets

    def leave_Comparison(  # noqa: N802  (libcst's name)
        self, original_node: cst.Comparison, updated_node: cst.Comparison
    ) -> cst.Comparison:
        pair = plain_loops.membership(original_node)
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


def look(module: Module) -> Iterator[Spot]:
    """Searches of lists that were there before the loop, or that it fills."""
    for test in module.all(ast.Compare):
        match test.ops, test.comparators:
            case [ast.In() | ast.NotIn()], [items] if asking.is_list_from_outside(
                module, items, test
            ):
                # An option, written out or named by a module, is sought among few.
                option = isinstance(test.left, ast.Constant) or module.dotted(test.left)
                if not option and kinds.item(module, items) not in _UNHASHABLE:
                    yield Spot(test, {"first": code(items)})
            case _:
                pass


_UNHASHABLE = frozenset({"list", "dict", "set", "array", "bytearray"})


RULE = Rule(
    message="`{first}` is searched from its start on every trip round the loop: "
    "a set of it finds an item at once",
    why="looking an item up in a set takes one step, in a list one for each item",
    find=find,
    look=Look(
        find=look,
        slow=(
            """
                def unique(lines):
                    seen = []
                    for line in lines:
                        if line not in seen:
                            seen.append(line)
                    return seen
            """,
            """
                def known(words: list[str], text: str) -> list[str]:
                    return [word for word in text.split() if word in words]
            """,
        ),
        fine=(
            Fine(
                why="a set finds at once",
                code="""
                    def unique(lines):
                        seen = set()
                        for line in lines:
                            if line not in seen:
                                seen.add(line)
                        return seen
                """,
            ),
            Fine(
                why="it cannot be told that it is a list",
                code="""
                    def known(words, text):
                        return [word for word in text.split() if word in words]
                """,
            ),
            Fine(
                why="the list is short",
                code="""
                    def weekend(days):
                        free = ["sat", "sun"]
                        return [day for day in days if day in free]
                """,
            ),
            Fine(
                why="it is searched once",
                code="""
                    def knows(path, word):
                        words = open(path).read().split()
                        return word in words
                """,
            ),
            Fine(
                why="a set cannot hold the items",
                code="""
                    def unique(rows):
                        seen = []
                        for row in rows:
                            cells = list(row)
                            if cells not in seen:
                                seen.append(cells)
                        return seen
                """,
            ),
        ),
    ),
    builtins=(
        *plain.BUILTINS,
        *("type", "set", "map", "list", "tuple", "range", "enumerate", "zip", "reversed"),
        *sorted(plain_loops.CONSUMERS),
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
            why="it cannot be told what the loop runs over, or the list is changed meanwhile",
            when=lambda match: "False" in match.guards,
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
