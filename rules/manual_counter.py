"""Count with ``enumerate`` instead of a variable that goes along by hand.

Adding one to a variable is a trip through the interpreter; ``enumerate`` counts in C.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import flow, matching
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops whose last statement adds one to a counter that starts right above."""
    for block in matching.blocks(function):
        for position, loop in enumerate(block.body[1:], start=1):
            start = _start(block.body[position - 1])
            if start is None or not isinstance(loop, cst.For):
                continue
            counter, first = start
            if loop.asynchronous is not None or not _steps(loop, counter):
                continue
            kept = loop.body.with_changes(body=loop.body.body[:-1])
            counting = cst.Tuple(
                [cst.Element(cst.Name(counter)), cst.Element(_grouped(loop.target))],
                lpar=(),
                rpar=(),
            )
            arguments = [
                cst.Arg(loop.iter),
                *([] if first == "0" else [cst.Arg(cst.Integer(first))]),
            ]
            fast = loop.with_changes(
                target=counting,
                iter=cst.Call(cst.Name("enumerate"), arguments),
                body=kept,
                leading_lines=(),
            )
            holes: dict[str, Hole] = {
                "counter": cst.Name(counter),
                "items": loop.iter,
                "item": loop.target,
                "loop": fast,
            }
            yield Match(function, block, position - 1, position + 1, holes, around)


def _grouped(target: cst.BaseExpression) -> cst.BaseExpression:
    """A loop's target as one element of another: ``a, b`` needs parentheses there."""
    if isinstance(target, cst.Tuple) and not target.lpar:
        return target.with_changes(lpar=(cst.LeftParen(),), rpar=(cst.RightParen(),))
    return target


def _start(statement: cst.CSTNode) -> tuple[str, str] | None:
    match statement:
        case cst.SimpleStatementLine(
            body=[
                cst.Assign(
                    targets=[cst.AssignTarget(target=cst.Name(value=counter))],
                    value=cst.Integer(value=first),
                )
            ]
        ):
            return counter, first
        case _:
            return None


def _steps(loop: cst.For, counter: str) -> bool:
    match loop.body:
        case cst.IndentedBlock(
            body=[
                _,
                *_,
                cst.SimpleStatementLine(
                    body=[
                        cst.AugAssign(
                            target=cst.Name(value=name),
                            operator=cst.AddAssign(),
                            value=cst.Integer(value="1"),
                        )
                    ]
                ),
            ]
        ):
            return name == counter and isinstance(loop.target, cst.Name | cst.Tuple)
        case _:
            return False


def _skips(match: Match) -> bool:
    return match.holds(cst.Continue)


def _set_elsewhere(match: Match) -> bool:
    """Does the loop's head or the rest of its body read or bind the counter in another way?"""
    loop = match.holes["loop"]
    assert isinstance(loop, cst.For)
    counter = match.names("counter")
    ending = flow.names(loop.orelse) if loop.orelse else frozenset()
    others = flow.bound(loop.body) | flow.names(loop.iter) | match.names("item") | ending
    return bool(counter & others)


RULE = Rule(
    message="`{counter}` counts the items of `{items}` by hand: `enumerate` counts in C",
    why="the built-in counts in C",
    find=find,
    builtins=("enumerate",),
    idiom=True,
    examples=(
        Example(
            before="""
                def weighted(pairs):
                    total = 0
                    place = 0
                    for weight, value in pairs:
                        total += place * weight * value
                        place += 1
                    return total
            """,
            after="""
                def weighted(pairs):
                    total = 0
                    for place, (weight, value) in enumerate(pairs):
                        total += place * weight * value
                    return total
            """,
            call="weighted([(1, 2), (3, 4), (5, 6)])",
        ),
        Example(
            before="""
                def numbered(words):
                    lines = {}
                    number = 1
                    for word in words:
                        lines[number] = word
                        number += 1
                    return lines
            """,
            after="""
                def numbered(words):
                    lines = {}
                    for number, word in enumerate(words, 1):
                        lines[number] = word
                    return lines
            """,
            call="numbered(['a', 'b']), numbered('')",
        ),
    ),
    unless=(
        Unless(
            why="a `continue` would leave the counter where it is",
            when=_skips,
            witness="""
                def numbered(words):
                    lines = {}
                    number = 0
                    for word in words:
                        if not word:
                            continue
                        lines[number] = word
                        number += 1
                    return lines
            """,
        ),
        Unless(
            why="the counter is set in another way, too",
            when=_set_elsewhere,
            witness="""
                def numbered(words):
                    lines = {}
                    number = 0
                    for word in words:
                        lines[number] = word
                        if word:
                            number += 10
                        number += 1
                    return lines
            """,
        ),
        Unless(
            why="the counter is used again after the loop",
            when=lambda match: match.outlives("counter"),
            witness="""
                def numbered(words):
                    lines = {}
                    number = 0
                    for word in words:
                        lines[number] = word
                        number += 1
                    return lines, number
            """,
        ),
    ),
)
