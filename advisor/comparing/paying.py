"""Fast paths that are taken and gain nothing: the program in turns with itself without one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.comparing import rounds, standing
from advisor.comparing.standing import FastPath
from advisor.comparing.timing import Lap
from advisor.profiling.sampling import Profile

_GAIN = 1.05  # what the program must at least gain from it
_SHARE = 0.05  # of the run; what takes less is either quick, as it should be, or hardly called
_MOST = 3  # are raced in one program


def idle(
    root: Path, profile: Profile, lap: Callable[[Path, int], Lap], seconds: float, seed: int
) -> Iterator[FastPath]:
    """The fast paths of a checkout without which the program is as fast.

    Args:
        root: of the checkout, which is copied and stays as it is.
        profile: of the program in it.
        lap: runs the program once in a checkout, in the round of that number.
        seconds: about how long each may be raced.
        seed: of the resampling.
    """
    suspects = [
        (path, question, share)
        for path in profile.modules
        if path.is_relative_to(root)
        for question in standing.questions(path)
        if (share := standing.share(profile, path, question.line, question.end_line)) >= _SHARE
    ]
    for path, question, share in suspects[:_MOST]:
        place = path.relative_to(root).as_posix()
        race = _Race(root, lap, seconds, seed)
        told = race.told(place, standing.without(path, question))
        if told:
            yield FastPath("idle", place, question.line, share, share * profile.run.seconds, told)


@dataclass(frozen=True, slots=True)
class _Race:
    """The program in a checkout against itself with one file changed."""

    root: Path
    lap: Callable[[Path, int], Lap]
    seconds: float
    seed: int

    def told(self, place: str, text: bytes) -> str:
        """How little it gains over the changed one, or "" if it gains, or that is not sure."""
        bare = self.root.with_name("bare")
        places = {"base": bare, "same": bare, "head": self.root}
        shutil.copytree(self.root, bare, symlinks=True)
        try:
            (bare / place).write_bytes(text)
            self.lap(bare, 0)  # compiles what is compiled once
            *_, done = rounds.run(
                lambda name, number: self.lap(places[name], number),
                _GAIN - 1,
                self.seconds,
                self.seed,
            )
        finally:
            shutil.rmtree(bare, ignore_errors=True)
        ratio = rounds.compared(done, self.seed).ratio
        if ratio.low * _GAIN < 1:
            return ""
        taken = f"{ratio.mid:.2f} ({ratio.low:.2f} to {ratio.high:.2f})"
        return f"the program takes {taken} of the time it takes without it"
