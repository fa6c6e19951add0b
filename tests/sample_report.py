"""Performance reports as they could have come out: a bad one, a good one, one without a base."""

from __future__ import annotations

from datetime import UTC, datetime

from advisor.comparing.chances import Chance
from advisor.comparing.functions import FunctionChange
from advisor.comparing.report import Report, WorkloadChange
from advisor.comparing.revisions import Revision
from advisor.comparing.rounds import Comparison, Verdict
from advisor.comparing.standing import FastPath
from advisor.comparing.workloads import Workload
from advisor.timing.intervals import Interval

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
BASE = Revision("origin/main", "a" * 40, "Smooth | quickly")
HEAD = Revision("HEAD", "b" * 40, "Count <b>twice</b>")
WORK = Workload("python program.py --size 5", ("program.py", "--size", "5"))


def function(name: str, before: float, after: float, verdict: Verdict) -> FunctionChange:
    ratio = Interval(after / before * 0.99, after / before, after / before * 1.01)
    return FunctionChange("src/counting.py", name, 7, before, after, ratio, verdict)


def compared(low: float, mid: float, high: float) -> Comparison:
    noise = Interval(0.992, 1.001, 1.008)
    ratio = Interval(low, mid, high)
    return Comparison("computing", 0.5, 0.5 * mid, ratio, noise, ((0.5, 0.51), (0.55, 0.56)))


FUNCTIONS = (
    function("Table.histogram", 0.2, 0.25, "slower"),
    function("<module>", 0.3, 0.3, "cannot tell"),
    FunctionChange("src/new.py", "fresh", 1, 0.0, 0.1, None, "cannot tell"),
)
PASSED_BY = FastPath("passed by", "src/counting.py", 9, 0.4, 0.2, "_counting.pyx is not built")
IDLE = FastPath("idle", "src/counting.py", 30, 0.2, 0.1, "it takes 0.99 of the time")
CHANCE = Chance(
    workload=WORK.name,
    path="src/smoothing.py",
    function="smooth",
    line=3,
    share=0.6,
    seconds=0.3,
    saves=0.29,
    winner="cython",
    speedup=Interval(28.0, 30.0, 31.0),
    exactness="identical",
    command="advisor rewrite --apply program.py --size 5",
)
SLOWER = WorkloadChange(WORK, compared(1.08, 1.1, 1.12), 0.55, FUNCTIONS, (PASSED_BY, IDLE))
FASTER = WorkloadChange(Workload("pytest -q", ("-m", "pytest", "-q")), compared(0.1, 0.2, 0.3), 0.1)
ALLOWED = WorkloadChange(Workload("-m pack", ("-m", "pack")), compared(1.02, 1.03, 1.04), 0.515)
UNCLEAR = WorkloadChange(Workload("a.py", ("a.py",)), compared(0.95, 1.01, 1.2), 0.505)
NEW = WorkloadChange(
    Workload("new.py", ("new.py",)), None, 0.2, note="it does not run in the base: no file"
)
FAILED = WorkloadChange(
    Workload("bad.py", ("bad.py",)), None, 0.0, failure="bad.py ended with exit code 1: \x1b oops"
)

BAD = Report(AT, BASE, HEAD, 5.0, (SLOWER, FASTER, ALLOWED, UNCLEAR, NEW), (CHANCE,))
GOOD = Report(AT, BASE, HEAD, 5.0, (UNCLEAR, FASTER), ())
ALONE = Report(
    AT, None, Revision("working tree", "c" * 40), 5.0, (WorkloadChange(WORK, None, 0.5),), (CHANCE,)
)
BROKEN = Report(AT, BASE, HEAD, 5.0, (FAILED, UNCLEAR), ())
ALL = {"bad": BAD, "good": GOOD, "alone": ALONE, "broken": BROKEN}
