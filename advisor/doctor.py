"""What this machine can build and run, what is missing, and how to get it.

Nothing heavy is imported to find out: versions come from the metadata of the
installed distributions, compilers are asked for theirs, and one line of C is
compiled to see whether OpenMP is there.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from advisor import backends
from advisor.backend import Backend

State = Literal["ok", "missing", "broken"]

_COMPILERS = ("gcc", "cc", "clang")
_SECONDS = 20.0
_OPENMP = "#include <omp.h>\nint main(void) { return omp_get_max_threads() < 1; }\n"
_GET_COMPILER = "apt install gcc, dnf install gcc, or xcode-select --install"
# Where a module and the distribution that brings it have different names.
_DISTRIBUTIONS = {"Cython": "cython", "sklearn": "scikit-learn"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        group: ``machine``, ``compilers`` or ``back ends``.
        name: of the thing.
        state: ``missing`` is no fault: something is slower or left out without it.
        detail: its version, or what is wrong.
        remedy: how to get it, or "".
    """

    group: Literal["machine", "compilers", "back ends"]
    name: str
    state: State
    detail: str
    remedy: str = ""


def examine(directory: Path) -> Iterator[Check]:
    """Everything there is to know, for someone who works in ``directory``."""
    yield _python()
    yield _headers()
    yield _cores()
    yield _writable("room to build", Path(tempfile.gettempdir()), "set TMPDIR to a folder")
    yield _writable("compiled code", directory, "work in a folder")
    yield from _compilers()
    for backend in backends.load():
        yield _backend(backend)


def _python() -> Check:
    version = f"{platform.python_implementation()} {platform.python_version()}"
    if sys.implementation.name == "cpython":
        return Check("machine", "Python", "ok", f"{version}, {sys.executable}")
    return Check("machine", "Python", "broken", f"{version} is not CPython", "use CPython")


def _headers() -> Check:
    header = Path(sysconfig.get_path("include")) / "Python.h"
    if header.is_file():
        return Check("machine", "Python headers", "ok", str(header.parent))
    remedy = "apt install python3-dev, or dnf install python3-devel"
    return Check("machine", "Python headers", "missing", f"no {header}", remedy)


def _cores() -> Check:
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return Check("machine", "cores", "ok", str(usable))


def _writable(name: str, folder: Path, remedy: str) -> Check:
    if not os.access(folder, os.W_OK):
        detail = f"{folder} cannot be written to"
        return Check("machine", name, "broken", detail, f"{remedy} that you may write to")
    free = shutil.disk_usage(folder).free / (1 << 30)
    return Check("machine", name, "ok", f"{folder}, {free:.0f} GB free")


def _compilers() -> Iterator[Check]:
    found = {name: path for name in _COMPILERS if (path := shutil.which(name))}
    for name in _COMPILERS:
        if name in found:
            yield _version(name, found[name])
        else:
            needed = "" if found else _GET_COMPILER
            yield Check("compilers", name, "missing", "not found", needed)
    if found:
        yield _openmp(next(iter(found.values())))


def _version(name: str, path: str) -> Check:
    try:
        answer = _run(path, "--version")
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check("compilers", name, "broken", f"{path}: {error}", _GET_COMPILER)
    if answer.returncode:
        return Check("compilers", name, "broken", f"{path}: {_last(answer.stderr)}", _GET_COMPILER)
    return Check("compilers", name, "ok", answer.stdout.partition("\n")[0])


def _openmp(compiler: str) -> Check:
    with tempfile.TemporaryDirectory(prefix="advisor-doctor-") as folder:
        source = Path(folder) / "openmp.c"
        source.write_text(_OPENMP, encoding="utf-8")
        try:
            answer = _run(compiler, "-fopenmp", str(source), "-o", str(source.with_suffix(".out")))
        except (OSError, subprocess.TimeoutExpired) as error:
            return Check("compilers", "OpenMP", "broken", str(error))
    if answer.returncode == 0:
        return Check("compilers", "OpenMP", "ok", f"{compiler} -fopenmp")
    remedy = "apt install libgomp1, or with clang libomp-dev"
    return Check("compilers", "OpenMP", "missing", _last(answer.stderr), remedy)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a compiler found on the user's own path
        command, capture_output=True, text=True, timeout=_SECONDS, check=False
    )


def _last(text: str) -> str:
    return (text.strip().splitlines() or ["no answer"])[-1]


def _backend(backend: Backend) -> Check:
    missing = [module for module in backend.needs if find_spec(module) is None]
    tools = [tool for tool in backend.tools if shutil.which(tool.split()[0]) is None]
    if missing or tools:
        remedies = [f"pip install {' '.join(map(_distribution, missing))}"] if missing else []
        remedies += [f"get {tool}" for tool in tools]
        detail = f"needs {', '.join((*missing, *(tool.split()[0] for tool in tools)))}"
        return Check("back ends", backend.name, "missing", detail, "; ".join(remedies))
    versions = [f"{_distribution(module)} {_installed(module)}" for module in backend.needs]
    return Check("back ends", backend.name, "ok", ", ".join(versions) or "needs nothing")


def _distribution(module: str) -> str:
    top = module.partition(".")[0]
    return _DISTRIBUTIONS.get(top, top)


def _installed(module: str) -> str:
    try:
        return metadata.version(_distribution(module))
    except metadata.PackageNotFoundError:
        return "(version unknown)"
