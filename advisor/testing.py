"""The project's own tests: what they say of it before and after."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from dataclasses import dataclass

from advisor.errors import AdvisorError
from advisor.settings import Settings
from advisor.targeting import Target

_FAILED = re.compile(r"^(?:FAILED|ERROR:?|FAIL:) +(\S+)", re.MULTILINE)
_TESTS_FAILED = 1  # what pytest and unittest end with when tests ran and some failed


@dataclass(frozen=True, slots=True)
class Tests:
    """One run of them.

    Attributes:
        exit_code: of the command.
        failed: names of the tests that failed, as far as the output tells.
        last_line: of the output.
    """

    exit_code: int
    failed: frozenset[str]
    last_line: str


def run(target: Target, settings: Settings) -> Tests:
    """Run ``settings.test`` in the target's folder, with its interpreter's programs at hand.

    Raises:
        AdvisorError: the command cannot be started, or takes too long.
    """
    command = shlex.split(settings.test)
    path = os.pathsep.join((str(target.interpreter.parent), os.environ.get("PATH", "")))
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command
            command,
            cwd=target.directory,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=settings.run_timeout,
            check=False,
        )
    except OSError as error:
        raise AdvisorError(f"{settings.test!r}: cannot be run ({error.strerror})") from error
    except subprocess.TimeoutExpired:
        return Tests(-1, frozenset(), f"not finished after {settings.run_timeout:g} s")
    output = done.stdout.decode(errors="replace")
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    failed = frozenset(_FAILED.findall(output))
    return Tests(done.returncode, failed, lines[-1] if lines else "")


def objection(before: Tests, after: Tests) -> str:
    """What the tests have against the change, or ""."""
    if after.exit_code == 0:
        return ""
    same = after.exit_code == before.exit_code == _TESTS_FAILED
    if same and before.failed and after.failed <= before.failed:
        return ""
    new = sorted(after.failed - before.failed)
    told = f"{new[0]} fails" if new else after.last_line or f"exit code {after.exit_code}"
    return f"the project's tests object: {told}"
