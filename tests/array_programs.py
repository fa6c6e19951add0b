"""Small programs that work on whole arrays, as people write them with NumPy."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tests.small_programs import INF, NAN, Program


def diffusion(u: Any, c: Any, steps: Any) -> Any:
    for _ in range(steps):
        u[1:-1] = u[1:-1] + c * (u[2:] - 2.0 * u[1:-1] + u[:-2])
        u[:2] += u[-2:]
        u[1:] = u[:-1]
    return u


def plate(u: Any, c: Any, steps: Any) -> Any:
    for _ in range(steps):
        old = u.copy()
        u[1:-1, 1:-1] = old[1:-1, 1:-1] + c * (old[2:, 1:-1] + old[:-2, 1:-1] - 2 * old[1:-1, 1:-1])
        u[:, 0] = u[:, 1]
        u[-1, ::2] = 1.5
        u[0] = u[-1]
        u[:, 1:] -= u[:, :-1]
        u[:2, :2] = u[:2, :2].T
    return u


def particles(position: Any, velocity: Any, mass: Any, dt: Any, steps: Any) -> Any:
    for _ in range(steps):
        force = np.zeros_like(position)
        for i in range(len(position)):
            for j in range(position.shape[0]):
                if i != j:
                    r = position[j] - position[i]
                    distance = np.sqrt(np.sum(r**2) + 0.01)
                    force[i] += mass[j] * r / distance**3
        velocity += force * dt
        position = position + velocity * dt
    return position, velocity


def elimination(a: Any, b: Any) -> Any:
    a, x = a.copy(), b.copy()
    for k in range(len(b)):
        p = k + np.argmax(np.abs(a[k:, k]))
        a[[k, p]] = a[[p, k]]
        x[k], x[p] = x[p], x[k]
        for i in range(k + 1, len(b)):
            factor = a[i, k] / a[k, k]
            a[i, k:] -= factor * a[k, k:]
            x[i] -= factor * x[k]
    a[0], a[-1] = a[-1].copy(), a[0].copy()
    return a, x


def windows(x: Any, w: Any) -> Any:
    found = np.zeros((len(x) - w + 1, 7))
    for i in range(len(found)):
        part = x[i : i + w]
        found[i] = part.sum()
        found[i, 1:3] = part.mean(), part.std()
        found[i, 3] = part.max() - part.min()
        found[i, 4] = np.argmin(part) + part.argmax()
        found[i, 5] = np.sum(np.abs(part) > 0.5) + np.any(part > 1) + np.all(part < 2)
        found[i, 6] = np.prod(part)
    return found


def products(a: Any, b: Any) -> Any:
    found = np.zeros((len(a), 6))
    for i in range(len(a)):
        found[i, 0] = a[:, i] @ b[i]
        found[i, 1] = np.dot(a[::2, i], b[::2, 0])
        found[i, 2] = np.linalg.norm(a[:, i]) + np.linalg.norm(a[i, ::3])
        found[i, 3] = a.T[i] @ b.T[-1]
        found[i, 4] = (a[i] * 2) @ a[:, i]
        found[i, 5] = a[i, 1:].dot(b[i, :-1])
    return found


def sums(a: Any) -> Any:
    found = np.zeros(len(a))
    for i in range(len(a)):
        found[i] = a[i].sum()
    return found


def nearest(a: Any) -> Any:
    best, at = np.inf, -1
    for i in range(len(a)):
        d = np.sum((a[i] - a[0]) ** 2)
        middle = a[i][a[i] > 0.0]
        if 0 < d < best:
            best, at = d, i + len(middle)
    return np.array([best, float(at)])


def thousand(x: Any, n: Any) -> Any:
    total = np.zeros(n)
    for i in range(n):
        total[i] = np.sum(x[i:] * x[: len(x) - i]) + x[i:].sum()
    return total


def masks(a: Any, limit: Any, order: Any) -> Any:
    found = np.zeros(len(order))
    for row in a:
        row[row > limit] = limit
        found += row[order] + row[(row > 0.0) & ~(row > 1.0)].sum()
        row *= np.where(row < 0.0, -row, 2.0)  # noqa: PLW2901 # in place
    return a, found, a[a > 0.1]


def shapes(a: Any, b: Any) -> Any:
    for _ in range(2):
        a = np.minimum(a, b[:, None] + b[None, :])
        a = np.clip(a, -1.0, 1.5) + np.outer(b, a.sum(axis=0)) / (1.0 + a.sum(axis=1))
    c = np.cross(a[0][:3], b[:3])
    return (
        a,
        np.cumsum(b),
        np.diff(b),
        c,
        a[..., 1].copy(),
        np.array([b[0], 2, c.sum()]),
        np.array([b, b * 2]),
    )


def walked(a: Any) -> Any:
    found = np.zeros(5)
    for i, j in np.ndindex(a.shape):
        found[0] += a[i, j] * (i - j)
    for x in a.flat:
        found[1] += x * x
    for i, column in enumerate(a.T):
        found[2] += column[0] * i + column[-1]
    for x in a[:, 0]:
        found[3] -= x
    k = np.arange(a.shape[1])
    found[4] = np.sum(k[1:] * 2 - k[0])
    return found


def narrow(a: Any, b: Any, c: Any) -> Any:
    for _ in range(2):
        a = a * np.float32(0.5) + a
        a[1:] = b[1:] * 2
        b -= b // 3
        c[b > 1] = False
    return a.astype(float), b, c, (a[:, None] > b).sum()


def kept(a: Any, b: Any, steps: Any) -> Any:
    for _ in range(steps):
        a, b = b, a
        a[1:] = b[:-1] + a[1:]
        a = a + 1.0
    if steps > 2:
        a = b
    a[1:] = b[:-1]
    return a, b


def _random(*shape: int) -> Any:
    return np.random.default_rng(7).standard_normal(shape)


def _whole(*shape: int) -> Any:
    return np.arange(np.prod(shape)).reshape(shape)


_SQUARE, _LINE = _random(4, 4), _random(9)
_TWO, _FLIPPED = np.array([0.5, -0.0]), _random(8)[::-1]
_ODD = (np.zeros(0), np.array([NAN]), _TWO, _FLIPPED, _whole(5), [1.0, 2.0, 3.0], np.array(1.5))
_SHARED = _random(6)

PROGRAMS: dict[str, Program] = {
    "diffusion": Program(
        diffusion, (_LINE, 0.1, 3), [(_random(200), 0.2, 2), (np.array([2.0, -0.0, 1.0]), 0.1, 1)],
        [
            *((odd, 0.1, 2) for odd in _ODD), (np.array([INF, 1.0, 2.0]), 0.1, 1), (_LINE, NAN, 1),
            (np.full(5, 1e308), 9.0, 2),
        ],
    ),
    "plate": Program(
        plate, (_random(5, 6), 0.1, 2), [(_SQUARE, 0.2, 3), (_random(2, 3), 0.1, 1)],
        [
            *((odd, 0.1, 1) for odd in _ODD), (_SQUARE.T, 0.1, 1), (_random(0, 3), 0.1, 1),
            (_random(3, 0), 0.1, 1), (np.asfortranarray(_SQUARE), 0.1, 1), (_SQUARE, INF, 2),
        ],
    ),
    "particles": Program(
        particles, (_random(3, 3), _random(3, 3), _random(3), 0.1, 2),
        [(_random(4, 2), _random(4, 2), _random(4), 0.1, 1)],
        [
            (_random(3, 3), _random(3, 2), _random(3), 0.1, 1),
            (_random(2, 3),) * 2 + (_TWO, 0.1, 1),
            (np.full((2, 2), 1e200), _random(2, 2), _TWO, 0.1, 1),
            (_random(2, 2),) * 2 + (_TWO[:1], 1.0, 1),
        ],
    ),
    "elimination": Program(
        elimination, (_SQUARE, _random(4)), [(_random(1, 1), _random(1)), (_random(6, 6),
        _random(6))],
        [
            (np.zeros((2, 2)), _TWO), (_SQUARE, _TWO), (_SQUARE, _random(5)), (np.full((2, 2),
            NAN), _TWO),
            (_whole(3, 3), _random(3)), (np.array([[0.0, 1.0], [-0.0, 1.0]]), _TWO),
        ],
    ),
    "windows": Program(
        windows, (_random(20), 9), [(_random(3), 3), (_random(300), 150), (_random(40), 8)],
        [*((odd, 1) for odd in _ODD), (_TWO, 2), (_LINE, 0), (_LINE, 12), (np.zeros(4), 2)],
    ),
    "products": Program(
        products, (_random(70, 70), _random(70, 70)),
        [(_SQUARE, _random(4, 4)), (_random(1, 1), _random(1, 1))],
        [
            (_SQUARE, _random(3, 3)), (_SQUARE.T, _SQUARE), (_random(2, 3), _random(2, 3)),
            (np.full((2, 2), 1e200), np.full((2, 2), 1e200)), (np.full((2, 2), NAN), _random(2, 2)),
        ],
        backends=("cython",),
    ),
    "sums": Program(
        sums, (_random(3, 4),), [(_random(2, 300),), (_random(0, 3),), (_random(2, 0),)],
        [(np.full((2, 2), 1e308),), (np.array([[INF, -INF]]),), (np.array([[NAN, -0.0]]),)],
    ),
    "nearest": Program(
        nearest, (_random(3, 4),), [(_random(4, 2),)],
        [(np.full((2, 2), NAN),), (_random(1, 2),), (_whole(3, 3),)],
    ),
    "thousand": Program(
        thousand, (_random(1000), 3), [(_random(131), 131), (np.array([-0.0]), 1)],
        [*((odd, 2) for odd in _ODD), (np.full(3, 1e308), 1)],
    ),
    "masks": Program(
        masks, (_random(4, 6), 0.4, np.array([1, -1, 0])), [(_random(2, 3), INF, np.array([2]))],
        [
            (_random(2, 3), NAN, np.array([2])), (_random(2, 3), 0.4, np.array([3])),
            (np.full((2, 3), NAN), 0.4, np.array([0])), (_random(0, 3), 0.4, np.array([0])),
        ],
    ),
    "shapes": Program(
        shapes, (_SQUARE, _random(4)), [(_random(3, 3), _random(3))],
        [
            (_random(3, 4), _random(4)), (_SQUARE, _random(1)), (_SQUARE, np.zeros(4)),
            (np.zeros((2, 2)), -_TWO),
            (np.full((3, 3), NAN), _random(3)),
        ],
    ),
    "walked": Program(
        walked, (_random(3, 4),), [(_random(1, 1),), (_random(5, 2),)],
        [(odd,) for odd in (*_ODD, _random(0, 3), _random(3, 0), _SQUARE.T)],
    ),
    "narrow": Program(
        narrow, (_random(4).astype(np.float32), _whole(4), np.ones(4, bool)),
        [(_random(3).astype(np.float32), _whole(3) - 4, np.zeros(3, bool))],
        [
            (np.full(2, 3e38, np.float32), _whole(2), np.ones(2, bool)),
            (_random(2).astype(np.float32), np.full(2, 1 << 62), np.ones(2, bool)),
            (_random(2).astype(np.float32), _whole(3), np.ones(3, bool)),
        ],
        backends=("cython",),
    ),
    "kept": Program(
        kept, (_random(4), _random(4), 3), [(_random(2), _random(2), 1), (_random(3), _random(3),
        0)],
        [(_SHARED, _SHARED, 2), (_SHARED[1:], _SHARED[:-1], 1), (_random(3), _random(4), 2)],
    ),
}  # fmt: skip
PROGRAMS = {name: replace(program, names={"np": np}) for name, program in PROGRAMS.items()}
