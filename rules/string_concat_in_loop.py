"""Join the pieces of a string once instead of adding them one by one.

A string cannot grow: each ``+=`` on an attribute copies all that is there already,
so that the time goes up with the square of the number of pieces. (On a local
variable CPython often finds a way round the copy, and the gain is small.)
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import libcst as cst

from advisor import flow, matching, plain, plain_loops
from advisor.rule import Example, Fine, Look, Match, Module, Rule, Spot, Surroundings, Unless
from advisor.static import growing, growths
from advisor.static.text import code


def find(function: cst.FunctionDef, around: Surroundings) -> Iterator[Match]:
    """Loops that only add pieces of text to one variable or attribute."""
    for block in matching.blocks(function):
        for position, loop in enumerate(block.body):
            if isinstance(loop, cst.For) and loop.orelse is None and loop.asynchronous is None:
                match = _match(function, block, position, loop, around)
                if match is not None:
                    yield match


def _match(
    function: cst.FunctionDef,
    block: cst.IndentedBlock,
    position: int,
    loop: cst.For,
    around: Surroundings,
) -> Match | None:
    target = next(_targets(loop), None)
    if target is None:
        return None
    needs = plain.Needs()
    pieces = _pieces(loop.body.body, target, needs)
    items = cst.Name(flow.fresh(function, "items"))
    simple = isinstance(loop.iter, cst.Name | cst.Call)
    loop = loop if simple else loop.with_changes(iter=items)
    feed = plain_loops.feed(loop.target, loop.iter, needs) if pieces else None
    if not pieces or feed is None or not _about_text(target, loop.iter, needs, around):
        return None
    if flow.names(target) & feed.items:
        return None  # a different text on each trip: nothing grows
    bare = Match(function, block, position, position + 1, {"target": target}, around)
    parts = flow.fresh(function, "parts", "pieces")
    careful = needs.raises and (isinstance(target, cst.Attribute) or _watched(bare))
    return replace(
        bare,
        holes={
            "target": target,
            "item": loop.target,
            "loop": _collecting(loop, target, parts),
            "slow_loop": loop.with_changes(leading_lines=()),
            "parts": parts,
            "joined": "" if careful or _needed(bare, loop) else _joined(loop, pieces),
            "guards": (*_storage(target), *plain_loops.guards(needs, feed.items), *feed.guards),
            "attribute": isinstance(target, cst.Attribute),
            "careful": careful,
            "hoisted": "" if simple else f"{items.value} = {_code(block.body[position])}",
        },
    )


def _watched(match: Match) -> bool:
    """Could somebody look at the text after an exception in the loop?"""
    return match.inside(cst.Try, cst.TryStar, cst.With) or match.visible("target")


def _needed(match: Match, loop: cst.For) -> bool:
    """Are the loop's variables read after it?"""
    return replace(match, holes={"item": loop.target}).outlives("item")


def _code(loop: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(cst.ensure_type(loop, cst.For).iter)


def _targets(loop: cst.For) -> Iterator[cst.Name | cst.Attribute]:
    """What the loop adds to: a name, or an attribute of a name."""
    for node in flow.walk(loop.body):
        match node:
            case cst.AugAssign(target=target, operator=cst.AddAssign()):
                pass
            case cst.Assign(
                targets=[cst.AssignTarget(target=target)],
                value=cst.BinaryOperation(left=left, operator=cst.Add()),
            ) if matching.same(target, left):
                pass
            case _:
                continue
        if isinstance(target, cst.Name) or (
            isinstance(target, cst.Attribute) and isinstance(target.value, cst.Name)
        ):
            yield target


def _pieces(
    statements: Sequence[cst.CSTNode], target: cst.BaseExpression, needs: plain.Needs
) -> list[cst.BaseExpression]:
    """The pieces that ``statements`` add to ``target``; none if they do anything else."""
    found: list[cst.BaseExpression] = []
    for statement in statements:
        match statement:
            case cst.SimpleStatementLine(body=[small]):
                piece = _piece(small, target)
                if piece is not None and needs.text(piece):
                    found.append(piece)
                elif not isinstance(small, cst.Pass | cst.Continue | cst.Break):
                    return []
            case cst.AugAssign() | cst.Assign():
                piece = _piece(statement, target)
                if piece is None or not needs.text(piece):
                    return []
                found.append(piece)
            case cst.If() if needs.plain(statement.test):
                inside = _pieces(_branches(statement), target, needs)
                if not inside:
                    return []
                found += inside
            case _:
                return []
    return found


def _branches(statement: cst.If) -> list[cst.CSTNode]:
    match statement.orelse:
        case None:
            return list(statement.body.body)
        case cst.Else(body=body):
            return [*statement.body.body, *body.body]
        case other:
            return [*statement.body.body, other]


def _piece(small: cst.CSTNode, target: cst.BaseExpression) -> cst.BaseExpression | None:
    match small:
        case cst.AugAssign(target=grown, operator=cst.AddAssign(), value=value):
            return value if matching.same(grown, target) else None
        case cst.Assign(
            targets=[cst.AssignTarget(target=grown)],
            value=cst.BinaryOperation(left=left, operator=cst.Add(), right=right),
        ):
            return right if matching.same(grown, target) and matching.same(left, target) else None
        case _:
            return None


def _about_text(
    target: cst.BaseExpression,
    iterable: cst.BaseExpression,
    needs: plain.Needs,
    around: Surroundings,
) -> bool:
    """Is there a sign that it is text that grows, not a number?"""
    code = cst.Module([]).code_for_node(target)
    unknown = around.modules is None and around.seen is None
    written = needs.literal or code.rpartition(".")[2] in around.texts
    lists = flow.names(iterable) | needs.lists.keys()
    return unknown or written or _seen_as_text({code}, lists, around)


def _seen_as_text(scalars: Iterable[str], lists: Iterable[str], around: Surroundings) -> bool:
    seen = around.seen or {}
    values = [value for name in scalars for value in seen.get(name, ())]
    values += [item for name in lists for value in seen.get(name, ()) for item in value.items]
    return any(value.kind == "str" for value in values)


def _storage(target: cst.BaseExpression) -> tuple[str, ...]:
    """The conditions under which adding to ``target`` at the end is all that shows."""
    code = cst.Module([]).code_for_node(target)
    text = f"type({code}) is str"
    if isinstance(target, cst.Attribute):
        owner = cst.ensure_type(target.value, cst.Name).value
        return (f'_stored_plainly({owner}, "{target.attr.value}")', text)
    return (text,)


def _joined(loop: cst.For, pieces: list[cst.BaseExpression]) -> str:
    """What to join, for a loop that does nothing but add one piece on each trip."""
    if len(pieces) > 1 or len(loop.body.body) > 1 or isinstance(loop.body.body[0], cst.If):
        return ""
    (piece,) = pieces
    printer = cst.Module([])
    if isinstance(loop.iter, cst.Name) and matching.same(piece, loop.target):
        return loop.iter.value
    words = printer.code_for_node(piece)
    return (
        f"[{words} for {printer.code_for_node(loop.target)} in {printer.code_for_node(loop.iter)}]"
    )


def _collecting(loop: cst.For, target: cst.BaseExpression, parts: str) -> cst.For:
    class Collector(cst.CSTTransformer):
        def leave_AugAssign(  # noqa: N802  (libcst's name)
            self, original_node: cst.AugAssign, updated_node: cst.AugAssign
        ) -> cst.BaseSmallStatement:
            return self._append(original_node) or updated_node

        def leave_Assign(  # noqa: N802  (libcst's name)
            self, original_node: cst.Assign, updated_node: cst.Assign
        ) -> cst.BaseSmallStatement:
            return self._append(original_node) or updated_node

        def _append(self, node: cst.CSTNode) -> cst.Expr | None:
            piece = _piece(node, target)
            if piece is None:
                return None
            append = cst.Attribute(cst.Name(parts), cst.Name("append"))
            return cst.Expr(cst.Call(append, [cst.Arg(piece)]))

    collecting = loop.deep_clone().visit(Collector())
    assert isinstance(collecting, cst.For)
    return collecting.with_changes(leading_lines=())


def look(module: Module) -> Iterator[Spot]:
    """Texts that a loop makes longer.

    Where CPython may do so in place, only loops over all of something count: one that
    ends early reads a word or a number more often than a book, one that adds in front
    goes up a path. What is looked at on the way cannot be joined in the end.
    """
    told: set[tuple[str, ast.AST]] = set()
    for growth in growing.found(module):
        text = growths.kind(module, growth) == "str"
        if text and (growths.adds(growth) or growths.formats(growth)):
            stays = growths.may_stay(module, growth)
            word = (stays or growth.at_front) and _may_end(growth.loop)
            word = word or (stays and growths.is_read(module, growth))
            place = (code(growth.target), growth.loop)
            if not word and place not in told:
                told.add(place)
                sure = "may be copied" if stays else "is copied"
                yield Spot(growth.statement, {"target": code(growth.target), "sure": sure})


def _may_end(loop: ast.AST) -> bool:
    """May the loop end before it has seen everything?"""
    if isinstance(loop, ast.While):
        return True
    return any(isinstance(node, ast.Break | ast.Return) for node in ast.walk(loop))


RULE = Rule(
    message="`{target}` is copied each time the loop adds a piece to it: join the pieces once",
    why="the pieces are copied once, at the end, instead of on every trip round the loop",
    find=find,
    look=Look(
        find=look,
        message="`{target}` {sure} as a whole each time the loop adds a piece to it: "
        'collect the pieces in a list and join them once with `"".join`',
        slow=(
            """
                def listing(names):
                    text = ""
                    for name in names:
                        text += name + ", "
                    return text
            """,
            """
                def backwards(letters):
                    text = ""
                    for letter in letters:
                        text = letter + text
                    return text
            """,
        ),
        fine=(
            Fine(
                why="the pieces are joined once",
                code="""
                    def listing(names):
                        pieces = []
                        for name in names:
                            pieces.append(name + ", ")
                        return "".join(pieces)
                """,
            ),
            Fine(
                why="a word is read letter by letter",
                code="""
                    def word(text, place):
                        found = ""
                        while text[place].isalpha():
                            found += text[place]
                            place += 1
                        return found
                """,
            ),
            Fine(
                why="numbers are added",
                code="""
                    def total(names):
                        found = 0
                        for name in names:
                            found += len(name)
                        return found
                """,
            ),
            Fine(
                why="each trip has a text of its own",
                code="""
                    def lines(names):
                        found = []
                        for name in names:
                            line = "- "
                            line += name
                            found.append(line)
                        return found
                """,
            ),
        ),
    ),
    builtins=(
        *plain.BUILTINS,
        *("type", "set", "map", "list", "tuple", "range", "enumerate", "zip", "reversed", "any"),
    ),
    examples=(
        Example(
            before="""
                def spell(words):
                    text = ""
                    for word in words:
                        text += word + " "
                    return text
            """,
            after="""
                def spell(words):
                    text = ""
                    if (
                        type(text) is str
                        and type(words) in (list, tuple)
                        and set(map(type, words)) <= {str}
                    ):
                        text += "".join([word + " " for word in words])
                    else:
                        for word in words:
                            text += word + " "
                    return text
            """,
            call="spell(['a', 'bc', ''] * 50)",
        ),
        Example(
            before="""
                def extend(sentence, words):
                    for number, word in enumerate(words):
                        if number > 0:
                            sentence.text += ", "
                        sentence.text += word.title()
                    return sentence.text
            """,
            after="""
                def extend(sentence, words):
                    if (
                        _stored_plainly(sentence, "text")
                        and type(sentence.text) is str
                        and type(words) in (list, tuple)
                        and set(map(type, words)) <= {str}
                    ):
                        parts = []
                        try:
                            for number, word in enumerate(words):
                                if number > 0:
                                    parts.append(", ")
                                parts.append(word.title())
                        finally:
                            sentence.text += "".join(parts)
                    else:
                        for number, word in enumerate(words):
                            if number > 0:
                                sentence.text += ", "
                            sentence.text += word.title()
                    return sentence.text
            """,
            call="extend(type('Sentence', (), {'__init__': "
            "lambda self: setattr(self, 'text', 'So: ')})(), ['one', 'two'] * 20)",
        ),
    ),
    unless=(
        Unless(
            why="a piece or a test reads what is being built",
            when=lambda match: bool(match.names("target") & _read(match)),
            witness="""
                def doubling(words):
                    text = "."
                    for word in words:
                        text += word + "," + text
                    return text
            """,
        ),
    ),
)


def _read(match: Match) -> frozenset[str]:
    """The names read by the pieces, the tests and the head of the loop."""
    loop = cst.ensure_type(match.statements[0], cst.For)
    collecting = match.holes["loop"]
    assert isinstance(collecting, cst.For)
    return flow.names(collecting.body, loop.iter)
