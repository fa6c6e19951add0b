"""Look matches up in a dictionary instead of comparing every pair of two lists.

Two nested loops compare each item of the one list with each of the other. A
dictionary of the second list finds an item's equals at once; order and duplicates
stay what they were, and a generator stays lazy: should its consumer change the
lists while it waits, it goes on comparing pairs from there.
"""

import ast
from collections.abc import Iterator

import libcst as cst

from advisor.rule import Example, Expr, Fine, Look, Match, Module, Name, Rule, Spot, Unless
from advisor.static import brevity, numeric, steadiness
from advisor.static.text import code, names


def yielding(x: Name, y: Name, first: Name, second: Name, test: Expr) -> object:
    for x in first:
        for y in second:
            if test:
                yield x


def yielding_once(x: Name, y: Name, first: Name, second: Name, test: Expr) -> object:
    for x in first:
        for y in second:
            if test:
                yield x
                break


def appending(x: Name, y: Name, first: Name, second: Name, test: Expr, out: Name) -> None:
    for x in first:
        for y in second:
            if test:
                out.append(x)


def appending_once(x: Name, y: Name, first: Name, second: Name, test: Expr, out: Name) -> None:
    for x in first:
        for y in second:
            if test:
                out.append(x)
                break


def counting(x: Name, y: Name, first: Name, second: Name, test: Expr, out: Name) -> None:
    for x in first:
        for y in second:
            if test:
                out += 1


def counting_once(x: Name, y: Name, first: Name, second: Name, test: Expr, out: Name) -> None:
    for x in first:
        for y in second:
            if test:
                out += 1
                break


def _compares_the_pair(match: Match) -> bool:
    """Is the test ``x == y`` or ``y == x``?"""
    match match.holes["test"]:
        case cst.Comparison(
            left=cst.Name(value=left),
            comparisons=[
                cst.ComparisonTarget(operator=cst.Equal(), comparator=cst.Name(value=right))
            ],
        ):
            return {left, right} == match.names("x", "y")
        case _:
            return False


def _guards(match: Match) -> tuple[str, ...]:
    first, second = map(match.variable, ("first", "second"))
    lists = (f"type({first}) in (list, tuple)", f"type({second}) in (list, tuple)")
    plain = "{int, float, bool, str}"
    if match.form.startswith("yielding"):
        return (*lists, f"set(map(type, {second})) <= {plain}")
    out = match.variable("out")
    kept = (
        (f"type({out}) is list", f"{out} is not {first}", f"{out} is not {second}")
        if match.form.startswith("appending")
        else (f"type({out}) is int",)
    )
    types = (f"set(map(type, {first})) <= {plain}", f"set(map(type, {second})) <= {plain}")
    return (*lists, *types, *kept)


def look(module: Module) -> Iterator[Spot]:
    """Pairs of loops that do something only for equal items."""
    for outer in module.all(ast.For):
        for inner in outer.body:
            match inner:
                case ast.For(body=[ast.If(test=test, orelse=[])], orelse=[]):
                    if _is_join(module, outer, inner, test):
                        yield Spot(outer, _sides(outer.iter, inner.iter))
                case _:
                    pass
    for clause in module.all(ast.comprehension):
        made = module.parent(clause)
        match made:
            case (
                ast.ListComp(generators=[first, ast.comprehension(ifs=[test, *_]) as second])
                | ast.SetComp(generators=[first, ast.comprehension(ifs=[test, *_]) as second])
            ) if clause is first and _is_join(module, clause, second, test):
                yield Spot(made, _sides(clause.iter, second.iter))
            case _:
                pass


def _is_join(
    module: Module,
    outer: ast.For | ast.comprehension,
    inner: ast.For | ast.comprehension,
    test: ast.expr,
) -> bool:
    """Is something of the one item compared with something of the other, and both many?"""
    tests = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    if brevity.is_short(module, outer.iter) or brevity.is_short(module, inner.iter):
        return False
    if not _is_list_like(inner.iter, outer) or not steadiness.steady(
        module, _source(inner.iter), outer
    ):
        return False
    own, other = names(outer.target), names(inner.target)
    for each in tests:
        match each:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                sides = [(names(side) & own, names(side) & other) for side in (left, right)]
                if sorted(map(_which, sides)) == ["inner", "outer"]:
                    return True
                if any(_adds_pair(side, own, other) for side in (left, right)):
                    return True
            case _:
                pass
    return False


def _adds_pair(side: ast.expr, own: frozenset[str], other: frozenset[str]) -> bool:
    """Is it something of the one item plus something of the other, asked for a given sum?"""
    match side:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            sides = [(names(part) & own, names(part) & other) for part in (left, right)]
            return sorted(map(_which, sides)) == ["inner", "outer"]
        case _:
            return False


def _which(side: tuple[frozenset[str], frozenset[str]]) -> str:
    outer, inner = side
    return "both" if outer and inner else "outer" if outer else "inner" if inner else "neither"


def _is_list_like(iterable: ast.expr, outer: ast.For | ast.comprehension) -> bool:
    """Is it a variable, or the indices of one?"""
    match iterable:
        case ast.Name() | ast.Attribute():
            return not names(iterable) & names(outer.target)
        case ast.Call(func=ast.Name(id="enumerate"), args=[ast.Name() as inner, *_]):
            return not names(inner) & names(outer.target)
        case ast.Call(func=ast.Name(id="range"), args=[*_, ast.Call(func=ast.Name(id="len"))]):
            return isinstance(outer, ast.For) and numeric.counter(outer) != ""
        case _:
            return False


def _source(iterable: ast.expr) -> ast.expr:
    """What is gone through: for ``range(i + 1, len(items))`` its end."""
    return iterable.args[-1] if isinstance(iterable, ast.Call) else iterable


def _sides(first: ast.expr, second: ast.expr) -> dict[str, str]:
    return {"first": code(first), "second": code(second)}


RULE = Rule(
    message="every item of `{first}` is compared with every item of `{second}`: "
    "a dictionary of `{second}` finds the equal ones at once",
    why="a look-up takes the same time however long the second list is",
    look=Look(
        find=look,
        slow=(
            """
                def pairs(orders, customers):
                    found = []
                    for order in orders:
                        for customer in customers:
                            if order.customer == customer.number:
                                found.append((order, customer))
                    return found
            """,
            """
                def with_sum(numbers, wanted):
                    for i in range(len(numbers)):
                        for j in range(i + 1, len(numbers)):
                            if numbers[i] + numbers[j] == wanted:
                                return i, j
            """,
            """
                def duplicates(names):
                    found = []
                    for i in range(len(names)):
                        for j in range(i + 1, len(names)):
                            if names[i] == names[j]:
                                found.append(names[i])
                    return found
            """,
        ),
        fine=(
            Fine(
                why="nothing can be looked up for an inequality",
                code="""
                    def inversions(numbers, others):
                        found = 0
                        for number in numbers:
                            for other in others:
                                if number > other:
                                    found += 1
                        return found
                """,
            ),
            Fine(
                why="the inner loop runs over what belongs to the item",
                code="""
                    def named(folders, name):
                        found = []
                        for folder in folders:
                            for file in folder:
                                if file == folder:
                                    found.append(file)
                        return found
                """,
            ),
        ),
    ),
    before=(yielding, yielding_once, appending, appending_once, counting, counting_once),
    guards=_guards,
    builtins=("type", "list", "tuple", "set", "map", "int", "float", "bool", "str"),
    examples=(
        Example(
            before="""
                def common(ours, theirs):
                    for x in ours:
                        for y in theirs:
                            if x == y:
                                yield x
            """,
            after="""
                def common(ours, theirs):
                    if (
                        type(ours) in (list, tuple)
                        and type(theirs) in (list, tuple)
                        and set(map(type, theirs)) <= {int, float, bool, str}
                    ):
                        yield from _equal_pairs(ours, theirs)
                    else:
                        for x in ours:
                            for y in theirs:
                                if x == y:
                                    yield x
            """,
            call="list(common([3, 1, 1, 'a', 2.0], [1, 2, 3, 1, 'a'] * 2))",
        ),
        Example(
            before="""
                def common(ours, theirs):
                    both = []
                    for x in ours:
                        for y in theirs:
                            if y == x:
                                both.append(x)
                                break
                    return both
            """,
            after="""
                def common(ours, theirs):
                    both = []
                    if (
                        type(ours) in (list, tuple)
                        and type(theirs) in (list, tuple)
                        and set(map(type, ours)) <= {int, float, bool, str}
                        and set(map(type, theirs)) <= {int, float, bool, str}
                        and type(both) is list
                        and both is not ours
                        and both is not theirs
                    ):
                        times = _times(theirs)
                        for x in ours:
                            if x in times:
                                both.append(x)
                    else:
                        for x in ours:
                            for y in theirs:
                                if y == x:
                                    both.append(x)
                                    break
                    return both
            """,
            call="common([3, 1, 1, 'a', 2.0, float('nan')], [1, 2, 3, 1, 'a', float('nan')])",
        ),
        Example(
            before="""
                def shared(ours, theirs):
                    count = 0
                    for x in ours:
                        for y in theirs:
                            if x == y:
                                count += 1
                    return count
            """,
            after="""
                def shared(ours, theirs):
                    count = 0
                    if (
                        type(ours) in (list, tuple)
                        and type(theirs) in (list, tuple)
                        and set(map(type, ours)) <= {int, float, bool, str}
                        and set(map(type, theirs)) <= {int, float, bool, str}
                        and type(count) is int
                    ):
                        times = _times(theirs)
                        for x in ours:
                            count += times.get(x, 0)
                    else:
                        for x in ours:
                            for y in theirs:
                                if x == y:
                                    count += 1
                    return count
            """,
            call="shared([3, 1, 1, 'a', 2.0], (1, 2, 3, 1, 'a'))",
        ),
    ),
    unless=(
        Unless(
            why="the test is not whether the two items are equal",
            when=lambda match: not _compares_the_pair(match),
            witness="""
                def inversions(ours, theirs):
                    for x in ours:
                        for y in theirs:
                            if x > y:
                                yield x
            """,
        ),
        Unless(
            why="a loop variable is used again after the loops",
            when=lambda match: match.outlives("x", "y"),
            witness="""
                def last_of_common(ours, theirs):
                    for x in ours:
                        for y in theirs:
                            if x == y:
                                yield x
                    return y
            """,
        ),
        Unless(
            why="the inner loop runs over the item itself",
            when=lambda match: (
                match.mentions("x", "first", "second", "out")
                or match.mentions("y", "x", "first", "second", "out")
            ),
            witness="""
                def letters(words, word):
                    for word in words:
                        for letter in word:
                            if word == letter:
                                yield word
            """,
        ),
        Unless(
            why="other code can see the count while it grows",
            when=lambda match: match.form.startswith("counting") and match.visible("out"),
            witness="""
                def shared(ours, theirs):
                    count = 0
                    for x in ours:
                        for y in theirs:
                            if x == y:
                                count += 1
                    return lambda: count
            """,
        ),
        Unless(
            why="an asynchronous generator cannot yield from another one",
            when=lambda match: match.function.asynchronous is not None,
            witness="""
                async def common(ours, theirs):
                    for x in ours:
                        for y in theirs:
                            if x == y:
                                yield x
            """,
        ),
    ),
)
