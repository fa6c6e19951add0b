"""Write a call as text that can be pasted into a Python prompt."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_LONGEST = 300


def pasted(name: str, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> str:
    """``name(…)`` with these arguments, abbreviated where it would be long."""
    parts = [written(value) for value in arguments]
    parts += [f"{key}={written(value)}" for key, value in keywords.items()]
    text = f"{name}({', '.join(parts)})"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]}…)"


def written(value: Any) -> str:
    """A value as an expression, with ``np`` for NumPy and ``math`` for what is not finite."""
    kind = type(value)
    if kind is float and not math.isfinite(value):
        return f"float('{value}')"
    if kind is list:
        return f"[{', '.join(map(written, value[:_LONGEST]))}]"
    if kind is tuple:
        inner = ", ".join(map(written, value[:_LONGEST]))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if kind is dict:
        return f"{{{', '.join(f'{written(k)}: {written(v)}' for k, v in value.items())}}}"
    if kind is np.ndarray:
        return _array(value)
    if isinstance(value, list | tuple | float | int | str):
        return _named(value)
    return _shown(value)


def _array(value: np.ndarray[Any, Any]) -> str:
    if value.size > _LONGEST:
        return f"<array of {value.dtype}, shape {value.shape}>"
    order = ", order='F'" if value.ndim > 1 and value.flags.f_contiguous else ""
    text = (
        written(value.tolist()).replace("float('nan')", "np.nan").replace("float('inf')", "np.inf")
    )
    return f"np.array({text}, dtype='{value.dtype.str}'{order})"


def _named(value: Any) -> str:
    """Plain numbers and text as they are; subclasses with the name of their class."""
    if type(value) in (int, float, str, bool):
        return repr(value)
    plain: Any = list(value) if isinstance(value, list | tuple) else value
    if isinstance(value, str):
        plain = str.__str__(value)
    elif isinstance(value, int):
        plain = int.__int__(value)
    elif isinstance(value, float):
        plain = float.__float__(value)
    return f"{type(value).__name__}({written(plain)})"


def _shown(value: Any) -> str:
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a user's __repr__ may raise anything
        return f"<{type(value).__name__}>"
    return " ".join(text.split())
