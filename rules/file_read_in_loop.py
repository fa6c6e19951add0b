"""Read a file once, before the loop.

A file that is opened and read on every trip round a loop, always under the same name,
costs its whole reading and parsing each time.
"""

import ast
from collections.abc import Iterator

from advisor.rule import Example, Fine, Look, Module, Rule, Spot
from advisor.static import loops, steadiness
from advisor.static.text import code, names

_READERS = frozenset(
    {"pandas.read_csv", "pandas.read_excel", "pandas.read_parquet", "pandas.read_json"}
    | {"numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromfile"}
)
_READING = frozenset({"r", "rb", "rt"})


def look(module: Module) -> Iterator[Spot]:
    """Files of the same name that are read on every trip."""
    for call in module.all(ast.Call):
        if not call.args or not _reads(module, call):
            continue
        around = loops.around(module, call)
        if around and isinstance(around[0], ast.For | ast.comprehension):
            given = [*call.args, *(keyword.value for keyword in call.keywords)]
            fixed = all(steadiness.steady(module, value, around[0]) for value in given)
            if fixed and not _is_written(module, call, around[0]):
                yield Spot(call, {"called": code(call)})


def _is_written(module: Module, call: ast.Call, loop: loops.Loop) -> bool:
    """Is the same name used for anything else in the loop, such as to write the file?"""
    used = names(call.args[0])
    others = (
        node
        for node in module.within(loops.scene(module, loop))
        if isinstance(node, ast.Call) and node is not call and not _reads(module, node)
    )
    return any(names(argument) & used for other in others for argument in other.args)


def _reads(module: Module, call: ast.Call) -> bool:
    name = module.dotted(call.func)
    if name in _READERS:
        return True
    modes = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "mode")]
    reading = all(
        isinstance(mode, ast.Constant)
        and str(mode.value).startswith("r")
        and "+" not in str(mode.value)
        for mode in modes
    )
    return name in {"open", "io.open", "gzip.open"} and reading


RULE = Rule(
    message="`{called}` reads the same file on every trip round the loop: read it once, before it",
    why="the file is read once",
    look=Look(
        find=look,
        fine=(
            Fine(
                why="each trip reads another file",
                code="""
                    def sizes(paths):
                        found = []
                        for path in paths:
                            with open(path) as file:
                                found.append(len(file.read()))
                        return found
                """,
            ),
            Fine(
                why="it is written to",
                code="""
                    def logged(lines, path):
                        for line in lines:
                            with open(path, "a") as file:
                                file.write(line)
                """,
            ),
        ),
    ),
    examples=(
        Example(
            before="""
                def known(words, path):
                    found = []
                    for word in words:
                        if word in open(path).read():
                            found.append(word)
                    return found
            """,
            after="""
                def known(words, path):
                    with open(path) as file:
                        text = file.read()
                    return [word for word in words if word in text]
            """,
            call="known(['a'], __import__('os').devnull)",
        ),
    ),
)
