"""Keep a list in order, or use a heap, instead of sorting it again on every trip.

A list that gains an item on each trip and is sorted on each trip is sorted over and
over. ``heapq`` gives the smallest item, ``bisect.insort`` keeps the order, and what
only needs to be sorted in the end is sorted after the loop.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, bindings, kinds, loops, steadiness
from advisor.static.text import code, names, root, same


def look(module: Module) -> Iterator[Spot]:
    """``items.sort()``, and ``sorted(items)`` of what the loop changes."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=items, attr="sort"), args=[]):
                if asking.is_list_from_outside(module, items, call) and not _is_new(module, call):
                    yield Spot(call, {"items": code(items)})
            case ast.Call(func=ast.Name(id="sorted"), args=[ast.Name() as items]):
                known = kinds.of(module, items) in {"list", "set", "dict"}
                if known and not _is_gone_through(module, call) and _grows(module, items, call):
                    yield Spot(call, {"items": code(items)})
            case _:
                pass
    for assigned in module.all(ast.Assign):
        value = assigned.value
        if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            value = value.value  # the best of them are kept
        match assigned.targets, value:
            case [ast.Name() as target], ast.Call(func=function, args=[items, *_]) if module.dotted(
                function
            ) == "sorted" and _is_longer(items, target):
                if asking.is_kept(module, target, assigned):
                    yield Spot(assigned, {"items": target.id})
            case _:
                pass


def _is_new(module: Module, call: ast.Call) -> bool:
    """Is the order itself another one on every trip?"""
    loop = loops.around(module, call)[0]
    return any(
        steadiness.changes(module, name, loop)
        for keyword in call.keywords
        for name in names(keyword.value) - bindings.names_bound(module, keyword.value)
    )


def _is_gone_through(module: Module, call: ast.Call) -> bool:
    """Is every item dealt with on every trip, beside which putting them in order is little?"""
    parent = module.parent(call)
    return isinstance(parent, ast.For | ast.comprehension) and parent.iter is call


def _is_longer(items: ast.expr, target: ast.Name) -> bool:
    """Is it the target itself, or the target with something added?"""
    match items:
        case ast.BinOp(left=left, op=ast.Add()):
            return same(left, target)
        case _:
            return same(items, target)


def _grows(module: Module, items: ast.Name, call: ast.Call) -> bool:
    """Does the loop around put items in, one at a time?"""
    if not asking.is_from_outside(module, items, call):
        return False
    loop = loops.around(module, call)[0]
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"append", "add", "insert", "pop", "remove"}
        and root(node.func) == items.id
        and isinstance(node.func.value, ast.Name)
        for node in module.within(loops.scene(module, loop))
    )


RULE = Rule(
    message="`{items}` is sorted again on every trip round the loop: sort once after it, "
    "or keep it in order with `heapq` or `bisect.insort`",
    why="a heap finds its smallest item in a few steps",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="every item is dealt with on every trip, in an order that lasts",
                code="""
                    def rounds(names, ask):
                        left = set(names)
                        while left:
                            for name in sorted(left):
                                if ask(name):
                                    left.remove(name)
                """,
            ),
            Fine(
                why="it is sorted once, after the loop",
                code="""
                    def ordered(lines):
                        found = []
                        for line in lines:
                            found.append(line.strip())
                        found.sort()
                        return found
                """,
            ),
            Fine(
                why="each row is another list",
                code="""
                    def ordered(rows):
                        for row in rows:
                            row.sort()
                        return rows
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def merged(jobs):
                    queue, total = list(jobs), 0
                    while len(queue) > 1:
                        queue.sort()
                        both = queue.pop() + queue.pop()
                        total += both
                        queue.append(both)
                    return total
            """,
            after="""
                def merged(jobs):
                    import heapq

                    queue, total = [-job for job in jobs], 0
                    heapq.heapify(queue)
                    while len(queue) > 1:
                        both = heapq.heappop(queue) + heapq.heappop(queue)
                        total -= both
                        heapq.heappush(queue, both)
                    return total
            """,
            call="merged([5, 3, 8, 1])",
        ),
    ),
)
