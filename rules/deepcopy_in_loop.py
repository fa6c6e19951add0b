"""Copy only what changes, instead of everything and all that hangs on it.

``copy.deepcopy`` visits every object below the one it is given, keeps a table of them
and rebuilds each by hand. On every trip round a loop this often takes longer than all
the rest; ``[row[:] for row in rows]`` or a ``copy`` of one level is enough most times.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import kinds, loops
from advisor.static.text import code, names


def look(module: Module) -> Iterator[Spot]:
    """``copy.deepcopy`` on every trip round a loop."""
    for call in module.all(ast.Call):
        if module.dotted(call.func) == "copy.deepcopy" and call.args:
            plain = kinds.of(module, call.args[0]) in kinds.IMMUTABLE
            around = loops.around(module, call)
            if around and not (plain or _is_own(module, call, around[0])):
                yield Spot(call, {"called": code(call)})


def _is_own(module: Module, call: ast.Call, loop: loops.Loop) -> bool:
    """Is it each item of the loop that is copied, once, or what a copy consists of?"""
    function = module.function(call)
    if function is not None and function.name == "__deepcopy__":
        return True
    if not isinstance(loop, ast.For | ast.AsyncFor | ast.comprehension):
        return False
    return bool(names(call.args[0]) & names(loop.target))


RULE = Rule(
    message="`{called}` rebuilds everything below it on every trip round the loop: "
    "copy only the level that changes",
    why="copying one level in C is many times quicker",
    look=Look(
        find=look,
        weight="factor",
        fine=(
            Fine(
                why="it is copied once",
                code="""
                    import copy

                    def tried(board, moves):
                        board = copy.deepcopy(board)
                        for row, column in moves:
                            board[row][column] = 1
                        return board
                """,
            ),
            Fine(
                why="each item is copied once",
                code="""
                    import copy

                    def apart(boards):
                        return [copy.deepcopy(board) for board in boards]
                """,
            ),
            Fine(
                why="one level is copied",
                code="""
                    import copy

                    def tried(board, moves):
                        return [(move, copy.copy(board)) for move in moves]
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import copy

                def steps(board, count):
                    history = []
                    for number in range(count):
                        board[0][0] = number
                        history.append(copy.deepcopy(board))
                    return history
            """,
            after="""
                import copy

                def steps(board, count):
                    history = []
                    for number in range(count):
                        board[0][0] = number
                        history.append([row[:] for row in board])
                    return history
            """,
            call="steps([[0, 1], [2, 3]], 3)",
        ),
    ),
)
