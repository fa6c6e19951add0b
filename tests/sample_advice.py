"""Advice as scans could have given it: a good one, an empty one, a failed one, a strange one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from advisor.building import Built
from advisor.choosing import Advice, Finding, HotspotAdvice, Placing, Status, Whole
from advisor.emitting import Candidate, Companion, Exactness
from advisor.history.trends import Point as Past
from advisor.measuring import Interval, Trial
from advisor.parsing import Region
from advisor.profiling.recording import LineCost, Recording
from advisor.profiling.sampling import LineTime, Profile, Run, Spot
from advisor.targeting import Target
from advisor.timing.growth import Growth, Point
from advisor.verifying import Verdict

FOLDER = Path("/home/ada/work")
SOURCE = '''"""Group points around their centers."""

import random


def dist(p, q):
    return sum((a - b) ** 2 for a, b in zip(p, q))


def find_labels(points, centers):
    labels = []
    for point in points:
        distances = [dist(point, center) for center in centers]
        labels.append(distances.index(min(distances)))
    return labels


random.seed(7)
points = [(random.random(), random.random()) for _ in range(5000)]
for _ in range(10):
    print(sum(find_labels(points, points[:10])))
'''


def target(*arguments: str, module: str | None = None, source: str = SOURCE) -> Target:
    """``corpus/kmeans.py`` with the given arguments."""
    return Target(
        path=FOLDER / "corpus" / "kmeans.py",
        module=module,
        arguments=arguments,
        directory=FOLDER,
        interpreter=Path("/usr/bin/python3"),
        source=source.encode(),
    )


def spot(
    function: str, line: int, share: float, *, lines: tuple[LineTime, ...] = (), path: str = ""
) -> Spot:
    """A hot function of a run of 3.42 s."""
    return Spot(
        path=FOLDER / (path or "corpus/kmeans.py"),
        function=function,
        first_line=line,
        self_share=share / 2,
        share=share,
        seconds=3.42 * share,
        lines=lines,
        callers=(),
    )


FIND_LABELS = spot(
    "find_labels",
    10,
    0.87,
    lines=(
        LineTime(13, 2.31, 0.675),
        LineTime(14, 0.52, 0.152),
        LineTime(12, 0.14, 0.041),
    ),
)


def region(hot: Spot, *, last_line: int = 15, kind: str = "function") -> Region:
    """The region of a hot spot: the whole function, or a loop in it."""
    return Region(
        path=hot.path,
        digest="0" * 64,
        function=hot.function,
        kind="loop" if kind == "loop" else "function",
        first_line=hot.first_line + 1,
        last_line=last_line,
        name=hot.function,
        parameters=("points", "centers"),
        results=(),
        source="def find_labels(points, centers):\n    labels = []\n    return labels\n",
        offset=hot.first_line - 1,
        helpers=("dist",),
    )


REGION = region(FIND_LABELS)
RECORDING = Recording(
    region=REGION,
    count=12,
    calls=(),
    lines=(LineCost(12, 5001, 0.05), LineCost(13, 5000, 0.8), LineCost(14, 5000, 0.15)),
    effects=(),
)


def placing(
    name: str,
    status: Status,
    *,
    speedup: tuple[float, float, float] | None = None,
    exactness: Exactness = "identical",
    why: str = "",
    reason: str = "",
    needs: tuple[str, ...] = (),
    compile_seconds: float = 0.0,
    first_call_seconds: float = 0.0,
    assumptions: tuple[str, ...] = (),
    counterexample: str = "",
    max_error: float = 0.0,
    fast_share: float | None = None,
    extension: tuple[tuple[str, int | None], ...] = (),
) -> Placing:
    """One row of a race; ``extension`` has the lines of a .pyx, each with Cython's score."""
    text = "\n".join(line for line, _ in extension)
    candidate = Candidate(
        region=REGION,
        name=name,
        backend=name.split(maxsplit=1)[0],
        why=why,
        body="return []\n",
        needs=needs,
        assumptions=assumptions,
        expects=exactness,
        companions=(Companion("_kmeans_find_labels.pyx", text),) if extension else (),
    )
    verdict = Verdict(
        built=Built(
            candidate,
            None,
            compile_seconds,
            extensions=("_kmeans.so",) if compile_seconds else (),
            annotation=Path.home() / ".cache" / "kmeans.html" if extension else None,
            scores=tuple(score for _, score in extension),
        ),
        status="wrong" if status == "wrong" else "failed" if status == "failed" else "equal",
        exactness=exactness,
        max_error=max_error,
        recorded=8,
        invented=60,
        fast_share=fast_share,
        reason=reason,
        counterexample=counterexample,
    )
    trial = Trial(
        verdict=verdict,
        speedup=Interval(*speedup) if speedup else None,
        before_seconds=0.29,
        after_seconds=0.29 / speedup[1] if speedup else 0.0,
        compile_seconds=compile_seconds,
        first_call_seconds=first_call_seconds,
        peak_memory_ratio=1.12 if speedup else 0.0,
    )
    worthy = speedup is not None and speedup[0] >= 1.1
    return Placing(trial, status, reason, worthy)


EXTENSION: tuple[tuple[str, int | None], ...] = (
    ("# Machine code for find_labels()", 8),
    *((f"# declaration {number}", None) for number in range(20)),
    ("def find_labels(points, centers):", 43),
    ("    cdef long long i", None),
    ('    """labels"""', None),
    ("    for i in range(length):", 0),
    ("        labels[i] = nearest(points, i)", 0),
    ("    return made", 12),
)
LOOKED_UP = "_advisor_script(_advisor_names, '{}')"
AS_IT_STANDS: tuple[tuple[str, int | None], ...] = (
    ("def _find_labels(points, centers):", 43),
    ("    labels = []", 5),
    ("    for point in points:", 48),
    (f"        distances = [{LOOKED_UP.format('dist')}(point, center) for center in centers]", 72),
    (f"        labels.append(distances.index({LOOKED_UP.format('min')}(distances)))", 22),
    ("    return (labels,)", 9),
)
RACE = (
    placing(
        "cython",
        "winner",
        speedup=(98.2, 103.4, 109.0),
        why="The loops run as C over the raw arrays, with no Python object inside.",
        needs=("cython",),
        compile_seconds=0.64,
        first_call_seconds=0.012,
        fast_share=0.75,
        extension=EXTENSION,
    ),
    placing(
        "numba",
        "slower",
        speedup=(79.3, 83.1, 88.0),
        reason="cython is faster and starts sooner",
        needs=("numba",),
        first_call_seconds=0.61,
    ),
    placing(
        "cython untyped",
        "slower",
        speedup=(1.2, 1.3, 1.4),
        reason="cython is 80× as fast",
        needs=("cython",),
        compile_seconds=0.7,
        extension=AS_IT_STANDS,
    ),
    placing(
        "membership-in-list",
        "slower",
        speedup=(1.01, 1.03, 1.05),
        reason="gains 1.03×, less than the 1.10× that would be worth a change",
    ),
    placing(
        "numpy broadcast",
        "unsafe",
        speedup=(20.0, 24.2, 26.1),
        exactness="rounding",
        needs=("numpy",),
        max_error=2.2e-16,
        first_call_seconds=0.14,
        reason="sums in another order",
        assumptions=("no two distances are within rounding of each other",),
    ),
    placing(
        "numpy slice",
        "wrong",
        reason="labels[17] is 3 and should be 4 where two centers are equally far",
        counterexample="find_labels([(0.5, 0.5)], [(0.0, 0.5), (1.0, 0.5)])",
    ),
    placing("numba parallel", "failed", reason="timed out after 60 s"),
)
FINDINGS = (
    Finding(
        "generator-sum-in-loop",
        7,
        "a generator is started for every pair of points; written out, the sum needs none",
    ),
    Finding("index-of-min", 14, "the list is walked twice, once for min and once for index"),
)


def advice(
    *hotspots: HotspotAdvice,
    whole: Whole | None = None,
    exit_code: int = 0,
    error: str = "",
    of: Target | None = None,
    others: tuple[Spot, ...] = (),
    notes: tuple[str, ...] = (),
    stacks: tuple[tuple[tuple[str, ...], int], ...] = (),
    diff: str = "",
) -> Advice:
    """Advice on a run of 3.42 s."""
    spots = (*(hotspot.spot for hotspot in hotspots), *others)
    run = Run(seconds=3.42, exit_code=exit_code, error=error, stdout=b"", stderr=b"")
    profile = Profile(of or target("5000"), run, spots, samples=3412, stacks=stacks)
    return Advice(profile, hotspots, whole, notes, diff)


def hotspot(
    hot: Spot,
    *placings: Placing,
    recording: Recording | None = None,
    findings: tuple[Finding, ...] = (),
    skipped: tuple[tuple[str, str], ...] = (),
    left_alone_because: str = "",
    growth: Growth | None = None,
) -> HotspotAdvice:
    """What was found out about one hot spot."""
    return HotspotAdvice(
        spot=hot,
        region=recording.region if recording else None,
        recording=recording,
        findings=findings,
        placings=placings,
        skipped=skipped,
        left_alone_because=left_alone_because,
        growth=growth,
    )


def stack(*frames: str, path: str = "corpus/kmeans.py") -> tuple[str, ...]:
    """Frames of one file, ``function:line`` each, outermost first, as a profile keeps them."""
    return tuple(f"{FOLDER / path}:{frame}" for frame in frames)


STACKS = (
    (stack("<module>:21", "find_labels:13", "dist:7"), 2310),
    (stack("<module>:21", "find_labels:13"), 180),
    (stack("<module>:21", "find_labels:14"), 485),
    (stack("<module>:19"), 130),
    ((*stack("<module>:3"), *stack("read_points:44", path="corpus/reading.py")), 307),
)
GROWTH = Growth(
    (
        Point(5, 2e-6, 6e-6),
        Point(20, 8e-6, 6.5e-6),
        Point(80, 32e-6, 7.5e-6),
        Point(320, 130e-6, 12e-6),
        Point(1280, 520e-6, 30e-6),
        Point(5000, 2e-3, 106e-6),
    )
)
DIFF = """--- a/corpus/kmeans.py
+++ b/corpus/kmeans.py
@@ -3,1 +3,3 @@
 import random
+
+from _kmeans import fast as _fast
@@ -10,4 +12,5 @@
 def find_labels(points, centers):
-    labels = []
+    labels = list()
+    if fast := _fast(points, centers):
+        return fast[0]
     for point in points:
-        pass
# new file beside it: _kmeans.pyx (17,620 bytes)
"""


def past(day: int, seconds: float = 3.4, words: str = "corpus/kmeans.py 5000") -> Past:
    """A result of an earlier day."""
    when = datetime(2026, 11, day, 9, 30, tzinfo=UTC)
    path = FOLDER / "corpus" / "kmeans.py"
    return Past(when, path, f"python {words}", seconds, seconds / 12, 0, (), recallable=False)


HISTORY = tuple(past(day, 3 + day / 10) for day in range(1, 6))
WON = advice(
    hotspot(
        FIND_LABELS,
        *RACE,
        recording=RECORDING,
        findings=FINDINGS,
        skipped=(("numexpr", "there is no element-wise expression over big arrays"),),
        growth=GROWTH,
    ),
    hotspot(
        spot("read_points", 40, 0.09, path="corpus/reading.py"),
        left_alone_because="it opens a file, which cannot be replayed",
    ),
    whole=Whole(before=3.42, after_cold=0.91, after_warm=0.28, same_output=True),
    others=(spot("<module>", 1, 0.02), spot("dist", 6, 0.01)),
    notes=("The first run took 3.42 s, the second, with line_profiler, 9.1 s.",),
    stacks=STACKS,
    diff=DIFF,
)
EMPTY = advice(of=target())
FAILED = advice(
    hotspot(FIND_LABELS, left_alone_because="the program failed before it could be recorded"),
    exit_code=1,
    error="ZeroDivisionError: division by zero",
    of=target("--points", "5 000", module="corpus.kmeans"),
)
LOST = advice(
    hotspot(
        FIND_LABELS,
        placing("append-loop", "slower", speedup=(1.0, 1.03, 1.06), reason="gains next to nothing"),
        recording=RECORDING,
    ),
)
STRANGE = advice(
    hotspot(
        spot(
            "Größe.berechne_die_mittlere_Entfernung_aller_Punkte_voneinander.<locals>.日本語",
            3,
            1.0,
        ),
        placing(
            "a-rule-with-quite-a-long-name-indeed",
            "winner",
            speedup=(118_000.0, 123_456.0, 130_000.0),
            why="ページ " * 30,
            needs=("numpy", "scipy", "numexpr"),
            compile_seconds=75.0,
            first_call_seconds=4000.0,
        ),
        placing(
            "[red]markup[/red]",
            "wrong",
            reason="expected '\x1b[31m'\n\n\tbut found [bold]nothing[/bold]" * 3,
            max_error=float("inf"),
            counterexample="\n".join(f"line_{number} = {number}" for number in range(9)),
        ),
        findings=(Finding("a-finding", 99_999, "[link] " * 40),),
        skipped=(("dask", "x" * 300),),
    ),
    whole=Whole(before=0.0, after_cold=0.0, after_warm=1e-7, same_output=False),
    stacks=(
        (stack("<module>:1", *("f.<locals>.<lambda>:2", "日本語:4") * 300), 70),
        (stack("<module>:1", "</script><script>alert(1)</script>:2", path="a:b.py"), 30),
    ),
    diff="--- a/</script>.py\n+++ b/</script>.py\n@@ -1 +1 @@\n--- x\n+++ <b>\n",
)
ALL = {"won": WON, "empty": EMPTY, "failed": FAILED, "lost": LOST, "strange": STRANGE}
