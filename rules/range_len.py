"""Run over the items of a list instead of over its indices.

``for i in range(len(items))`` with ``items[i]`` computes an index, looks the list up
and fetches the item; a loop over the list hands the item over.
"""

from collections.abc import Iterator

import libcst as cst

from advisor import flow, matching, plain, plain_loops
from advisor.rule import Example, Hole, Match, Rule, Surroundings, Unless


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops over ``range(len(items))`` that do nothing with the index but fetch ``items[i]``."""
    for block in matching.blocks(function):
        for position, loop in enumerate(block.body):
            if not isinstance(loop, cst.For) or (pair := _index_of(loop)) is None:
                continue
            index, items = pair
            item = flow.fresh(function, _singular(items), "item", "element")
            taker = _Taker(index, items, item)
            body = loop.body.visit(taker)
            assert isinstance(body, cst.BaseSuite)
            if not taker.taken or items in flow.names(body) | flow.bound(loop):
                continue
            used = index in flow.names(body)
            target = (
                cst.Tuple([cst.Element(cst.Name(index)), cst.Element(cst.Name(item))], (), ())
                if used
                else cst.Name(item)
            )
            stepped: cst.BaseExpression = cst.Name(items)
            if used:
                stepped = cst.Call(cst.Name("enumerate"), [cst.Arg(stepped)])
            fast = loop.with_changes(target=target, iter=stepped, body=body, leading_lines=())
            holes: dict[str, Hole] = {
                "items": cst.Name(items),
                "index": cst.Name(index),
                "fast": fast,
                "used": used,
                "guards": _guards(fast, items),
            }
            yield Match(function, block, position, position + 1, holes, around)


def _index_of(loop: cst.For) -> tuple[str, str] | None:
    match loop:
        case cst.For(
            target=cst.Name(value=index),
            iter=cst.Call(
                func=cst.Name(value="range"),
                args=[
                    cst.Arg(
                        value=cst.Call(
                            func=cst.Name(value="len"),
                            args=[cst.Arg(value=cst.Name(value=items), star="")],
                        )
                    )
                ],
            ),
            orelse=None,
            asynchronous=None,
        ):
            return index, items
        case _:
            return None


def _singular(name: str) -> str:
    return name[:-1] if name.endswith("s") and len(name) > 2 else f"{name}_item"  # noqa: PLR2004  (as, is)


class _Taker(cst.CSTTransformer):
    """Puts the item where it was fetched by the index."""

    def __init__(self, index: str, items: str, item: str) -> None:
        super().__init__()
        self._fetch = cst.parse_expression(f"{items}[{index}]")
        self._item = item
        self.taken = False

    def leave_Subscript(  # noqa: N802  (libcst's name)
        self, original_node: cst.Subscript, updated_node: cst.Subscript
    ) -> cst.BaseExpression:
        if not matching.same(original_node, self._fetch):
            return updated_node
        self.taken = True
        return cst.Name(self._item)


def _written(match: Match) -> bool:
    """Does the loop bind the index, or store to an item or to anything else subscripted?"""
    (loop,) = match.statements
    assert isinstance(loop, cst.For)
    stores = (n for n in flow.walk(loop.body) if isinstance(n, cst.AssignTarget | cst.AugAssign))
    return match.variable("index") in flow.bound(loop.body) or any(
        isinstance(node, cst.Subscript) for store in stores for node in flow.walk(store.target)
    )


def _guards(fast: cst.For, items: str) -> tuple[str, ...]:
    body = plain_loops.Body()
    if not body.at(fast):
        return ("False",)
    return (f"type({items}) in (list, tuple)", *body.guards(fast))


RULE = Rule(
    message="the loop over `range(len({items}))` fetches each item by its index: "
    "run over `{items}` itself",
    why="the loop hands the item over without an index",
    find=find,
    builtins=(*plain.BUILTINS, "range", "enumerate", "type", "list", "tuple", "set", "map"),
    examples=(
        Example(
            before="""
                def longest(words):
                    best = 0
                    for i in range(len(words)):
                        if len(words[i]) > best:
                            best = len(words[i])
                    return best
            """,
            after="""
                def longest(words):
                    best = 0
                    if (
                        type(words) in (list, tuple)
                        and set(map(type, words)) <= {int, float, bool, str}
                        and type(best) in (int, float, bool, str)
                    ):
                        for word in words:
                            if len(word) > best:
                                best = len(word)
                    else:
                        for i in range(len(words)):
                            if len(words[i]) > best:
                                best = len(words[i])
                    return best
            """,
            call="longest(['a', 'bcd', '']), longest([])",
        ),
    ),
    unless=(
        Unless(
            why="the loop does something that could change the list",
            when=lambda match: "False" in match.guards,
            witness="""
                def report(words, show):
                    for i in range(len(words)):
                        show(words[i])
            """,
        ),
        Unless(
            why="the loop stores to the list, or sets the index",
            when=_written,
            witness="""
                def halve(numbers):
                    for i in range(len(numbers)):
                        numbers[i] = numbers[i] / 2
            """,
        ),
        Unless(
            why="the index is used again after the loop",
            when=lambda match: match.outlives("index"),
            witness="""
                def total_and_last(numbers):
                    total = 0
                    for i in range(len(numbers)):
                        total += numbers[i]
                    return total, i
            """,
        ),
    ),
)
