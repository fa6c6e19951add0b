"""The bytes of a file as Python source: its lines, its tree, or why it has none."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
from dataclasses import dataclass

from advisor.checking.finding import SYNTAX, Finding
from advisor.static.module import Module

_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's lines as the parser counts them; undecodable bytes are replaced."""

    lines: tuple[str, ...]

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1; "" beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def column(self, number: int, offset: int) -> int:
        """The column, counted from 1 in characters, of the parser's offset in bytes."""
        before = self.line(number).encode("utf-8", "surrogatepass")[:offset]
        return len(before.decode("utf-8", "replace")) + 1


def text(data: bytes) -> Text:
    """The lines in ``data``, in the encoding it claims, or read byte by byte if that fails."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        decoded = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        decoded = data.decode("latin-1")
    return Text(tuple(_LINE.split(decoded)))


def module(data: bytes, path: str) -> Module | Finding:
    """The file's code, or the finding that says why it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            # What the parser would warn of is for the author's interpreter to say.
            warnings.simplefilter("ignore")
            return Module(ast.parse(data, path))
    except SyntaxError as error:
        return _failure(path, error.msg, error.lineno or 1, error.offset or 1)
    except (ValueError, UnicodeDecodeError, LookupError) as error:
        return _failure(path, str(error), 1, 1)
    except (RecursionError, MemoryError):
        return _failure(path, "the code is nested too deeply", 1, 1)


def _failure(path: str, message: str, line: int, column: int) -> Finding:
    line, column = max(line, 1), max(column, 1)
    said = " ".join(message.split())
    return Finding(
        rule=SYNTAX,
        weight="error",
        path=path,
        line=line,
        column=column,
        end_line=line,
        end_column=column,
        message=f"not valid Python: {said}",
    )
