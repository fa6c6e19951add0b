"""Make the performance report of a repository."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from advisor.comparing import chances, revisions, workloads
from advisor.comparing.chances import Chance
from advisor.comparing.report import Plan, Report, WorkloadChange
from advisor.comparing.revisions import Repository, Revision
from advisor.comparing.stand import Stand
from advisor.comparing.timing import Place
from advisor.comparing.workloads import Workload
from advisor.errors import AdvisorError
from advisor.settings import Settings

Watch: TypeAlias = Callable[[str], None]


def make(folder: Path, plan: Plan, settings: Settings, watch: Watch) -> Report:
    """Compare all workloads of the settings, and look for what is to be won and mended.

    Raises:
        AdvisorError: there is no workload, no repository, or no such revision.
    """
    if not settings.workloads:
        raise AdvisorError(
            f"{folder}: there is no workload; name some in pyproject.toml: "
            '[tool.advisor] workloads = ["python script.py"]'
        )
    loads = tuple(map(workloads.read, settings.workloads))
    with revisions.repository(folder) as repository:
        base = repository.revision(plan.base) if plan.base else None
        head = repository.revision(plan.head) if plan.head else repository.working_tree()
        with _checked_out(repository, base, head, settings) as places:
            stand = Stand(repository, places, plan, settings, watch)
            changes = tuple(_at_home(stand.judge(load), places) for load in loads)
            sound = [change.workload for change in changes if not change.failure]
            notes = list(_left_empty(repository, settings))
            found = tuple(_chances(stand, sound, notes)) if plan.opportunities else ()
    now = datetime.now(UTC)
    return Report(now, base, head, plan.fail_above, changes, found, tuple(notes))


def _at_home(change: WorkloadChange, places: Mapping[str, Place]) -> WorkloadChange:
    """What is said of a workload, with files named as in the repository, not in a checkout."""
    failure, note = change.failure, change.note
    for place in places.values():
        failure = failure.replace(f"{place.root}{os.sep}", "")
        note = note.replace(f"{place.root}{os.sep}", "")
    return replace(change, failure=failure, note=note)


def _left_empty(repository: Repository, settings: Settings) -> Iterator[str]:
    if (repository.root / ".gitmodules").exists() and not settings.prepare:
        yield (
            "submodules are empty in the checkouts that were compared; to fill them: "
            '[tool.advisor] prepare = ["git submodule update --init --recursive"]'
        )


@contextmanager
def _checked_out(
    repository: Repository, base: Revision | None, head: Revision, settings: Settings
) -> Iterator[Mapping[str, Place]]:
    """The checkouts by name: the base twice, the head; their paths are equally long."""
    wanted = {"head": head} | ({"base": base, "same": base} if base else {})
    with tempfile.TemporaryDirectory(prefix="advisor-report-") as folder, ExitStack() as stack:
        places = {}
        for name, revision in wanted.items():
            root = Path(folder).resolve() / name
            stack.enter_context(repository.checkout(revision, root))
            places[name] = Place(root, workloads.environment(repository.root, root))
            commands = [workloads.words(command) for command in settings.prepare]
            revisions.ready(root / repository.within, commands, places[name].environment)
        yield places


def _chances(stand: Stand, loads: Sequence[Workload], notes: list[str]) -> Iterator[Chance]:
    """What a scan of the head can prove to be faster.

    If the head is the user's own working tree the scan is one of that, so that it is known
    when the user asks for it.
    """
    own = stand.plan.head is None
    repository, place = stand.repository, stand.places["head"]
    root = repository.root if own else place.root
    for workload in loads:
        target = workloads.target(workload, repository.root, root, repository.within)
        try:
            with _surrounded({} if own else place.environment):
                yield from chances.find(workload, target, root, stand.settings, stand.watch)
        except AdvisorError as error:  # what was measured is worth telling all the same
            notes.append(f"{workload.name}: no faster version was looked for: {error}")


@contextmanager
def _surrounded(environment: Mapping[str, str]) -> Iterator[None]:
    """With these variables in our own environment, for the programs that we start."""
    known = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in known.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
