"""Import a program, make the calls it never makes itself, and tell what each one did.

Run in a process of its own: ``-m tests.trap_calls PROGRAM CALLS``. CALLS is a file of Python
that defines ``probes()`` in the program's own namespace; each probe is a callable and its
arguments. One line of JSON on stdout per outcome, so that a crash shows where it came.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import random
import resource
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.trap_describing import Describer, describe_code, hash_of

_MEMORY = 8 * 2**30
_SHOWN = 60


def main(program: Path, calls: Path) -> None:
    """Tell the surface of the program first, then each call."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what is printed between the calls is no answer
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    module = load(program)
    names = tuple(name for name in vars(module) if not name.startswith("_"))
    code = calls.read_text(encoding="utf-8")
    exec(compile(code, "probes", "exec", dont_inherit=True), vars(module))
    tell(answers, "import", {"surface": surface(module, names)})
    probes: Iterator[tuple[Any, ...]] = module.probes()
    for function, *arguments in probes:
        label = f"{getattr(function, '__name__', function)}({shown(arguments)})"
        tell(answers, label, outcome(module, names, function, arguments))


def load(program: Path) -> types.ModuleType:
    """The program as a module, not as ``__main__``."""
    spec = importlib.util.spec_from_file_location(program.stem, program)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[program.stem] = module
    spec.loader.exec_module(module)
    return module


def tell(answers: io.TextIOBase | Any, label: str, told: dict[str, Any]) -> None:
    """One line for one outcome."""
    answers.write(json.dumps({"call": label, "told": told}) + "\n")
    answers.flush()


def shown(arguments: list[Any]) -> str:
    """The arguments in few words."""
    texts = (safe_repr(argument) for argument in arguments)
    return ", ".join(t if len(t) <= _SHOWN else t[:_SHOWN] + "…" for t in texts)


def safe_repr(value: object) -> str:
    """The repr on one line, or the type where there is none."""
    if isinstance(value, int | str | bytes | list | tuple) and sys.getsizeof(value) > 2**14:
        return f"<a big {type(value).__name__}>"
    try:
        return " ".join(repr(value).split())
    except Exception:  # noqa: BLE001 - hostile on purpose
        return f"<{type(value).__name__}>"


def outcome(
    module: types.ModuleType,
    names: tuple[str, ...],
    function: Callable[..., Any],
    arguments: list[Any],
) -> dict[str, Any]:
    """All that can be seen of one call: what came back, and what it left behind."""
    describer = Describer()
    out, err = io.StringIO(), io.StringIO()
    random.seed(5)
    np.random.seed(5)  # noqa: NPY002 - the old global generator is part of what is watched
    with (
        warnings.catch_warnings(record=True) as caught,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        warnings.simplefilter("always")
        try:
            result = ("returned", describer.describe(function(*arguments)))
        except Exception as error:  # noqa: BLE001 - an exception is an outcome
            result = ("raised", describer.describe(error))
    return {
        "result": " ".join(result),
        "arguments": [describer.describe(argument) for argument in arguments],
        "shared memory": describer.shared_memory(),
        "printed": [out.getvalue(), err.getvalue()],
        "warned": [f"{w.category.__name__}: {w.message}" for w in caught],
        "random": [hash_of(repr(random.getstate())), hash_of(repr(np.random.get_state()))],  # noqa: NPY002
        "globals": {name: describe_global(module, name) for name in names},
    }


def describe_global(module: types.ModuleType, name: str) -> str:
    """A global that holds data; code is told once, with the surface."""
    value: object = getattr(module, name, "(gone)")
    if isinstance(value, types.ModuleType | types.FunctionType | type):
        return f"{type(value).__name__} {value.__name__}"
    return Describer().describe(value)


def surface(module: types.ModuleType, names: tuple[str, ...]) -> dict[str, str]:
    """What an importer sees: functions, and classes with their methods."""
    seen = {}
    for name in names:
        value = getattr(module, name)
        for inner, held in [(name, value), *_members(name, value, module.__name__)]:
            if isinstance(held, types.FunctionType):
                seen[inner] = describe_code(held)
    return seen


def _members(name: str, value: object, module: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, type) and value.__module__ == module:
        yield from ((f"{name}.{inner}", held) for inner, held in vars(value).items())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
