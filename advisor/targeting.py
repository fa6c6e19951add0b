"""What to run: a script or a module, its arguments, its folder and its interpreter."""

from __future__ import annotations

import io
import sys
import tokenize
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import Literal

from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class Target:
    """A program of the user's, as it is run.

    Attributes:
        path: the absolute path of the file that becomes ``__main__``.
        module: the dotted name after ``-m``, or ``None`` for a script.
        arguments: what follows it: ``sys.argv[1:]``.
        directory: the working directory.
        interpreter: the Python that runs it.
        source: the file's bytes, as read; a later edit is refused when they changed.
        spelling: the script as it was written on the command line, its ``sys.argv[0]``;
            "" for the path.
    """

    path: Path
    module: str | None
    arguments: tuple[str, ...]
    directory: Path
    interpreter: Path
    source: bytes
    spelling: str = ""

    @property
    def kind(self) -> Literal["script", "module"]:
        """How it is run."""
        return "module" if self.module else "script"

    @property
    def words(self) -> tuple[str, ...]:
        """What one of our children is told to run it: file, module, spelling, arguments."""
        return (str(self.path), self.module or "", self.spelling, *self.arguments)


def resolve(words: Sequence[str], directory: Path) -> Target:
    """The target named by the words of the command line, ``script.py …`` or ``-m module …``.

    Raises:
        AdvisorError: the file is missing, is no Python, or cannot be read.
    """
    directory = directory.absolute()
    module, spelling, arguments = _split(words)
    path = directory / spelling if module is None else _locate(module, directory)
    return Target(
        path=Path(path.absolute()),
        module=module,
        arguments=arguments,
        directory=directory,
        interpreter=Path(sys.executable),
        source=_read(path),
        spelling=spelling,
    )


def _split(words: Sequence[str]) -> tuple[str | None, str, tuple[str, ...]]:
    """Module or ``None``, script or "", and the arguments."""
    match tuple(words):
        case ("-m", module, *rest):
            return module, "", tuple(rest)
        case (first, *rest) if first.startswith("-m") and len(first) > len("-m"):
            return first.removeprefix("-m"), "", tuple(rest)
        case ("-m",):
            raise AdvisorError("-m needs the name of a module, as in: -m package.module")
        case (first, *_) if first.startswith("-"):
            raise AdvisorError(f"{first}: a script or -m MODULE was expected here")
        case (script, *rest) if script:
            return None, script, tuple(rest)
        case _:
            raise AdvisorError("name a program to run: script.py or -m package.module")


def _locate(module: str, directory: Path) -> Path:
    """The file of ``module``, found without importing it or its parents."""
    *parents, last = module.split(".")
    folders = [str(directory), *sys.path]
    for number, parent in enumerate(parents, start=1):
        inside = _find(parent, folders, f"-m {module}").submodule_search_locations
        if inside is None:
            package = ".".join(parents[:number])
            raise AdvisorError(f"-m {module}: {package} is a module, not a package")
        folders = list(inside)
    spec = _find(last, folders, f"-m {module}")
    if spec.submodule_search_locations is not None:
        spec = _find("__main__", list(spec.submodule_search_locations), f"-m {module}")
    if spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
        raise AdvisorError(f"-m {module}: {spec.origin or module} is not Python source")
    return Path(spec.origin)


def _find(name: str, folders: Sequence[str], asked: str) -> ModuleSpec:
    spec = PathFinder.find_spec(name, folders) if name else None
    if spec is None and name == "__main__":
        raise AdvisorError(f"{asked}: the package has no __main__.py to be run")
    if spec is None:
        raise AdvisorError(f"{asked}: there is no module {name!r} in {folders[0]} or elsewhere")
    return spec


def _read(path: Path) -> bytes:
    if path.suffix == ".ipynb":
        raise AdvisorError(f"{path}: notebooks are not supported yet; export it as a script")
    if path.is_dir():
        raise AdvisorError(f"{path}: this is a folder; a Python file was expected")
    try:
        source = path.read_bytes()
    except FileNotFoundError:
        raise AdvisorError(f"{path}: there is no such file") from None
    except OSError as error:
        raise AdvisorError(f"{path}: cannot be read: {error.strerror}") from error
    _decode(path, source)
    _compile(path, source)
    return source


def _decode(path: Path, source: bytes) -> None:
    """Refuse bytes that are no text by the file's own coding cookie or byte order mark."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    except SyntaxError as error:
        raise AdvisorError(f"{path}: its encoding cannot be told: {error.msg}") from error
    try:
        source.decode(encoding)
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise AdvisorError(
            f"{path}:{line}: byte 0x{source[error.start]:02x} is not {encoding}; "
            "save the file as UTF-8 or name its encoding in a coding comment"
        ) from error


def _compile(path: Path, source: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python shows them when the program runs
        try:
            compile(source, str(path), "exec", dont_inherit=True)
        except SyntaxError as error:
            raise AdvisorError(f"{path}:{error.lineno}: not valid Python: {error.msg}") from error
        except (ValueError, RecursionError, MemoryError) as error:
            raise AdvisorError(f"{path}: Python cannot compile it: {error}") from error
