"""Openers for pandas and SciPy, where the program has loaded them; never loads them itself."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from advisor.equality.opening import Opened, Opener


def opener_for(kind: type) -> Opener | None:
    """The opener for a class of pandas or scipy.sparse, if ``kind`` is one."""
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        for base, opener in (
            (pandas.DataFrame, _open_frame),
            (pandas.Series, _open_series),
            (pandas.MultiIndex, _open_multi_index),
            (pandas.Index, _open_index),
            (pandas.api.extensions.ExtensionArray, _open_extension),
            (pandas.api.extensions.ExtensionDtype, _open_dtype),
            (type(pandas.NaT), _open_by_identity_or_repr),
            (pandas.Timestamp, _open_by_identity_or_repr),
            (pandas.Timedelta, _open_by_identity_or_repr),
            (type(pandas.NA), _open_by_identity_or_repr),
        ):
            if issubclass(kind, base):
                return opener
    sparse = sys.modules.get("scipy.sparse")
    if sparse is not None and issubclass(kind, sparse.sparray | sparse.spmatrix):
        return _open_sparse
    return None


def _open_frame(value: Any) -> Opened:
    columns = [(f".iloc[:, {i}]", value.iloc[:, i].array) for i in range(value.shape[1])]
    return Opened(
        (value.shape, _flags(value)),
        [(".attrs", value.attrs), (".columns", value.columns), (".index", value.index), *columns],
    )


def _open_series(value: Any) -> Opened:
    return Opened(
        (_flags(value),),
        [
            (".name", value.name),
            (".attrs", value.attrs),
            (".index", value.index),
            (".array", value.array),
        ],
    )


def _flags(value: Any) -> bool:
    return bool(value.flags.allows_duplicate_labels)


def _open_index(value: Any) -> Opened:
    return Opened(
        (str(value.dtype), str(getattr(value, "freq", None))),
        [(".name", value.name), (".dtype", value.dtype), (".array", value.array)],
    )


def _open_multi_index(value: Any) -> Opened:
    levels = [(f".levels[{i}]", level) for i, level in enumerate(value.levels)]
    codes = [(f".codes[{i}]", np.array(code)) for i, code in enumerate(value.codes)]
    return Opened(parts=[(".names", list(value.names)), *levels, *codes])


def _open_extension(value: Any) -> Opened:
    """What is missing, and what is there; what lies under a missing value cannot be seen."""
    inner = getattr(value, "_ndarray", None)
    if type(inner) is np.ndarray:
        return Opened((str(value.dtype),), [(".dtype", value.dtype), ("", inner.copy())])
    missing = np.asarray(value.isna())
    return Opened(
        (str(value.dtype),),
        [
            (".dtype", value.dtype),
            (".isna()", missing),
            ("", list(value[~missing].astype(object))),
        ],
    )


def _open_dtype(value: Any) -> Opened:
    categories = getattr(value, "categories", None)
    return Opened(
        (repr(value) if categories is None else value.name,),
        [
            (".categories", categories),
            (".ordered", getattr(value, "ordered", None)),
        ],
    )


def _open_by_identity_or_repr(value: Any) -> Opened:
    return Opened((repr(value), getattr(value, "unit", None)))


_PIECES = ("data", "indices", "indptr", "row", "col", "coords", "offsets", "rows")


def _open_sparse(value: Any) -> Opened:
    """Shape and the stored pieces; cached flags are not behaviour."""
    if value.format == "dok":
        pieces: list[tuple[str, Any]] = [("", dict(value.items()))]
    else:
        pieces = [(f".{name}", getattr(value, name)) for name in _PIECES if hasattr(value, name)]
    return Opened((value.shape, value.dtype.str), pieces)
