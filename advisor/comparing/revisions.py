"""Revisions of a git repository, checked out beside one another for as long as they are needed.

Nothing of the repository's own is touched: not the working tree, not the index, not a
branch; the checkouts lie in a temporary folder and are taken away in all cases.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from advisor.errors import AdvisorError, TargetFailedError

# In a hook git tells its own commands which repository they are in, which would mislead ours.
_MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_QUIETLY = ("-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false")
_AUTHOR = ("-c", "user.name=advisor", "-c", "user.email=advisor@localhost")
_LAST = 400  # characters of what a failing command said


@dataclass(frozen=True, slots=True)
class Revision:
    """A state of the repository.

    Attributes:
        name: as the user wrote it, or ``working tree``.
        commit: its hash, in full.
        subject: the first line of its message, "" for the working tree.
    """

    name: str
    commit: str
    subject: str = ""

    @property
    def short(self) -> str:
        """The name with the hash as people know it."""
        return f"{self.name} ({self.commit[:10]})" if self.subject else self.name


@dataclass(frozen=True, slots=True)
class Repository:
    """A git repository and a folder of its working tree.

    Attributes:
        root: the top of the working tree.
        within: where the user stands, relative to it.
        objects: a place for objects of ours that the repository never sees.
    """

    root: Path
    within: Path
    objects: Path

    def revision(self, name: str) -> Revision:
        """The revision of that name.

        Raises:
            AdvisorError: there is none.
        """
        found = self._git("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", check=False)
        if not found:
            shallow = self._git("rev-parse", "--is-shallow-repository") == "true"
            why = "; this clone is shallow: fetch it first (fetch-depth: 0)" if shallow else ""
            raise AdvisorError(f"{self.root}: there is no revision {name!r}{why}")
        return Revision(name, found, self._git("log", "-1", "--format=%s", found))

    def working_tree(self) -> Revision:
        """What stands in the working tree now, whatever git ignores left out.

        If that is just the last commit, it is that commit.

        Raises:
            AdvisorError: there is no commit yet.
        """
        if not self._git("rev-parse", "--verify", "--quiet", "HEAD", check=False):
            raise AdvisorError(f"{self.root}: there is no commit yet to work from")
        index = self.objects / "index"
        known = Path(self._git("rev-parse", "--git-path", "index"))
        if (self.root / known).exists():
            shutil.copy(self.root / known, index)
        own = {"GIT_INDEX_FILE": str(index)}
        self._git("add", "--all", ".", environment=own)
        tree = self._git("write-tree", environment=own)
        if tree == self._git("rev-parse", "HEAD^{tree}"):
            return self.revision("HEAD")
        commit = self._git(
            *_AUTHOR, "commit-tree", tree, "-p", "HEAD", "-m", "The working tree", environment=own
        )
        return Revision("working tree", commit)

    @contextmanager
    def checkout(self, revision: Revision, folder: Path) -> Iterator[Path]:
        """The revision in ``folder``, which must not exist yet, for as long as this lasts."""
        try:
            self._git("worktree", "add", "--detach", "--force", str(folder), revision.commit)
            yield folder
        finally:
            self._git("worktree", "remove", "--force", "--force", str(folder), check=False)
            shutil.rmtree(folder, ignore_errors=True)
            self._git("worktree", "prune", check=False)

    def _git(
        self,
        *words: str,
        check: bool = True,
        environment: Mapping[str, str] | None = None,
    ) -> str:
        return _git(self.root, words, {**_beside(self), **(environment or {})}, check=check)


@contextmanager
def repository(folder: Path) -> Iterator[Repository]:
    """The repository that ``folder`` is in.

    Raises:
        AdvisorError: it is in none, or there is no git.
    """
    try:
        root = Path(_git(folder, ("rev-parse", "--show-toplevel"), {}, check=True))
    except AdvisorError as error:
        if "not a git repository" not in str(error):
            raise
        raise AdvisorError(f"{folder}: it is in no git repository, which revisions need") from None
    with tempfile.TemporaryDirectory(prefix="advisor-objects-") as objects, _terminable():
        yield Repository(root, folder.resolve().relative_to(root.resolve()), Path(objects))


def ready(
    checkout: Path, commands: Sequence[Sequence[str]], environment: Mapping[str, str]
) -> None:
    """Run what makes a fresh checkout ready: building its extension modules, say.

    Raises:
        TargetFailedError: a command failed.
    """
    for command in commands:
        done = subprocess.run(  # noqa: S603  (the user's own commands are what is asked for)
            command,
            cwd=checkout,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise TargetFailedError(
                f"prepare: {' '.join(command)!r} ended with exit code {done.returncode}: "
                f"{(done.stderr or done.stdout).strip()[-_LAST:]}"
            )


def _beside(repository: Repository) -> dict[str, str]:
    """New objects go to a place of ours; those of the repository are found as ever."""
    known = _git(repository.root, ("rev-parse", "--git-path", "objects"), {}, check=True)
    return {
        "GIT_OBJECT_DIRECTORY": str(repository.objects),
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(repository.root / known),
    }


def _git(folder: Path, words: Sequence[str], environment: Mapping[str, str], *, check: bool) -> str:
    inherited = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    try:
        done = subprocess.run(  # noqa: S603  (git, with words of ours and names of revisions)
            ["git", *_QUIETLY, *words],  # noqa: S607  (the git that the user would call)
            cwd=folder,
            env={**inherited, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise AdvisorError("git is not installed, and revisions need it") from None
    if done.returncode and check:
        said = done.stderr.strip()[-_LAST:]
        raise AdvisorError(f"{folder}: git {words[0]} failed: {said}")
    return "" if done.returncode else done.stdout.strip()


@contextmanager
def _terminable() -> Iterator[None]:
    """Being told to end is an interrupt, so that what was checked out is taken away."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    known = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, known)
