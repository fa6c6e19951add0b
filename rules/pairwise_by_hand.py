"""Let a library compute the distances of all pairs of points.

Two nested loops over points compute one distance at a time in Python.
``scipy.spatial.distance.cdist`` or NumPy's broadcasting compute all of them in C, and
a ``KDTree`` finds near neighbours without looking at all pairs.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import calls, loops, numeric
from advisor.static.text import names, number, same

_ROOTS = frozenset({"math.sqrt", "math.dist", "math.hypot", "numpy.sqrt", "numpy.linalg.norm"})


def look(module: Module) -> Iterator[Spot]:
    """Differences of what two loops run over, one finding for each outer loop."""
    told: set[ast.AST] = set()
    for one, other in _differences(module):
        outer = _outer(module, one, other)
        if outer is not None:
            place = loops.scene(module, outer)
            if place not in told and isinstance(place, ast.expr | ast.stmt):
                told.add(place)
                yield Spot(place, {})


def _differences(module: Module) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The two sides of a difference that goes into a distance, or two points of one."""
    for call in module.all(ast.Call):
        if len(call.args) == 2 and _is_distance(module, call.func):  # noqa: PLR2004  (two points)
            yield call.args[0], call.args[1]
    for difference in module.all(ast.BinOp):
        if isinstance(difference.op, ast.Sub):
            around = loops.around(module, difference)
            if len(around) > 1 and _goes_into_distance(module, difference, around[0]):
                yield difference.left, difference.right


def _goes_into_distance(module: Module, difference: ast.BinOp, inner: loops.Loop) -> bool:
    """Is it squared, or is a root drawn from it, here or by the name it is given?"""
    for child, parent in module.above(difference):
        match parent:
            case ast.expr() if _is_root(module, parent):
                return True
            case ast.BinOp(left=left, op=ast.Mult(), right=right) if same(left, right):
                return True
            case ast.Assign(targets=[ast.Name(id=name)]) if child is difference:
                return _is_squared(module, name, loops.scene(module, inner))
            case ast.stmt():
                return False
            case _:
                pass
    return False


def _is_squared(module: Module, name: str, top: ast.AST) -> bool:
    for node in module.within(top):
        match node:
            case ast.BinOp(left=ast.Name(id=one), op=ast.Mult(), right=ast.Name(id=other)):
                if one == other == name:
                    return True
            case ast.BinOp(left=ast.Name(id=one), op=ast.Pow()):
                if one == name:
                    return True
            case ast.Call(func=function, args=args) if module.dotted(function) in _ROOTS:
                if any(name in names(argument) for argument in args):
                    return True
            case _:
                pass
    return False


def _is_distance(module: Module, function: ast.expr) -> bool:
    """Is it a function of the library, or of this file, that returns a distance?"""
    if module.dotted(function) == "math.dist":
        return True
    if not isinstance(function, ast.Name):
        return False
    known = calls.defined(module, function.id)
    return known is not None and _makes_distance(module, known)


def _makes_distance(module: Module, top: ast.AST) -> bool:
    """Is a root drawn, or a difference squared, anywhere below ``top``?"""
    return module.once(
        ("distance", top), lambda: any(_is_root(module, n) for n in module.within(top))
    )


def _is_root(module: Module, node: ast.AST) -> bool:
    match node:
        case ast.Call(func=function):
            return module.dotted(function) in _ROOTS
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=0.5)):
            return True
        case ast.BinOp(left=ast.BinOp(op=ast.Sub()), op=ast.Pow(), right=square):
            return number(square) == 2  # noqa: PLR2004  (a square)
        case _:
            return False


def _outer(module: Module, one: ast.expr, other: ast.expr) -> loops.Loop | None:
    """The outer of two loops, if one side comes from each of them and not from the other."""
    around = [
        loop for loop in loops.around(module, one) if isinstance(loop, ast.For | ast.comprehension)
    ]
    for place, inner in enumerate(around):
        for outer in around[place + 1 :]:
            for near, far in ((one, other), (other, one)):
                if _comes_from(module, near, inner, outer) and _comes_from(
                    module, far, outer, inner
                ):
                    return outer
    return None


def _comes_from(module: Module, side: ast.expr, loop: loops.Loop, other: loops.Loop) -> bool:
    assert isinstance(loop, ast.For | ast.comprehension)
    assert isinstance(other, ast.For | ast.comprehension)
    own = numeric.dependent(module, side, loop)
    foreign = numeric.dependent(module, side, other)
    return bool(own) and not foreign - own and not (foreign & names(other.target))


RULE = Rule(
    message="the distances of all pairs are computed one by one: "
    "`scipy.spatial.distance.cdist` or NumPy's broadcasting compute them in C, "
    "a `KDTree` finds neighbours without them",
    why="all pairs are computed in C",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="each point is compared with one other",
                code="""
                    import math

                    def length(points):
                        return sum(math.dist(p, q) for p, q in zip(points, points[1:]))
                """,
            ),
            Fine(
                why="the inner loop runs over the coordinates",
                code="""
                    import math

                    def norms(points):
                        found = []
                        for point in points:
                            total = 0.0
                            for x in point:
                                total += x * x
                            found.append(math.sqrt(total))
                        return found
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import math

                def nearest(points, centres):
                    found = []
                    for point in points:
                        best = None
                        for number, centre in enumerate(centres):
                            distance = math.dist(point, centre)
                            if best is None or distance < best[0]:
                                best = (distance, number)
                        found.append(best[1])
                    return found
            """,
            after="""
                import numpy as np

                def nearest(points, centres):
                    apart = np.array(points)[:, None, :] - np.array(centres)[None, :, :]
                    return (apart * apart).sum(axis=2).argmin(axis=1).tolist()
            """,
            call="nearest([(0.0, 1.0), (5.0, 5.0)], [(4.0, 4.0), (0.0, 0.0)])",
        ),
    ),
)
