"""Compare blocks of floats: to the bit, NaN for NaN, or within a tolerance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.equality.differences import Difference, short
from advisor.equality.policy import Policy

_QUICK = {2: np.uint16, 4: np.uint32, 8: np.uint64, 16: np.uint64}


def compare_floats(
    path: str, left: NDArray[Any], right: NDArray[Any], policy: Policy
) -> Difference | None:
    """The first float that is another; shapes and dtypes are known to be equal.

    A NaN is a NaN whatever its payload; -0.0 is not 0.0.
    """
    if left.shape != right.shape or left.dtype != right.dtype:
        return Difference(path, short(left), short(right), "shape")
    if _same_bits(left, right):
        return None
    one, two = as_reals(left), as_reals(right)
    with np.errstate(all="ignore"):
        wrong = ~_same(one, two)
        if policy.tolerance is not None and wrong.any():
            wrong &= ~_close(path, one, two, policy)
    if not wrong.any():
        return None
    place = np.unravel_index(int(np.argmax(wrong)), wrong.shape)[: left.ndim]
    return _difference(path, tuple(int(i) for i in place), left, right)


def as_reals(values: NDArray[Any]) -> NDArray[Any]:
    """Complex numbers as pairs of reals along a new last axis; reals as they are."""
    if values.dtype.kind != "c":
        return values
    return np.stack([values.real, values.imag], axis=-1)


def worst_error(left: NDArray[Any], right: NDArray[Any]) -> float:
    """The largest |right - left| / |left| over finite floats; 0.0 if there is none."""
    one, two = as_reals(left), as_reals(right)
    with np.errstate(all="ignore"):
        errors = np.abs(two - one) / np.abs(one)
        errors = errors[np.isfinite(errors)]
    return float(errors.max()) if errors.size else 0.0


def _same_bits(left: NDArray[Any], right: NDArray[Any]) -> bool:
    """Quickly, where memory order and item size allow; ``False`` means look closer."""
    unsigned = _QUICK.get(left.dtype.itemsize)
    if unsigned is None or left.dtype.char in "gG":  # long doubles have padding
        return False
    if not (left.flags.c_contiguous and right.flags.c_contiguous) or left.ndim == 0:
        return False
    return bool(np.array_equal(left.view(unsigned), right.view(unsigned)))


def _same(left: NDArray[Any], right: NDArray[Any]) -> NDArray[np.bool_]:
    equal = (left == right) & (np.signbit(left) == np.signbit(right))
    both: NDArray[np.bool_] = equal | (np.isnan(left) & np.isnan(right))
    return both


def _close(path: str, left: NDArray[Any], right: NDArray[Any], policy: Policy) -> NDArray[np.bool_]:
    """Whether finite floats differ by no more than permitted.

    A zero may change its sign only where the original wanders around zero itself.
    """
    assert policy.tolerance is not None
    permitted = np.asarray(policy.tolerance(path, left))
    near: NDArray[np.bool_] = (
        np.isfinite(left) & np.isfinite(right) & (np.abs(right - left) <= permitted)
    )
    return np.asarray(near & ((left != right) | (permitted > np.spacing(0.0) * 8)))


def _difference(
    path: str, place: tuple[int, ...], left: NDArray[Any], right: NDArray[Any]
) -> Difference:
    one, two = left[place], right[place]
    at = f"[{', '.join(map(str, place))}]" if left.size > 1 or left.ndim > 1 else ""
    relative = worst_error(np.asarray(one), np.asarray(two))
    finite = bool(np.isfinite(one)) and bool(np.isfinite(two))
    return Difference(
        f"{path}{at}",
        repr(one.item()),
        repr(two.item()),
        relative_error=relative if finite else None,
    )
