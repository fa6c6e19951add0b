"""Give a function object other code for a while, so that its calls come to us first.

The object stays the one the program made, with its name, closure and identity; only
``__code__`` is another's, and taking it back leaves no trace and no cost.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any, TypeAlias

Enter: TypeAlias = Callable[[FunctionType, CodeType, tuple[Any, ...], dict[str, Any]], Any]
"""Is given the function, its own code and what it was called with; its result is the call's."""


def _stand_in(*_advisor_arguments: Any, **_advisor_keywords: Any) -> Any:
    entry: Any = "the entry goes here"
    return entry(_advisor_arguments, _advisor_keywords)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a stand-in's code calls: it sits among the code's constants."""

    enter: Enter
    function: weakref.ref[FunctionType]
    code: CodeType

    def __call__(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        function = self.function()
        assert function is not None  # it is being called
        return self.enter(function, self.code, arguments, keywords)


def put(function: FunctionType, enter: Enter) -> None:
    """Let calls of ``function`` come to ``enter``, unless they come to one already."""
    code = function.__code__
    if code is not own_code(function):
        return
    template = _stand_in.__code__
    function.__code__ = template.replace(
        co_consts=(None, _Entry(enter, weakref.ref(function), code), *template.co_consts[2:]),
        co_filename=code.co_filename,
        co_freevars=code.co_freevars,
        co_name=code.co_name,
        co_qualname=code.co_qualname,
        co_firstlineno=code.co_firstlineno,
    )


def own_code(function: FunctionType) -> CodeType:
    """The function's code, or that behind its stand-in."""
    code = function.__code__
    entry = next((c for c in code.co_consts if type(c) is _Entry), None)
    return code if entry is None else entry.code
