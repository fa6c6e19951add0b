"""Remember the answers of a function that asks itself the same again and again.

A function that calls itself twice for smaller numbers meets the same numbers over and
over: the time doubles with every step. ``functools.cache`` keeps each answer, so that
it is computed once.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import calls, loops
from advisor.static.module import Function
from advisor.static.text import names


def look(module: Module) -> Iterator[Spot]:
    """Functions that combine the answers of several calls of themselves."""
    for function in module.functions:
        if function.decorator_list or calls.defined(module, function.name) is not function:
            continue
        own = [c for c in calls.sites(module, function) if module.function(c) is function]
        if own and _returns(module, function) and not _remembers(module, function):
            steps = [call for call in own if _is_step(function, call)]
            if _overlap(module, steps):
                yield Spot(function, {"name": function.name})


def _returns(module: Module, function: Function) -> bool:
    nodes = module.within(function)
    values = any(isinstance(node, ast.Return) and node.value is not None for node in nodes)
    return values and not any(isinstance(n, ast.Yield | ast.YieldFrom | ast.Await) for n in nodes)


def _remembers(module: Module, function: Function) -> bool:
    """Is there anything in it that is looked up, or changed, besides its own variables?"""
    for node in module.within(function):
        match node:
            case ast.Compare(ops=[ast.In() | ast.NotIn()]) | ast.Global() | ast.Nonlocal():
                return True
            case ast.Subscript(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
                return True
            case ast.Attribute(attr="append" | "get" | "add" | "setdefault" | "pop" | "write"):
                return True
            case ast.Call(func=ast.Name(id="print" | "input")):
                return True
            case _:
                pass
    return False


def _is_step(function: Function, call: ast.Call) -> bool:
    """Is it called for a parameter with a little taken off or added, the rest as it came?"""
    parameters = {parameter.arg for parameter in function.args.args}
    kinds = [_kind(argument, parameters) for argument in call.args]
    return "other" not in kinds and "step" in kinds


def _kind(argument: ast.expr, parameters: set[str]) -> str:
    match argument:
        case ast.Constant():
            return "same"
        case ast.Name(id=name):
            return "same" if name in parameters else "other"
        case ast.BinOp(left=ast.Name(id=name), op=ast.Sub() | ast.FloorDiv()):
            return "step" if name in parameters else "other"
        case ast.BinOp(left=ast.Name(id=name), op=ast.Add(), right=ast.Constant(value=int())):
            return "step" if name in parameters else "other"
        case ast.BinOp(left=ast.Constant(value=int()), op=ast.Add(), right=ast.Name(id=name)):
            return "step" if name in parameters else "other"
        case ast.Subscript(value=ast.Name(id=name), slice=ast.Slice(lower=lower, upper=upper)):
            cut = lower is None or upper is None
            fixed = not (names(lower) | names(upper))
            return "step" if name in parameters and cut and fixed else "other"
        case _:
            return "other"


def _overlap(module: Module, steps: list[ast.Call]) -> bool:
    """Are several answers needed for one, so that the same is asked on different ways?"""
    if any(loops.around(module, call) and _combined(module, call) for call in steps):
        return True
    together = [call for call in steps if not isinstance(module.parent(call), ast.Expr)]
    for place, one in enumerate(together):
        for other in together[place + 1 :]:
            if _exclude(module, one, other):
                continue
            if _statement(module, one) is _statement(module, other):
                return True
            if _same_block(module, one, other):
                return True
    return False


def _combined(module: Module, call: ast.Call) -> bool:
    """Is the answer used, and not handed on as it is or dropped?"""
    parent = module.parent(call)
    return not isinstance(parent, ast.Return | ast.Expr | ast.If | ast.UnaryOp)


def _exclude(module: Module, one: ast.AST, other: ast.AST) -> bool:
    """Are they the two branches of one ``a if … else b``?"""
    branches = {above: child for child, above in module.above(one) if isinstance(above, ast.IfExp)}
    return any(
        above in branches and branches[above] is not child for child, above in module.above(other)
    )


def _statement(module: Module, node: ast.AST) -> ast.AST | None:
    return next((above for _, above in module.above(node) if isinstance(above, ast.stmt)), None)


def _same_block(module: Module, one: ast.AST, other: ast.AST) -> bool:
    """Are both passed on one way through the function, one statement after the other?"""
    first, second = _statement(module, one), _statement(module, other)
    if first is None or second is None or isinstance(first, ast.Return):
        return False
    for child, parent in module.above(second):
        for name in ("body", "orelse"):
            block = getattr(parent, name, None)
            if isinstance(block, list) and first in block and child in block:
                return True
        if parent is first:
            break
    block = getattr(module.parent(first), "body", [])
    return isinstance(block, list) and first in block and second in block


RULE = Rule(
    message="`{name}` asks itself the same again and again, so that the time doubles with "
    "every step: `functools.cache` keeps the answers",
    why="each answer is computed once",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="the answers are kept",
                code="""
                    import functools

                    @functools.cache
                    def fibonacci(n):
                        return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
                """,
            ),
            Fine(
                why="it keeps the answers itself",
                code="""
                    def fibonacci(n, known={}):
                        if n in known:
                            return known[n]
                        known[n] = n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
                        return known[n]
                """,
            ),
            Fine(
                why="it goes down one way only",
                code="""
                    def power(base, exponent):
                        if exponent == 0:
                            return 1
                        if exponent % 2:
                            return base * power(base, exponent - 1)
                        half = power(base, exponent // 2)
                        return half * half
                """,
            ),
            Fine(
                why="each call has a part of its own",
                code="""
                    def depths(tree, level):
                        return [depths(branch, level + 1) for branch in tree]
                """,
            ),
            Fine(
                why="one of the two is asked",
                code="""
                    def steps(n):
                        if n < 2:
                            return 0
                        return steps(n // 2) + 1 if n % 2 == 0 else steps(n - 1) + 1
                """,
            ),
            Fine(
                why="the branches of a tree are all different",
                code="""
                    def depth(node):
                        if node is None:
                            return 0
                        return 1 + max(depth(node.left), depth(node.right))
                """,
            ),
            Fine(
                why="the parts do not overlap",
                code="""
                    def ordered(items):
                        if len(items) < 2:
                            return items
                        middle = len(items) // 2
                        return sorted(ordered(items[:middle]) + ordered(items[middle:]))
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def fibonacci(n):
                    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
            """,
            after="""
                import functools

                @functools.cache
                def fibonacci(n):
                    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
            """,
            call="fibonacci(12)",
        ),
        Example(
            before="""
                def ways(stairs):
                    if stairs < 2:
                        return 1
                    return ways(stairs - 1) + ways(stairs - 2)
            """,
            after="""
                import functools

                @functools.cache
                def ways(stairs):
                    if stairs < 2:
                        return 1
                    return ways(stairs - 1) + ways(stairs - 2)
            """,
            call="ways(12)",
        ),
    ),
)
