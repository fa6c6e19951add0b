"""The head's times in the JSON of pytest-benchmark, which many tools read and draw.

Only the statistics that its readers use are written, by the names it has for them.
"""

from __future__ import annotations

import json
import math
import platform
from statistics import mean, median, quantiles, stdev

from advisor.comparing.report import Report, WorkloadChange

_FORMAT = "5.1.0"  # the version of pytest-benchmark whose files look like this
_WHISKERS = 1.5  # times the interquartile range, as box plots have them


def render(report: Report) -> str:
    """A JSON document."""
    benchmarks = [_benchmark(change) for change in report.workloads if _times(change)]
    document = {
        "machine_info": {
            "node": platform.node(),
            "processor": platform.processor(),
            "machine": platform.machine(),
            "python_compiler": platform.python_compiler(),
            "python_implementation": platform.python_implementation(),
            "python_implementation_version": platform.python_version(),
            "python_version": platform.python_version(),
            "release": platform.release(),
            "system": platform.system(),
            "cpu": {},
        },
        "commit_info": {
            "id": report.head.commit,
            "time": report.at.isoformat(timespec="seconds"),
            "dirty": not report.head.subject,
            "project": "",
            "branch": report.head.name,
        },
        "benchmarks": benchmarks,
        "datetime": report.at.isoformat(timespec="seconds"),
        "version": _FORMAT,
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _times(change: WorkloadChange) -> tuple[float, ...]:
    if change.comparison is not None:
        return change.comparison.laps[1]
    return () if change.failure else (change.seconds,)


def _benchmark(change: WorkloadChange) -> dict[str, object]:
    name = change.workload.name
    return {
        "group": None,
        "name": name,
        "fullname": f"advisor report::{name}",
        "params": None,
        "param": None,
        "extra_info": {},
        "options": {
            "disable_gc": False,
            "timer": "process_time",
            "min_rounds": 1,
            "max_time": 0.0,
            "min_time": 0.0,
            "warmup": True,
        },
        "stats": _statistics(sorted(_times(change))),
    }


def _statistics(times: list[float]) -> dict[str, object]:
    several = len(times) > 1
    first, _, third = quantiles(times, n=4, method="inclusive") if several else (times[0],) * 3
    middle, spread = mean(times), stdev(times) if several else 0.0
    far = _WHISKERS * (third - first)
    within = [time for time in times if first - far <= time <= third + far]
    beyond = sum(abs(time - middle) > spread for time in times)
    return {
        "min": times[0],
        "max": times[-1],
        "mean": middle,
        "stddev": spread,
        "rounds": len(times),
        "median": median(times),
        "iqr": third - first,
        "q1": first,
        "q3": third,
        "iqr_outliers": len(times) - len(within),
        "stddev_outliers": beyond,
        "outliers": f"{beyond};{len(times) - len(within)}",
        "ld15iqr": within[0],
        "hd15iqr": within[-1],
        "ops": 1 / middle if middle else 0.0,
        "total": math.fsum(times),
        "data": times,
        "iterations": 1,
    }
