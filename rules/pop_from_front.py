"""Take items from the front of a ``deque``, not of a list.

``items.pop(0)`` moves every item that remains by one place, so that emptying a list
from its front takes time with the square of its length. ``collections.deque`` takes
from both ends in one step.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, kinds, loops
from advisor.static.text import code, names, number, same


def look(module: Module) -> Iterator[Spot]:
    """``items.pop(0)`` and ``del items[0]`` on a list that was there before the loop."""
    statements: list[ast.Call | ast.Delete] = [*module.all(ast.Call), *module.all(ast.Delete)]
    for taken in statements:
        items = _shortened(taken)
        if items is not None and _is_queue(module, items, taken):
            if not _trims(module, items, taken):
                yield Spot(taken, {"items": code(items), "taken": code(taken)})


def _shortened(taken: ast.Call | ast.Delete) -> ast.expr | None:
    """What the first item is taken from; ``None`` if it is another item, or another call."""
    match taken:
        case ast.Call(func=ast.Attribute(value=items, attr="pop"), args=[place]):
            return items if number(place) == 0 else None
        case ast.Delete(targets=[ast.Subscript(value=items, slice=place)]):
            return items if number(place) == 0 else None
        case _:
            return None


def _trims(module: Module, items: ast.expr, place: ast.AST) -> bool:
    """Does the loop go on only while the first item is of some kind, or there are too many?

    What is kept to a length loses the one item that came last.
    """
    around = loops.around(module, place)
    if not around or not isinstance(around[0], ast.While):
        return False
    return any(
        (isinstance(node, ast.Subscript) and same(node.value, items))
        or (len(around) == 1 and _is_bound(node, items))
        for node in ast.walk(around[0].test)
    )


def _is_bound(test: ast.AST, items: ast.expr) -> bool:
    """Is it ``len(items) > most``, with a ``most`` that is not simply none?"""
    match test:
        case ast.Compare(
            left=ast.Call(func=ast.Name(id="len"), args=[counted]),
            ops=[ast.Gt() | ast.GtE()],
            comparators=[most],
        ):
            return same(counted, items) and number(most) not in {0, 1}
        case _:
            return False


def _is_queue(module: Module, items: ast.expr, taken: ast.AST) -> bool:
    """Is it a list that was there before the loop, or what a ``while`` empties?"""
    if asking.is_list_from_outside(module, items, taken):
        return True
    calling = isinstance(taken, ast.Call)  # `del` takes what has been looked at, and found little
    return (
        calling
        and kinds.of(module, items) == ""
        and any(
            isinstance(loop, ast.While)
            and isinstance(items, ast.Name)
            and _empties(loop.test, items.id)
            for loop in loops.around(module, taken)
        )
    )


def _empties(test: ast.expr, items: str) -> bool:
    """Does the loop go on while there are items?"""
    return items in names(test) and not any(
        isinstance(node, ast.Subscript | ast.Attribute) for node in ast.walk(test)
    )


RULE = Rule(
    message="`{taken}` moves everything that remains in the list: "
    "`collections.deque` takes from the front in one step",
    why="a deque takes from its front without moving the rest",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a deque is meant for it",
                code="""
                    def drained(items):
                        from collections import deque

                        queue = deque(items)
                        while queue:
                            print(queue.popleft())
                """,
            ),
            Fine(
                why="a list gives its last item at once",
                code="""
                    def drained(items):
                        stack = list(items)
                        while stack:
                            print(stack.pop())
                """,
            ),
            Fine(
                why="it is taken once",
                code="""
                    def headed(lines):
                        rows = [line.split() for line in lines]
                        header = rows.pop(0)
                        return header, rows
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def reached(links, start):
                    seen, queue = {start}, [start]
                    while queue:
                        for other in links[queue.pop(0)]:
                            if other not in seen:
                                seen.add(other)
                                queue.append(other)
                    return seen
            """,
            after="""
                def reached(links, start):
                    from collections import deque

                    seen, queue = {start}, deque([start])
                    while queue:
                        for other in links[queue.popleft()]:
                            if other not in seen:
                                seen.add(other)
                                queue.append(other)
                    return seen
            """,
            call="reached({0: [1, 2], 1: [2], 2: [0]}, 0)",
        ),
    ),
)
