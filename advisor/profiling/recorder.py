"""What all probes share in the program's process: time, memory, the journal, the end.

The journal is a file of pickles, each after its length, appended as things happen,
so that what was kept survives whatever becomes of the program.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from types import FunctionType
from typing import Any

from advisor.profiling import child_main, reading, snapshots
from advisor.profiling.calls import Call
from advisor.profiling.instrumenting import Instrumenter, Site
from advisor.profiling.probing import Probe
from advisor.profiling.standing_in import own_code
from advisor.profiling.witnessing import Witness

LENGTH = struct.Struct("<Q")
_SNAPSHOT = 160 << 20  # bytes of one call
_SNAPSHOTS = 320 << 20  # bytes of all calls
_SHARE = 0.25  # of the run that taking snapshots may take
_START = 0.5  # seconds it may take whatever the share
_LOOKING = 0.1  # of the run that looking at calls may take
_FIRST_LOOKING = 0.01  # seconds it may take before the first tick
_QUIET = 0.5  # seconds without anything new after which the program need not go on,
_QUIET_SHARE = 0.5  # or this share of the time until the last news, if that is longer


class Recorder:
    """The probes of one run.

    Attributes:
        instrumenter: loads the program's files with probes.
        inside: the probes whose region is running, outermost first.
        overhead: seconds spent by us in the program's time.
        left: when a region was left last, and our own doing began.
    """

    def __init__(self, sites: Sequence[Site], journal: str, *, stop_early: bool) -> None:
        self._probes = {site: Probe(site, self) for site in sites}
        self.instrumenter = Instrumenter(sites, lambda site, f: self._probes[site].attach(f))
        self.inside: list[Probe] = []
        self.overhead = self.left = 0.0
        self._witness = Witness(self.inside)
        self._journal = journal
        self._stop_early = stop_early
        self._process = os.getpid()
        self._begun = self._ticked = self._news = time.perf_counter()
        self._working = 0
        self._snapshot_seconds = 0.0
        self._snapshot_bytes = 0

    def start(self) -> None:
        """Begin: the program's time counts from here."""
        self._begun = self._ticked = self._news = time.perf_counter()
        sys.addaudithook(self._witness.audit)
        self._share_out(_FIRST_LOOKING)

    def tick(self) -> None:
        """Called now and then between the program's instructions."""
        if self._working or os.getpid() != self._process:
            return
        now = self.left = time.perf_counter()
        with self.at_work():
            self._share_out((now - self._ticked) * _LOOKING)
            self._ticked = now
        self.resume()
        seen = all(probe.satisfied for probe in self._probes.values())
        quiet = max(_QUIET, _QUIET_SHARE * (self._news - self._begun))
        if self._stop_early and seen and now - self._news > quiet and not self._witness.lasting:
            try:
                self._close(complete=False, error="")
            finally:
                os._exit(0)  # nothing of it lasts, and an exit handler might make it so

    def finish(self, ended_by: BaseException | None) -> None:
        """The program has ended."""
        if os.getpid() == self._process:
            self._close(complete=True, error=child_main.last_line(ended_by))

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Our own doing, which is no effect of the region's."""
        self._working += 1
        self._witness.looking_away = True
        try:
            yield
        finally:
            self._working -= 1
            self._witness.looking_away = bool(self._working)

    def resume(self) -> None:
        """The program goes on: what passed since it was left last is our doing."""
        self.overhead += time.perf_counter() - self.left

    def affords(self, *, urgent: bool) -> bool:
        """Is there time and room for one more snapshot?"""
        elapsed = time.perf_counter() - self._begun
        in_time = urgent or self._snapshot_seconds <= _SHARE * elapsed + _START
        return in_time and self._snapshot_bytes < _SNAPSHOTS

    def read(self, function: FunctionType, given: Mapping[str, object]) -> reading.Reading:
        """The names the function reads, as they are now, and what they tell of its effects."""
        return reading.read(function, given, self._original)

    def snapshot(
        self, function: FunctionType, arguments: tuple[Any, ...], keywords: Mapping[str, Any]
    ) -> bytes:
        """The call by value, as it is now."""
        began = time.perf_counter()
        limit = min(_SNAPSHOT, _SNAPSHOTS - self._snapshot_bytes)
        try:
            kept = snapshots.take((function, arguments, keywords), self._original, limit)
        finally:
            self._snapshot_seconds += time.perf_counter() - began
        self._snapshot_bytes += len(kept)
        return kept

    def explain(
        self,
        error: Exception,
        function: FunctionType,
        arguments: tuple[Any, ...],
        keywords: Mapping[str, Any],
    ) -> str:
        """Why a call cannot be kept, naming the argument if it is one of them."""
        names = function.__code__.co_varnames
        for name, value in (*zip(names, arguments, strict=False), *keywords.items()):
            try:
                snapshots.take(value, self._original, _SNAPSHOT)
            except Exception as cause:  # noqa: BLE001  (a class of the program's may raise anything)
                return f"its argument {name} cannot be kept: {_told(cause)}"
        return f"what it reads cannot be kept: {_told(error)}"

    def keep(self, site: Site, call: Call, *, news: bool) -> None:
        """A kept call has come to its end; ``news`` if it told of something new."""
        self._write("call", site, call)
        self._news = time.perf_counter() if news else self._news

    def _original(self, function: FunctionType) -> Any:
        return self.instrumenter.pristine(own_code(function))

    def _share_out(self, seconds: float) -> None:
        for probe in self._probes.values():
            probe.rearm(seconds / len(self._probes))

    def _close(self, *, complete: bool, error: str) -> None:
        self._stop_early = False
        with self.at_work():
            for site, probe in self._probes.items():
                probe.leave_open()
                found = site in self.instrumenter.found
                calls = sum(map(_reached, self.instrumenter.counters[site]))
                effects = tuple(sorted(probe.effects))
                self._write("region", site, (found, calls, effects, probe.refusal))
            elapsed = time.perf_counter() - self._begun
            opened = tuple(sorted(self._witness.opened))
            self._write("end", None, (complete, elapsed - self.overhead, error, opened))

    def _write(self, kind: str, site: Site | None, payload: object) -> None:
        number = list(self._probes).index(site) if site is not None else -1
        with child_main.visible():
            body = pickle.dumps((kind, number, payload))
        descriptor = os.open(self._journal, os.O_WRONLY | os.O_APPEND)
        with os.fdopen(descriptor, "wb") as file:
            file.write(LENGTH.pack(len(body)) + body)


def _reached(counter: count[int]) -> int:
    """How often the counter was asked."""
    return int(repr(counter).removeprefix("count(").removesuffix(")"))


def _told(error: Exception) -> str:
    if isinstance(error, snapshots.TooLargeError):
        return f"it takes more than {_SNAPSHOT >> 20} MB"
    return str(error).strip().partition("\n")[0] or type(error).__name__
