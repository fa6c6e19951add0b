"""Use a heap instead of searching all that waits for its smallest item on every trip.

``min(waiting)`` looks at every item, on every trip round a loop that takes items out
or puts items in. ``heapq`` finds the smallest in a few steps.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, kinds, loops
from advisor.static.text import code

_CHANGES = {"remove", "pop", "discard", "popitem", "add", "append"}


def look(module: Module) -> Iterator[Spot]:
    """``min`` and ``max`` of a collection that the loop around changes."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Name(id="min" | "max"), args=[ast.Name() as items]):
                if module.dotted(call.func) and asking.is_from_outside(module, items, call):
                    if kinds.of(module, items) in {"list", "set", "dict", ""} and _changes(
                        module, items, call
                    ):
                        yield Spot(call, {"items": items.id, "which": code(call.func)})
            case _:
                pass


def _changes(module: Module, items: ast.Name, call: ast.Call) -> bool:
    loop = loops.around(module, call)[0]
    for node in module.within(loops.scene(module, loop)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
                if name == items.id and method in _CHANGES:
                    return True
            case ast.Delete(targets=[ast.Subscript(value=ast.Name(id=name))]):
                if name == items.id:
                    return True
            case _:
                pass
    return False


RULE = Rule(
    message="`{which}({items})` looks at every item on every trip round a loop that changes "
    "`{items}`: `heapq` finds the next in a few steps",
    why="a heap finds its smallest item in a few steps",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is asked once, after the loop",
                code="""
                    def least(lines):
                        found = []
                        for line in lines:
                            found.append(len(line))
                        return min(found)
                """,
            ),
            Fine(
                why="each row is another collection",
                code="""
                    def least(rows):
                        found = []
                        for row in rows:
                            found.append(min(row))
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def in_order(jobs):
                    waiting, done = list(jobs), []
                    while waiting:
                        job = min(waiting)
                        waiting.remove(job)
                        done.append(job)
                    return done
            """,
            after="""
                def in_order(jobs):
                    import heapq

                    waiting, done = list(jobs), []
                    heapq.heapify(waiting)
                    while waiting:
                        done.append(heapq.heappop(waiting))
                    return done
            """,
            call="in_order([5, 3, 8, 1])",
        ),
    ),
)
