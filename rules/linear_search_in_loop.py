"""Look records up in a dictionary instead of searching a list of them again and again.

``next(r for r in records if r.id == wanted)`` goes through the records one by one; on
every trip round a loop that is all of them over again. A dictionary from ``id`` to
record, made once before the loop, finds each in one step.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import asking, loops, steadiness
from advisor.static.module import COMPREHENSIONS
from advisor.static.text import code, names


def look(module: Module) -> Iterator[Spot]:
    """Comprehensions that pick what equals something of the loop around them."""
    for clause in module.all(ast.comprehension):
        made = module.parent(clause)
        if not isinstance(made, COMPREHENSIONS) or len(made.generators) > 1:
            continue
        around = loops.around(module, made)
        if not around or not asking.is_collection(module, clause.iter):
            continue
        steady = steadiness.steady(module, clause.iter, around[0])
        tests = [*clause.ifs, *_answered(module, made)]
        if steady and any(_compares(module, test, clause, around[0]) for test in tests):
            yield Spot(made, {"items": code(clause.iter)})


def _answered(module: Module, made: ast.AST) -> Iterator[ast.expr]:
    """What ``any(x == y for …)`` asks of each item."""
    match module.parent(made), made:
        case ast.Call(func=ast.Name(id="any")), ast.GeneratorExp(elt=test):
            yield test
        case _:
            pass


def _compares(module: Module, test: ast.expr, clause: ast.comprehension, loop: loops.Loop) -> bool:
    """Is something of the item compared with something that changes with the loop?"""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return any(_compares(module, part, clause, loop) for part in test.values)
    match test:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            own = names(clause.target)
            for item, other in ((left, right), (right, left)):
                if names(item) & own and not names(other) & own:
                    return not names(item) - own and not steadiness.steady(module, other, loop)
            return False
        case _:
            return False


RULE = Rule(
    message="`{items}` is searched from its start on every trip round the loop: "
    "a dictionary of it, made once before the loop, finds each item in one step",
    why="a dictionary finds a key in one step, however many it holds",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is searched only once",
                code="""
                    def named(records, name):
                        return next(r for r in records if r["name"] == name)
                """,
            ),
            Fine(
                why="nothing can be looked up for an inequality",
                code="""
                    def above(numbers, limits):
                        return [[n for n in numbers if n > limit] for limit in limits]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def paid(orders, customers):
                    found = []
                    for order in orders:
                        payer = next(c for c in customers if c["id"] == order["customer"])
                        found.append(payer["name"])
                    return found
            """,
            after="""
                def paid(orders, customers):
                    payers = {customer["id"]: customer for customer in reversed(customers)}
                    return [payers[order["customer"]]["name"] for order in orders]
            """,
            call="paid([{'customer': 2}], [{'id': 1, 'name': 'a'}, {'id': 2, 'name': 'b'}])",
        ),
    ),
)
