"""Collect bytes in a ``bytearray``, or in a list to join, instead of adding to ``bytes``.

Bytes cannot grow: each ``+=`` copies all that is there already, so that the time goes
up with the square of the length. (CPython spares strings this now and then, bytes never.)
"""

from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import growing, growths
from advisor.static.text import code


def look(module: Module) -> Iterator[Spot]:
    """Bytes that a loop makes longer."""
    for growth in growing.found(module):
        if growths.kind(module, growth) == "bytes" and growths.adds(growth):
            yield Spot(growth.statement, {"target": code(growth.target)})


RULE = Rule(
    message="`{target}` is copied as a whole each time bytes are added to it: "
    'add to a `bytearray`, or join a list with `b"".join` after the loop',
    why="a bytearray grows in place",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="a bytearray grows in place",
                code="""
                    def received(source):
                        data = bytearray()
                        for chunk in source:
                            data += chunk
                        return bytes(data)
                """,
            ),
            Fine(
                why="the bytes are new on every trip",
                code="""
                    def framed(chunks):
                        for chunk in chunks:
                            line = b"<"
                            line += chunk
                            yield line
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def received(chunks):
                    data = b""
                    for chunk in chunks:
                        data += chunk
                    return data
            """,
            after="""
                def received(chunks):
                    return b"".join(chunks)
            """,
            call="received([b'a', b'bc'])",
        ),
    ),
)
