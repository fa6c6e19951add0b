"""Compute once, before the loop, what is the same on every trip.

``sum(items)``, ``sorted(items)``, ``set(items)`` and their like go through everything
there is. Where neither the items nor anything else in the expression changes, all trips
but the first do work that is done already.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import annotations, bindings, brevity, kinds, loops, steadiness
from advisor.static.module import COMPREHENSIONS
from advisor.static.text import code

# What goes through all of its argument.
_BUILTINS = frozenset({"sum", "max", "min", "sorted", "any", "all"})
_FRESH = frozenset({"set", "frozenset", "dict", "list", "tuple", "collections.Counter"})
_FUNCTIONS = frozenset(
    {f"numpy.{name}" for name in ("sum", "mean", "std", "var", "max", "min", "sort", "unique")}
    | {f"numpy.{name}" for name in ("argsort", "median", "prod", "cumsum", "linalg.norm", "dot")}
    | {f"numpy.linalg.{name}" for name in ("inv", "det", "eig", "eigh", "svd", "solve", "pinv")}
    | {f"statistics.{name}" for name in ("mean", "median", "stdev", "variance", "fmean", "mode")}
    | {"math.factorial", "math.fsum", "math.prod", "json.loads", "json.dumps", "math.dist"}
)
_METHODS = frozenset({"split", "splitlines", "mean", "sum", "std", "unique", "tolist", "median"})
_SCALARS = annotations.NUMBERS | {"none", "function", "iterator", "file"}


def look(module: Module) -> Iterator[Spot]:
    """Calls that go through much and are the same on every trip."""
    for call in module.all(ast.Call):
        if not _is_work(module, call) or _is_part(module, call):
            continue
        around = loops.around(module, call)
        if around and steadiness.steady(module, call, around[0]) and _is_only_read(module, call):
            yield Spot(call, {"called": code(call)})
    for test in module.all(ast.Compare):
        match test.ops, test.comparators:
            case [ast.In() | ast.NotIn()], [ast.ListComp() | ast.SetComp() as made]:
                around = loops.around(module, test)
                if around and steadiness.steady(module, made, around[0]):
                    yield Spot(made, {"called": code(made)})
            case _:
                pass


def _is_work(module: Module, call: ast.Call) -> bool:
    name = module.dotted(call.func)
    match call.func, call.args:
        case _, [items, *more] if name in _FUNCTIONS:
            return not all(isinstance(a, ast.Constant) for a in (items, *more))
        case _, [items] if name in _BUILTINS or name in _FRESH:
            return _is_much(module, items) and not (name in _FRESH and _is_own(module, call))
        case ast.Attribute(value=owner, attr=method), _ if method in _METHODS and not name:
            much = method not in {"split", "splitlines"} or kinds.of(module, owner) == "str"
            return much and _is_much(module, owner) and not brevity.is_short(module, call)
        case _:
            return False


def _is_much(module: Module, items: ast.expr) -> bool:
    if isinstance(items, ast.Constant | ast.JoinedStr | ast.Lambda | ast.Starred):
        return False
    if isinstance(items, ast.GeneratorExp):
        return _is_much(module, items.generators[0].iter)
    return kinds.of(module, items) not in _SCALARS and not brevity.is_short(module, items)


def _is_own(module: Module, call: ast.Call) -> bool:
    """Is a fresh collection made to be kept or changed, not only to be looked at?"""
    parent = module.parent(call)
    return not isinstance(parent, ast.Compare | ast.For | ast.comprehension | ast.BinOp)


def _is_part(module: Module, call: ast.Call) -> bool:
    """Does a bigger call around it say the same?"""
    parent = module.parent(call)
    return isinstance(parent, ast.Call) and call in parent.args and _is_work(module, parent)


def _is_only_read(module: Module, call: ast.Call) -> bool:
    """Is what it returns left as it is, when it can be changed?"""
    parent = module.parent(call)
    match parent:
        case ast.Assign(targets=[ast.Name(id=name)]) if module.dotted(call.func) == "sorted":
            loop = loops.around(module, call)[0]
            top = loops.scene(module, loop)
            return not steadiness.is_changed(module, name, top)
        case ast.Assign() | ast.keyword() | ast.Return() | ast.Tuple() | ast.List() | ast.Dict():
            return module.dotted(call.func) != "sorted" or isinstance(parent, ast.Return)
        case ast.Call(func=function) if call is not function:
            return module.dotted(call.func) != "sorted" or bool(module.dotted(function))
        case ast.For(iter=items) if items is call and module.dotted(call.func) in {"list", "tuple"}:
            return False  # a copy to step through while the original may change
        case _ if isinstance(parent, COMPREHENSIONS):
            return module.dotted(call.func) != "sorted"
        case _:
            return bool(bindings.names_bound(module, module.tree)) or parent is not None


RULE = Rule(
    message="`{called}` is the same on every trip round the loop: compute it once, before it",
    why="the work is done once instead of on every trip",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the items change on the way",
                code="""
                    def spread(numbers):
                        rest = list(numbers)
                        found = []
                        while rest:
                            found.append(sum(rest))
                            rest.pop()
                        return found
                """,
            ),
            Fine(
                why="each trip has its own items",
                code="""
                    def totals(rows):
                        return [sum(row) for row in rows]
                """,
            ),
            Fine(
                why="it is computed before the loop",
                code="""
                    def shares(numbers):
                        total = sum(numbers)
                        return [number / total for number in numbers]
                """,
            ),
            Fine(
                why="other code may change the items meanwhile",
                code="""
                    def rounds(players, play):
                        found = []
                        for _ in range(100):
                            play(players)
                            found.append(max(players))
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def shares(numbers):
                    return [number / sum(numbers) for number in numbers]
            """,
            after="""
                def shares(numbers):
                    total = sum(numbers)
                    return [number / total for number in numbers]
            """,
            call="shares([1, 2, 5])",
        ),
        Example(
            before="""
                def common(words, others):
                    return [word for word in words if word in set(others)]
            """,
            after="""
                def common(words, others):
                    wanted = set(others)
                    return [word for word in words if word in wanted]
            """,
            call="common(['a', 'b', 'c'], ['c', 'a'])",
        ),
    ),
)
