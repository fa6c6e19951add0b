"""Make the user's program the ``__main__`` of this process, as if Python had started it.

Runs in a child and imports next to nothing: what is imported here the user's
program finds imported already. Our own modules are taken out of ``sys.modules``
before the program starts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType, ModuleType, TracebackType
from typing import Any

_OURS = "advisor"


class Program:
    """The user's program, ready to run in this process.

    Attributes:
        path: the absolute path of the file that becomes ``__main__``.
        main: the module that becomes ``__main__``.
        source: the file's bytes.
    """

    def __init__(self, path: str, module: str, spelling: str, arguments: list[str]) -> None:
        self.path = path
        sys.argv = [("-m" if module else spelling or path), *arguments]
        sys.orig_argv = [sys.executable, *(("-m", module) if module else sys.argv[:1]), *arguments]
        folder = os.getcwd() if module else os.path.dirname(os.path.realpath(path))  # noqa: PTH109, PTH120  (pathlib would be an import the program did not make)
        if sys.flags.safe_path:
            del sys.path[0]
        else:
            sys.path[0] = folder
        self.main = _module_main(module) if module else _script_main(path)
        with open(path, "rb") as file:  # noqa: PTH123  (as above)
            self.source = file.read()

    def compiled(self) -> CodeType:
        """The program's code, unchanged."""
        return compile(self.source, self.path, "exec", dont_inherit=True)

    def run(self, code: CodeType, finish: Callable[[BaseException | None], None]) -> None:
        """Run ``code`` as ``__main__``; ``finish`` is told the exception it ended by.

        The exception goes on from here as from any program, so that exit codes, exit
        handlers and the traceback shown (without our frames) are Python's own doing.
        """
        _hide()
        ended_by: BaseException | None = None
        try:
            exec(code, self.main.__dict__)  # noqa: S102  (running the program is the purpose)
        except BaseException as error:
            ended_by = error
            _show_without_us()
            raise
        finally:
            finish(ended_by)


def _script_main(path: str) -> ModuleType:
    main = ModuleType("__main__")
    names: dict[str, Any] = {
        "__loader__": SourceFileLoader("__main__", path),
        "__builtins__": sys.modules["builtins"],
        "__annotations__": {},
        "__file__": path,
        "__cached__": None,
    }
    main.__dict__.update(names)
    sys.modules["__main__"] = main
    return main


def _module_main(name: str) -> ModuleType:
    """``__main__`` for ``python -m name``: its parent packages are imported, it is not."""
    import importlib.util  # noqa: PLC0415  (python -m imports it, too; a script does not)

    spec = importlib.util.find_spec(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = importlib.util.find_spec(f"{name}.__main__")
    if not isinstance(spec, ModuleSpec) or spec.origin is None:
        raise ImportError(f"No module named {name}")
    main = _script_main(spec.origin)
    main.__dict__.update(
        __spec__=spec, __loader__=spec.loader, __package__=spec.parent, __cached__=spec.cached
    )
    sys.argv[0] = spec.origin
    return main


def _hide() -> None:
    """Take our modules out of the program's sight; those that run are kept here."""
    hidden = [name for name in sys.modules if name.partition(".")[0] == _OURS]
    _hidden.update((name, sys.modules.pop(name)) for name in hidden)


class visible:  # noqa: N801  (a context manager reads as a verb or adjective)
    """While this lasts our modules are in ``sys.modules``, where pickle looks for them."""

    def __enter__(self) -> None:
        self._theirs = {name: sys.modules.get(name) for name in _hidden}
        sys.modules.update(_hidden)

    def __exit__(self, *_: object) -> None:
        for name, module in self._theirs.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


_hidden: dict[str, ModuleType] = {}


def _is_ours(code: CodeType) -> bool:
    return os.path.dirname(code.co_filename) == os.path.dirname(__file__)  # noqa: PTH120  (as above)


def _show_without_us() -> None:
    """Let an uncaught exception's traceback begin with the program's first frame."""
    show = sys.excepthook

    def excepthook(
        kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        while traceback is not None and _is_ours(traceback.tb_frame.f_code):
            traceback = traceback.tb_next
        error.__traceback__ = traceback
        show(kind, error, traceback)

    sys.excepthook = excepthook


def last_line(error: BaseException | None) -> str:
    """The last line of the traceback a program ends with, or ""."""
    if error is None or isinstance(error, SystemExit):
        return ""
    import traceback  # noqa: PLC0415  (the program has ended: now it cannot notice)

    return traceback.format_exception_only(error)[-1].strip()
