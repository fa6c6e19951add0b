"""Look a function of a module up once, above the loop, instead of on every trip round it.

``math.sqrt`` fetches the module and asks it for the function each time. A local
name needs neither. On CPython 3.11 the gain is small.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import flow, matching, plain
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless

# Modules of the standard library whose functions are written in C and call nobody back.
_MODULES = ("math", "cmath")


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops that call functions of the math modules."""
    for block in matching.blocks(function):
        for position, loop in enumerate(block.body):
            if not isinstance(loop, cst.For | cst.While):
                continue
            looked_up = tuple(dict.fromkeys(_looked_up(loop, around)))
            if looked_up:
                local = {
                    name: flow.fresh(function, name.partition(".")[2], name.replace(".", "_"))
                    for name in looked_up
                }
                holes: dict[str, Hole] = {
                    "functions": " and ".join(looked_up),
                    "names": tuple(f"{short} = {name}" for name, short in local.items()),
                    "fast": _exchanged(loop, local),
                }
                yield Match(function, block, position, position + 1, holes, around)


def _looked_up(loop: cst.For | cst.While, around: Surroundings) -> Iterator[str]:
    for node in flow.walk(loop.body):
        match node:
            case cst.Call(
                func=cst.Attribute(value=cst.Name(value=module), attr=cst.Name(value=name))
            ) if any(around.is_module(module, known, (known,)) for known in _MODULES):
                yield f"{module}.{name}"
            case _:
                pass


def _exchanged(loop: cst.For | cst.While, local: dict[str, str]) -> cst.BaseStatement:
    class Exchange(cst.CSTTransformer):
        def leave_Attribute(  # noqa: N802  (libcst's name)
            self, original_node: cst.Attribute, updated_node: cst.Attribute
        ) -> cst.BaseExpression:
            short = local.get(cst.Module([]).code_for_node(original_node))
            return updated_node if short is None else cst.Name(short)

    body = loop.body.visit(Exchange())
    return loop.with_changes(body=body, leading_lines=())


def _calls_others(match: Match) -> bool:
    """Does the loop call anything that could set the module's functions anew?"""
    known = {name.partition(" = ")[2] for name in _names(match)} | set(plain.BUILTINS)
    called = (
        cst.Module([]).code_for_node(node.func)
        for statement in match.statements
        for node in flow.walk(statement)
        if isinstance(node, cst.Call)
    )
    return bool(set(called) - known - {"range", "enumerate", "zip", "reversed", "min", "max"})


def _names(match: Match) -> tuple[str, ...]:
    names = match.holes["names"]
    assert isinstance(names, tuple)
    return names


def _looks_often(match: Match) -> bool:
    """Is there a further loop around this one, above which the look-up would better stand?"""
    return match.inside(cst.For, cst.While)


RULE = Rule(
    message="`{functions}` is looked up on every trip round the loop: once above it is enough",
    why="a local name is fetched in one step",
    find=find,
    builtins=(*plain.BUILTINS, "range", "enumerate", "zip", "reversed", "min", "max"),
    examples=(
        Example(
            before="""
                def roots(numbers):
                    total = 0.0
                    for number in numbers:
                        total += math.sqrt(number)
                    return total
            """,
            after="""
                def roots(numbers):
                    total = 0.0
                    sqrt = math.sqrt
                    for number in numbers:
                        total += sqrt(number)
                    return total
            """,
            call="roots(range(100))",
        ),
    ),
    unless=(
        Unless(
            why="the loop calls other code, which could set the function anew",
            when=_calls_others,
            witness="""
                def roots(numbers, report):
                    total = 0.0
                    for number in numbers:
                        total += math.sqrt(number)
                        report(total)
                    return total
            """,
        ),
        Unless(
            why="a loop around it is the better place",
            when=_looks_often,
            witness="""
                def roots(rows, scale):
                    total = 0.0
                    while total < 10:
                        total += scale(total)
                        for row in rows:
                            total += math.sqrt(row)
                    return total
            """,
        ),
        Unless(
            why="the function waits inside the loop while other code runs",
            when=lambda match: match.holds(cst.Yield, cst.Await, cst.Import, cst.ImportFrom),
            witness="""
                def roots(numbers):
                    for number in numbers:
                        yield math.sqrt(number)
            """,
        ),
    ),
)
