"""Build what a candidate needs before it can run: its companions, in a folder of its own.

Cython runs in this process and the C compiler is called directly, which takes about a
second where setuptools takes two. What was built once is kept in a cache, by content.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from time import perf_counter

from advisor import annotation as annotating
from advisor.caching import cache_directory as cache_directory  # noqa: PLC0414  (asked for here)
from advisor.emitting import Candidate

_TIMEOUT = 120.0  # seconds for one C compilation
_CYTHONIZING = Lock()  # Cython's compiler keeps global state


@dataclass(frozen=True, slots=True)
class Built:
    """A candidate that is ready to run.

    Attributes:
        candidate: what was built.
        directory: where its companions and extension modules lie; ``None`` if it has none.
        seconds: what building took.
        extensions: names of the compiled files in ``directory`` that go beside the script.
        annotation: Cython's own HTML report, kept with the cached build, or ``None``.
        scores: that report in short, see ``annotation.scores``; empty without one.
        problem: the compiler's last words when it failed, else "".
    """

    candidate: Candidate
    directory: Path | None
    seconds: float
    extensions: tuple[str, ...] = ()
    annotation: Path | None = None
    problem: str = ""
    scores: tuple[int | None, ...] = ()


class _BuildError(Exception):
    """The compiler refused; the message is what it said."""


def build(candidate: Candidate, work: Path) -> Built:
    """Write the companions below ``work`` and compile those that need it."""
    if not candidate.companions:
        return Built(candidate, None, 0.0)
    started = perf_counter()
    work.mkdir(parents=True, exist_ok=True)
    directory = Path(tempfile.mkdtemp(prefix="build-", dir=work))
    extensions: list[str] = []
    annotation: Path | None = None
    problem = ""
    for companion in candidate.companions:
        path = directory / companion.name
        path.write_text(companion.text, encoding="utf-8")
        if path.suffix == ".pyx" and not problem:
            try:
                extensions.append(_extension(path))
                report = _kept(path) / path.with_suffix(".html").name
                annotation = report if report.exists() else annotation
            except _BuildError as error:
                problem = str(error)
    seconds = perf_counter() - started
    scores = annotating.scores(annotation) if annotation else ()
    return Built(candidate, directory, seconds, tuple(extensions), annotation, problem, scores)


def compiler() -> str:
    """The C compiler: ``CC``, or the first found of the one Python was built with, gcc, cc, clang.

    Empty when there is none.
    """
    named = os.environ.get("CC") or ""
    python_own = str(sysconfig.get_config_var("CC") or "").split(" ")[0]
    candidates = (shlex.split(named) or [""])[0], python_own, "gcc", "cc", "clang"
    found = (shutil.which(name) for name in candidates if name)
    return next((path for path in found if path), "")


def _extension(source: Path) -> str:
    """Compile ``source`` beside itself, or fetch it from the cache; the file's name."""
    name = f"{source.stem}{sysconfig.get_config_var('EXT_SUFFIX')}"
    kept = _kept(source)
    if not _fetch(kept, source.parent, name):
        _compile(source, name)
        _keep(kept, source, name)
    return name


def _kept(source: Path) -> Path:
    """Where the cache holds what was built of a source."""
    return cache_directory() / "build" / _digest(source)


def _digest(source: Path) -> str:
    """What the binary depends on: source, processor, tools."""
    try:
        cython = version("cython")
    except PackageNotFoundError:
        raise _BuildError("Cython is not installed: pip install cython") from None
    program = compiler()
    parts = (
        source.name, source.read_text(encoding="utf-8"), cython, sys.version, program,
        *_tuning(program), platform.platform(), platform.processor(), processor(),
    )  # fmt: skip
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


def processor() -> str:
    """What ``-march=native`` means here."""
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.machine()
    text = information.read_text(encoding="utf-8", errors="replace")
    return "".join(
        sorted(set(re.findall(r"^(?:model name|flags|Features)\s*:.*$", text, re.MULTILINE)))
    )


def _fetch(kept: Path, directory: Path, name: str) -> bool:
    try:
        for file in (name, Path(name.partition(".")[0]).with_suffix(".html").name):
            shutil.copy2(kept / file, directory / file)
    except OSError:  # not there, or not readable: it is built again
        return False
    return True


def _keep(kept: Path, source: Path, name: str) -> None:
    """Into the cache, whole or not at all; a cache that cannot be written is no problem."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as fresh:
            folder = Path(fresh) / "entry"
            folder.mkdir()
            for file in (name, source.with_suffix(".html").name):
                shutil.copy2(source.parent / file, folder / file)
            folder.replace(kept)
    except OSError:
        return


def _compile(source: Path, name: str) -> None:
    program = compiler()
    if not program:
        raise _BuildError("no C compiler was found: install gcc (apt install gcc) or clang")
    _cythonize(source)
    command = [
        program,
        *_link_flags(),
        "-w",
        "-fPIC",
        "-DNDEBUG",
        *_module_flags(source),
        *_tuning(program),
        f"-I{sysconfig.get_path('include')}",
        str(source.with_suffix(".c")),
        "-o",
        str(source.parent / name),
        "-lm",
    ]
    try:
        done = subprocess.run(  # noqa: S603 # our own command on a file of ours
            command, capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _BuildError(f"{Path(program).name} did not finish: {error}") from None
    if done.returncode != 0:
        raise _BuildError(f"{Path(program).name}: {_last_words(done.stderr)}")


def _link_flags() -> list[str]:
    if sys.platform == "darwin":
        return ["-bundle", "-undefined", "dynamic_lookup"]
    return ["-shared"]


@cache
def _tuning(program: str) -> tuple[str, ...]:
    """What makes this compiler's code faster without another result.

    gcc puts the lesser of two integers into a vector register, and a sum that is looked at
    for overflow into a plain one: a loop that has both moves its values to and fro.
    """
    try:
        told = subprocess.run(  # noqa: S603 # the compiler
            [program, "--version"], capture_output=True, text=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    is_gcc = "Free Software Foundation" in told.stdout
    return ("-mno-stv",) if is_gcc and platform.machine() in ("x86_64", "AMD64") else ()


def _module_flags(source: Path) -> list[str]:
    """The options the module's own header asks for, as ``cythonize`` reads them."""
    text = source.read_text(encoding="utf-8")
    found = re.findall(r"^# distutils: extra_(?:compile|link)_args = (.*)$", text, re.MULTILINE)
    return [flag for line in found for flag in shlex.split(line)]


def _cythonize(source: Path) -> None:
    """Write the C file and Cython's annotated report beside the source."""
    try:  # not at the top: it is needed only if nothing was kept, and may be missing
        from Cython.Compiler import Errors, Main, Options  # noqa: PLC0415 # see above
    except ImportError:
        raise _BuildError("Cython is not installed: pip install cython") from None
    options = Options.CompilationOptions(  # type: ignore[no-untyped-call] # Cython has no types
        Options.default_options,
        annotate=True,
        show_version=False,
        errors_to_stderr=False,
        use_listing_file=True,
    )
    listing = source.with_suffix(".lis")
    with _CYTHONIZING:
        try:
            result = Main.compile_single(  # type: ignore[no-untyped-call] # Cython has no types
                str(source), options, source.stem
            )
        except Errors.CompileError as error:
            raise _BuildError(f"Cython: {_last_words(str(error))}") from None
    if result.num_errors:
        raise _BuildError(f"Cython: {_last_words(listing.read_text(encoding='utf-8'))}")
    listing.unlink(missing_ok=True)


def _last_words(text: str) -> str:
    """The line of a compiler's output that says what is wrong."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"error|\.pyx:\d+:\d+:", line)]
    return (telling or lines or ["it gave no reason"])[0][:300]
