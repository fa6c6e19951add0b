"""Commit once, after all rows, instead of after each row.

A commit waits until the disk has the data. On every trip round a loop this takes far
longer than the insertion itself; ``executemany`` and one commit write thousands of rows
in the time of a few.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import loops
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """``commit()`` on every trip round a loop that executes."""
    for call in module.all(ast.Call):
        match call:
            case ast.Call(func=ast.Attribute(value=connection, attr="commit"), args=[]):
                around = loops.around(module, call)
                if around and isinstance(around[0], ast.For) and _always(module, call, around[0]):
                    if _executes(module, around[0]):
                        yield Spot(call, {"connection": code(connection)})
            case _:
                pass


def _always(module: Module, call: ast.Call, loop: ast.For) -> bool:
    """Is it done on every trip, not after so many rows?"""
    statement = module.parent(call)
    return statement in loop.body


def _executes(module: Module, loop: ast.For) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr == "execute" for node in module.within(loop)
    )


RULE = Rule(
    message="`{connection}.commit()` waits for the disk on every trip round the loop: "
    "commit once after it, and insert with `executemany`",
    why="the disk is waited for once",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="it is committed once",
                code="""
                    def stored(connection, rows):
                        for row in rows:
                            connection.execute("insert into t values (?)", row)
                        connection.commit()
                """,
            ),
            Fine(
                why="it is committed now and then",
                code="""
                    def stored(connection, rows):
                        for number, row in enumerate(rows):
                            connection.execute("insert into t values (?)", row)
                            if number % 10000 == 0:
                                connection.commit()
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                import sqlite3

                def stored(rows):
                    connection = sqlite3.connect(":memory:")
                    connection.execute("create table t (n)")
                    for row in rows:
                        connection.execute("insert into t values (?)", row)
                        connection.commit()
                    found = connection.execute("select sum(n) from t").fetchone()
                    connection.close()
                    return found
            """,
            after="""
                import sqlite3

                def stored(rows):
                    connection = sqlite3.connect(":memory:")
                    connection.execute("create table t (n)")
                    connection.executemany("insert into t values (?)", rows)
                    connection.commit()
                    found = connection.execute("select sum(n) from t").fetchone()
                    connection.close()
                    return found
            """,
            call="stored([(1,), (2,)])",
        ),
    ),
)
