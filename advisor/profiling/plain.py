"""Run the program unwatched: as it is, or as it would be with its files rewritten."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import AdvisorError
from advisor.profiling import child_plain, leavings, running
from advisor.profiling.sampling import Run
from advisor.settings import Settings
from advisor.targeting import Target


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the program finds in place of its files, without anything being written to them.

    Attributes:
        texts: (path, bytes) of rewritten files.
        beside: folders with modules that would lie beside the program.
        cache: where run-time compilers keep what they compiled; ``None`` for where
            they always do.
    """

    texts: tuple[tuple[Path, bytes], ...] = ()
    beside: tuple[Path, ...] = ()
    cache: Path | None = None


def run(
    target: Target,
    settings: Settings,
    watch: Callable[[str], None],
    overlay: Overlay,
    hash_seed: str = running.HASH_SEED,
) -> Run:
    """Run it to its end, under this hash seed unless the environment names one.

    Raises:
        AdvisorError: it takes longer than ``settings.run_timeout``.
    """
    with tempfile.TemporaryDirectory(prefix="advisor-run-") as name:
        folder = Path(name)
        (folder / "overlay").write_text(repr(_listing(overlay, folder)), encoding="utf-8")
        finished = running.run_child(
            Path(child_plain.__file__),
            (str(folder), *target.words),
            target,
            watch,
            timeout=settings.run_timeout,
            environment=_environment(overlay, hash_seed),
        )
        if finished.timed_out:
            raise AdvisorError(
                f"{target.path}: still running after {settings.run_timeout:g} s; "
                "give it less to do, or more time with --timeout"
            )
        end = folder / "end"
        seconds, error, written = finished.seconds, "", None
        if end.exists():
            seconds, error, written = ast.literal_eval(end.read_text(encoding="utf-8"))
    left = leavings.of(written, target.directory)
    return Run(seconds, finished.exit_code, error, finished.stdout, finished.stderr, left)


def _environment(overlay: Overlay, hash_seed: str) -> dict[str, str]:
    chosen = {"NUMBA_CACHE_DIR": str(overlay.cache)} if overlay.cache else {}
    return chosen | running.hash_seed(hash_seed)


def _listing(overlay: Overlay, folder: Path) -> tuple[object, ...]:
    files = []
    for number, (path, text) in enumerate(overlay.texts):
        copy = folder / f"text-{number}"
        copy.write_bytes(text)
        files.append((str(path), str(copy)))
    return tuple(files), tuple(map(str, overlay.beside))
