"""What a value looked like, in few words: the bridge from recorded calls to types.

Made in the process that runs the user's program and read in ours, so it holds
names and numbers only, never a value of the user's own classes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """The observed type of one value.

    Attributes:
        kind: ``type(value).__name__`` for built-in types (``int``, ``float``, ``bool``,
            ``complex``, ``str``, ``bytes``, ``NoneType``, ``list``, ``tuple``, ``dict``,
            ``set``, ``range``, ``generator``, ``function``, ``builtin``, ``module``, ``type``);
            ``ndarray`` and ``scalar`` for NumPy arrays and scalars; ``object`` otherwise.
        name: dtype name for ``ndarray`` and ``scalar``; the qualified name of a function,
            module, class, or of an object's class.
        items: for a list or set the *distinct* observed types of its elements; for a
            tuple one per position; for a dict (keys…) and (values…) as two tuples'
            worth of list-like Seens; for an object its numeric attributes.
        names: attribute names that go with ``items`` for an object.
        length: ``len(value)`` where it has one.
        shape: the ndarray's shape, or the shape of a rectangular nest of lists or
            tuples down to its scalars.
        value: the value itself for int, float, bool, complex, and short str.
        plain: an ndarray that is C-contiguous, aligned, in native byte order and
            writeable; a nest of lists without shared rows; ``True`` for others.
    """

    kind: str
    name: str = ""
    items: tuple[Seen, ...] = ()
    names: tuple[str, ...] = ()
    length: int | None = None
    shape: tuple[int, ...] | None = None
    value: bool | int | float | complex | str | None = None
    plain: bool = True
