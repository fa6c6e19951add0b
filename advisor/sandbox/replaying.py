"""Bring a recorded call back to life, with the original function or a patched one.

Runs in a worker. Every call loads the snapshot afresh, so that no two runs share
an object: classes that travel by value are new ones each time, too, and are the
same only by their qualified name.
"""

from __future__ import annotations

import ast
import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType, FunctionType, MethodType
from typing import Any

from cloudpickle import cloudpickle

_MOST_PATCHES = 16
_RENAMED: dict[int, tuple[CodeType, CodeType]] = {}  # code by its identity, and with its new name
_HOLDER = "_advisor_holder"
_ENTRY = "_advisor_entry"  # its own name must stay free inside it: there it is a global


class ReplayError(Exception):
    """A snapshot or a patch that cannot be brought to life; the message says why."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A candidate as a worker needs it.

    Attributes:
        source: module-level code, run in a copy of the original's globals: imports,
            prelude, and the standalone function.
        entry: the name of the function it defines.
        method_of: the class (a global of the original) it is set on, or "".
        directory: where its companions lie, built; put on ``sys.path``; or "".
    """

    source: str
    entry: str
    method_of: str = ""
    directory: str = ""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A function and arguments of its own, ready to be called once.

    Attributes:
        start: which state of the random generators it finds.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    keywords: dict[str, Any]
    globals: dict[str, Any]
    start: int = 0


def original(snapshot: bytes) -> Invocation:
    """The recorded call, as it was."""
    # Without its memory cloudpickle makes new classes, not the last load's once more.
    cloudpickle._DYNAMIC_CLASS_TRACKER_BY_ID.clear()  # noqa: SLF001  (it has no public name)
    function, arguments, keywords = pickle.loads(snapshot)  # noqa: S301  (our own recording)
    return Invocation(function, tuple(arguments), dict(keywords), raw(function).__globals__)


def patched(snapshot: bytes, patch: Patch) -> Invocation:
    """The recorded call on the candidate's function, in the same surroundings.

    Raises:
        ReplayError: the patch does not define its entry.
        Exception: whatever the patch's module-level code raises.
    """
    return install(patch, original(snapshot))


def install(patch: Patch, invocation: Invocation) -> Invocation:
    """Make a freshly loaded call one of the candidate's.

    The original's function object takes over the candidate's code, so that whatever
    refers to it (recursion, a decorator's wrapper, its class, its helpers) runs
    the candidate, with the original's default values and closure cells.

    Raises:
        ReplayError: the patch does not define its entry.
        Exception: whatever the patch's module-level code raises.
    """
    function = raw(invocation.function)
    made = _define(patch, function)
    if isinstance(made, FunctionType):
        code = _named_alike(made.__code__, function.__code__)
        if code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
            return invocation
        made = _with_cells(code, function)
    _replace(function, made, patch, invocation)
    called = invocation.function
    made = MethodType(made, called.__self__) if isinstance(called, MethodType) else made
    return Invocation(made, invocation.arguments, invocation.keywords, invocation.globals)


def raw(function: object) -> FunctionType:
    """The plain function of a recorded one, which may be bound.

    Raises:
        ReplayError: it is something else.
    """
    if isinstance(function, MethodType):
        function = function.__func__
    if not isinstance(function, FunctionType):
        raise ReplayError(f"a {type(function).__name__} was recorded where a function was expected")
    return function


def _define(patch: Patch, function: FunctionType) -> Callable[..., Any]:
    """Run the patch in the function's globals; its entry's name there is not touched."""
    if patch.directory and patch.directory not in sys.path:
        sys.path.insert(0, patch.directory)
    names = function.__globals__
    exec(_compiled(patch, function.__code__.co_freevars), names)  # noqa: S102  (running it is the purpose)
    made: Callable[..., Any] = names.pop(_HOLDER)(*function.__code__.co_freevars)
    return made


@lru_cache(_MOST_PATCHES)
def _compiled(patch: Patch, cells: tuple[str, ...]) -> CodeType:
    """The patch's module, the same for every call it is tried on: fast paths know code again."""
    path = _kept(patch.source, patch.entry)
    tree = ast.parse(patch.source, str(path))
    _nest(tree, patch, cells)
    return compile(tree, str(path), "exec", dont_inherit=True)


def _nest(tree: ast.Module, patch: Patch, cells: Iterable[str]) -> None:
    """Wrap the entry in a function that has its closure's names, and in its class.

    So names of cells are free in it as they are in the file, and ``__private`` ones are
    mangled with the name of the class. Defaults and annotations stay the original's.
    """
    found = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == patch.entry
    ]
    if not found:
        raise ReplayError(f"the patch does not define {patch.entry!r}")
    entry = found[-1]
    _strip(entry)
    entry.name = _ENTRY
    (holder,) = ast.parse(_holder(patch, cells)).body
    ast.increment_lineno(holder, entry.lineno)
    assert isinstance(holder, ast.FunctionDef)
    within = holder.body[0] if patch.method_of else holder
    assert isinstance(within, ast.ClassDef | ast.FunctionDef)
    within.body[0] = entry
    tree.body[tree.body.index(entry)] = holder


def _holder(patch: Patch, cells: Iterable[str]) -> str:
    parameters = ", ".join(cells)
    if not patch.method_of:
        return f"def {_HOLDER}({parameters}):\n pass\n return {_ENTRY}"
    # Mangling leaves leading underscores out; without them the entry's own mention of its
    # class would mean this one.
    name = "____" + patch.method_of.rpartition(".")[2]
    return f"def {_HOLDER}({parameters}):\n class {name}:\n  pass\n return vars({name})[{_ENTRY!r}]"


def _strip(entry: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    arguments = entry.args
    arguments.defaults = [ast.copy_location(ast.Constant(None), d) for d in arguments.defaults]
    arguments.kw_defaults = [
        None if default is None else ast.copy_location(ast.Constant(None), default)
        for default in arguments.kw_defaults
    ]
    entry.returns = None
    for node in ast.walk(arguments):
        if isinstance(node, ast.arg):
            node.annotation = None


def _named_alike(code: CodeType, like: CodeType) -> CodeType:
    """The code under another's name; the same each time, for what is the same code."""
    name, qualname = like.co_name, like.co_qualname
    known = _RENAMED.get(id(code))
    if known is None or known[0] is not code or known[1].co_qualname != qualname:
        known = _RENAMED[id(code)] = code, code.replace(co_name=name, co_qualname=qualname)
    return known[1]


def _with_cells(code: CodeType, function: FunctionType) -> FunctionType:
    cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=True))
    closure = tuple(cells[name] for name in code.co_freevars)
    made = FunctionType(code, function.__globals__, function.__name__, None, closure)
    made.__defaults__, made.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
    made.__dict__.update(function.__dict__)
    made.__qualname__, made.__module__ = function.__qualname__, function.__module__
    return made


def _replace(
    function: FunctionType, made: Callable[..., Any], patch: Patch, invocation: Invocation
) -> None:
    """Put ``made`` where the function is reached by name: its globals, or its class."""
    if invocation.globals.get(patch.entry) is function:
        invocation.globals[patch.entry] = made
    if not patch.method_of:
        return
    for owner in _owners(patch.method_of.rpartition(".")[2], invocation):
        for name, held in tuple(vars(owner).items()):
            if held is function:
                setattr(owner, name, made)
            elif isinstance(held, staticmethod | classmethod) and held.__func__ is function:
                setattr(owner, name, type(held)(made))
            elif isinstance(held, property) and held.fget is function:
                setattr(owner, name, held.getter(made))


def _owners(name: str, invocation: Invocation) -> Iterable[type]:
    first = invocation.arguments[0] if invocation.arguments else None
    lineage = first.__mro__ if isinstance(first, type) else type(first).__mro__
    known = invocation.globals.get(name)
    candidates = (*lineage, known) if isinstance(known, type) else lineage
    return {owner for owner in candidates if owner.__name__ == name}


def _kept(source: str, entry: str) -> Path:
    """A file that holds the source, the same for the same text: Numba's cache goes by file."""
    digest = hashlib.sha256(source.encode()).hexdigest()[:20]
    path = _folder() / digest / f"{entry}.py"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(source, encoding="utf-8")
        draft.replace(path)
    return path


@cache
def _folder() -> Path:
    sandbox = os.environ.get("ADVISOR_SANDBOX")
    return Path(sandbox) / "sources" if sandbox else Path(tempfile.mkdtemp(prefix="advisor-"))
