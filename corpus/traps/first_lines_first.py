#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""What must stand first in a file stays first, and annotations stay text.

kind: coding cookies
"""
from __future__ import annotations

__all__ = ["moving"]
__version__ = "1.0"

import math as np
import dataclasses

numba = cython = fast = 3


@dataclasses.dataclass
class Window:
    width: int
    total: NoSuchName = 0.0


def moving(values: list[NoSuchType], window: "Window") -> AlsoMissing:
    result: list[float] = []
    for i in range(len(values)):
        window.total += values[i]
        if i >= window.width:
            window.total -= values[i - window.width]
        result.append(np.floor(window.total) + fast)
    return result


def main() -> None:
    values = [((i * 7919) % 1009) / 7 for i in range(2_500_000)]
    print(sum(moving(values, Window(30))), np.__name__, numba, cython, fast)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    window = Window(2)
    yield moving, [1.5, 2.5, 3.5, 4.5], window
    yield moving, [1.5, 2.5, 3.5, 4.5], Window(2, 1)
    yield moving, [1, 2, 3], Window(0)
    yield moving, [1, 2, 3], Window(-1)
    yield moving, [1, 2, 3], Window(-9)
    yield moving, [1, 2**70, 3], Window(1, 0)
    yield moving, [1.0, nan, 3.0], Window(1)
    yield moving, [1.0, float("inf"), 3.0], Window(1)
    yield moving, [1.0, "a", 3.0], Window(1)
    yield moving, [1.0, 2.0], Window(1.5)
    yield moving, [1.0, 2.0], Window("a")
    yield moving, [1e300, 2.0], Window(1)
    yield moving, [], None
    yield moving, (1.0, 2.0), Window(1, True)
    yield (lambda: (moving.__annotations__, Window.__annotations__, __all__, __version__)),
    yield (lambda: (fast, numba, cython)),
