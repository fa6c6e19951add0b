"""Collect what an array is to hold in a list and join it once, instead of growing the array.

An array cannot grow: ``np.append``, ``np.concatenate``, ``np.hstack`` and
``np.vstack`` copy all that is there already on every trip round the loop. What
would not come out the same in one go is joined at once, as before.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from advisor import flow, matching
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
from advisor.static import growing, growths
from advisor.static.text import code

_NUMPY = ("np", "numpy")


@dataclass(frozen=True, slots=True)
class _Step:
    """A statement ``array = numpy.function(array, piece)``, or of its pair."""

    line: cst.SimpleStatementLine
    array: str
    numpy: str
    function: str
    piece: cst.BaseExpression

    def joining(self, *pieces: str) -> str:
        """The call that joins more pieces to the array."""
        if self.function == "append":
            return f"{self.numpy}.append({self.array}, {pieces[0].lstrip('*')})"
        return f"{self.numpy}.{self.function}(({', '.join((self.array, *pieces))}))"


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops in which one statement grows an array."""
    for block in matching.blocks(function):
        for position, loop in enumerate(block.body):
            if not isinstance(loop, cst.For | cst.While):
                continue
            steps = [step for step in map(_step, flow.walk(loop.body)) if step is not None]
            if len(steps) == 1 and around.is_module(steps[0].numpy, "numpy", _NUMPY):
                holes = _holes(function, loop, steps[0])
                yield Match(function, block, position, position + 1, holes, around)


def _step(line: cst.CSTNode) -> _Step | None:
    match line:
        case cst.SimpleStatementLine(
            body=[
                cst.Assign(
                    targets=[cst.AssignTarget(target=cst.Name(value=array))],
                    value=cst.Call(
                        func=cst.Attribute(value=cst.Name(value=numpy), attr=cst.Name(value=name)),
                        args=args,
                    ),
                )
            ]
        ):
            piece = _piece(name, array, [a.value for a in args if not a.keyword and not a.star])
            alone = piece is not None and len(args) == (2 if name == "append" else 1)
            return _Step(line, array, numpy, name, piece) if piece and alone else None
        case _:
            return None


def _piece(name: str, array: str, given: list[cst.BaseExpression]) -> cst.BaseExpression | None:
    match name, given:
        case "append", [cst.Name(value=first), piece] if first == array:
            return piece
        case "concatenate" | "hstack" | "vstack", [cst.Tuple() | cst.List() as pair]:
            match pair.elements:
                case [
                    cst.Element(value=cst.Name(value=first)),
                    cst.Element(value=piece),
                ] if first == array:
                    return piece
    return None


def _holes(function: cst.FunctionDef, loop: cst.For | cst.While, step: _Step) -> dict[str, Hole]:
    piece, pieces, like = (
        flow.fresh(function, *names)
        for names in (("piece", "new_piece"), ("pieces", "new_pieces"), ("like", "last_joined"))
    )
    new = _code(step.piece)
    if step.function == "append":
        waits = f"type({piece}) is {like} and ({like} is not int or abs({piece}) < 2**63)"
        keeps = f"type({piece}) if type({piece}) in (float, int, {step.numpy}.float64) else None"
        waiting = piece
    else:
        new = f"_as_array({new})"
        waits = f"_joins_like({like}, {piece}, {step.function == 'hstack'})"
        keeps = f"_pattern_of({step.array}, {piece})"
        waiting = f"{piece}.copy()"
    text = (
        f"{piece} = {new}\n"
        f"if {waits}:\n"
        f"    {pieces}.append({waiting})\n"
        f"else:\n"
        f"    if {pieces}:\n"
        f"        {step.array} = {step.joining('*' + pieces)}\n"
        f"        {pieces} = []\n"
        f"    {step.array} = {step.joining(piece)}\n"
        f"    {like} = {keeps}\n"
    )
    return {
        "array": cst.Name(step.array),
        "piece": step.piece,
        "growing": _exchanged(loop, step.line, text),
        "start": (f"{pieces} = []", f"{like} = None"),
        "pieces": pieces,
        "grow": f"{step.numpy}.{step.function}",
        "scalars": step.function == "append",
        "join": f"{step.array} = {step.joining('*' + pieces)}",
        "commented": matching.has_comment(step.line),
    }


def _code(node: cst.BaseExpression) -> str:
    return cst.Module([]).code_for_node(node)


def _exchanged(
    loop: cst.For | cst.While, line: cst.SimpleStatementLine, text: str
) -> cst.BaseStatement:
    new = cst.parse_module(text).body

    class Exchange(cst.CSTTransformer):
        def leave_SimpleStatementLine(  # noqa: N802  (libcst's name)
            self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
        ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.BaseStatement]:
            if original_node is not line:
                return updated_node
            statements = [node for node in new if isinstance(node, cst.BaseStatement)]
            return cst.FlattenSentinel(statements)

    changed = loop.visit(Exchange())
    assert isinstance(changed, cst.BaseStatement)
    return changed.with_changes(leading_lines=())


def _looks(match: Match) -> bool:
    """Does anything in the loop but the growing statement name the array?"""
    (loop,) = match.statements
    named = [n for n in flow.walk(loop) if isinstance(n, cst.Name)]
    return sum(name.value == match.variable("array") for name in named) > 2  # noqa: PLR2004  (target and argument)


_JOINING = frozenset(
    {"append", "concatenate", "hstack", "vstack", "dstack", "column_stack", "insert", "stack"}
)


def look(module: Module) -> Iterator[Spot]:
    """Arrays that a loop replaces by longer ones."""
    for growth in growing.found(module):
        if growth.in_place or growths.doubles(growth):
            continue  # each element is added to: nothing gets longer; or it is soon long enough
        match growth.value:
            case ast.Call(func=function):
                package, _, name = module.dotted(function).rpartition(".")
                joins = package == "numpy" and name in _JOINING
            case ast.Subscript(value=function):
                joins = module.dotted(function) in {"numpy.r_", "numpy.c_"}
            case _:
                joins = False
        if joins and not growths.is_reserve(module, growth):
            yield Spot(growth.statement, {"array": code(growth.target), "grow": code(function)})


RULE = Rule(
    message="`{array}` is copied each time `{grow}` adds to it: collect in a list, join once",
    why="what is there already is copied once, at the end, instead of on every trip",
    find=find,
    look=Look(
        find=look,
        slow=(
            """
                import numpy as np

                def filled(count):
                    numbers = np.array([])
                    for number in range(count):
                        numbers = np.append(numbers, number)
                    return numbers
            """,
        ),
        fine=(
            Fine(
                why="it is joined with itself, and soon long enough",
                code="""
                    import numpy as np

                    def hadamard(order):
                        matrix = np.ones((1, 1))
                        for _ in range(order):
                            pair = np.hstack((matrix, -matrix))
                            matrix = np.vstack((np.hstack((matrix, matrix)), pair))
                        return matrix
                """,
            ),
            Fine(
                why="a list grows, and is made an array once",
                code="""
                    import numpy as np

                    def filled(count):
                        numbers = []
                        for number in range(count):
                            numbers.append(number)
                        return np.array(numbers)
                """,
            ),
            Fine(
                why="each trip joins arrays of its own",
                code="""
                    import numpy as np

                    def closed(curves):
                        return [np.append(curve, curve[0]) for curve in curves]
                """,
            ),
        ),
    ),
    backend="numpy",
    needs=("numpy",),
    builtins=("type", "float", "int", "abs"),
    examples=(
        Example(
            before="""
                def fibonacci(count):
                    numbers = np.array([])
                    a, b = 0, 1
                    for _ in range(count):
                        numbers = np.append(numbers, a)
                        a, b = b, a + b
                    return numbers
            """,
            after="""
                def fibonacci(count):
                    numbers = np.array([])
                    a, b = 0, 1
                    pieces = []
                    like = None
                    for _ in range(count):
                        piece = a
                        if type(piece) is like and (like is not int or abs(piece) < 2**63):
                            pieces.append(piece)
                        else:
                            if pieces:
                                numbers = np.append(numbers, pieces)
                                pieces = []
                            numbers = np.append(numbers, piece)
                            like = type(piece) if type(piece) in (float, int, np.float64) else None
                        a, b = b, a + b
                    if pieces:
                        numbers = np.append(numbers, pieces)
                    return numbers
            """,
            call="fibonacci(120)",
        ),
        Example(
            before="""
                def path(start, step, count):
                    points = np.empty((0, 2))
                    while count > 0:
                        points = np.vstack((points, start))
                        start = start + step
                        count -= 1
                    return points
            """,
            after="""
                def path(start, step, count):
                    points = np.empty((0, 2))
                    pieces = []
                    like = None
                    while count > 0:
                        piece = _as_array(start)
                        if _joins_like(like, piece, False):
                            pieces.append(piece.copy())
                        else:
                            if pieces:
                                points = np.vstack((points, *pieces))
                                pieces = []
                            points = np.vstack((points, piece))
                            like = _pattern_of(points, piece)
                        start = start + step
                        count -= 1
                    if pieces:
                        points = np.vstack((points, *pieces))
                    return points
            """,
            call="path(np.array([0.0, 1.0]), np.array([0.5, 0.25]), 40)",
        ),
    ),
    unless=(
        Unless(
            why="the loop looks at the array while it grows",
            when=_looks,
            witness="""
                def doubling(count):
                    numbers = np.array([1.0])
                    for _ in range(count):
                        numbers = np.append(numbers, numbers[-1] * 2)
                    return numbers
            """,
        ),
        Unless(
            why="other code can see the array while it grows",
            when=lambda match: match.visible("array"),
            witness="""
                def numbered(count):
                    numbers = np.array([])
                    for number in range(count):
                        numbers = np.append(numbers, number)
                    return lambda: numbers
            """,
        ),
        Unless(
            why="a handler could see the array half built",
            when=lambda match: match.inside(cst.Try, cst.TryStar, cst.With),
            witness="""
                def parsed(words):
                    numbers = np.array([])
                    try:
                        for word in words:
                            numbers = np.append(numbers, float(word))
                    except ValueError:
                        pass
                    return numbers
            """,
        ),
        Unless(
            why="a comment would be lost",
            when=lambda match: bool(match.holes["commented"]),
            witness="""
                def numbered(count):
                    numbers = np.array([])
                    for number in range(count):
                        numbers = np.append(numbers, number)  # as a float
                    return numbers
            """,
        ),
    ),
)
