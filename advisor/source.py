"""Python source as text that can be cut and put back without a stray byte.

Encoding, byte order mark and line ends are remembered, so that what was not
changed comes back as it was. Indenting spares the inside of multi-line strings,
where white space is data.
"""

from __future__ import annotations

import difflib
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

from advisor.errors import AdvisorError


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    Attributes:
        path: where it was read.
        text: decoded, every line end a single line feed.
        encoding: as its cookie or mark says.
        newline: the line end it uses, and new lines get.
        ends: the end of each line, where it uses several kinds.
    """

    path: Path
    text: str
    encoding: str
    newline: str
    ends: tuple[str, ...] = ()

    def encode(self, text: str) -> bytes:
        """``text`` as bytes of this file's kind; a line that it had keeps its own end."""
        if not self.ends:
            return text.replace("\n", self.newline).encode(self.encoding)
        now = split_lines(text)
        ends = [self.newline] * len(now)
        known = difflib.SequenceMatcher(None, self.lines, now, autojunk=False)
        for then, place, size in known.get_matching_blocks():
            ends[place : place + size] = self.ends[then : then + size]
        ended = (line.replace("\n", end) for line, end in zip(now, ends, strict=True))
        return "".join(ended).encode(self.encoding)

    @property
    def lines(self) -> list[str]:
        """Its lines, each with its line end."""
        return split_lines(self.text)

    @property
    def unit(self) -> str:
        """One level of indentation, as this file has it."""
        tokens = tokenize.generate_tokens(io.StringIO(self.text).readline)
        return next((t.string for t in tokens if t.type == tokenize.INDENT), "    ")


def decode(path: Path, data: bytes) -> Source:
    """The source in ``data``, which was read from ``path``.

    Raises:
        AdvisorError: the bytes are no text in the encoding they claim.
    """
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise AdvisorError(
            f"{path}: cannot be read as Python source ({error}); save it as UTF-8 "
            "or name its encoding in a coding comment on the first line"
        ) from None
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text and "\n" not in text else "\n"
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    mixed = plain.replace("\n", newline) != text
    ends = (*re.findall(r"\r\n|\r|\n", text), "") if mixed else ()
    return Source(path, plain, encoding, newline, ends)


def split_lines(text: str) -> list[str]:
    """Lines as Python counts them, with their ends: unlike ``splitlines``, by line feeds alone.

    A form feed ends none, nor does a separator of Unicode's within a string.
    """
    return list(io.StringIO(text))


def dedent(code: str) -> str:
    """``code`` without the indentation of its first line, insides of strings untouched."""
    first = next((line for line in split_lines(code) if line.strip()), "")
    prefix = first[: len(first) - len(first.lstrip())]
    # The tokenizer wants a block to open before it may close.
    inside = _string_lines(f"if 1:\n{code}" if prefix else code, offset=1 if prefix else 0)
    return "".join(
        line if number in inside else line.removeprefix(prefix)
        for number, line in enumerate(split_lines(code), 1)
    )


def indent(code: str, prefix: str) -> str:
    """``code`` with ``prefix`` before every line that is neither blank nor inside a string."""
    inside = _string_lines(code)
    return "".join(
        line if number in inside or not line.strip() else prefix + line
        for number, line in enumerate(split_lines(code), 1)
    )


def _string_lines(code: str, *, offset: int = 0) -> frozenset[int]:
    """The lines that begin inside a string or f-string literal."""
    inside: set[int] = set()
    starts: list[int] = []
    opening = getattr(tokenize, "FSTRING_START", None)  # Python 3.12 splits f-strings up
    closing = getattr(tokenize, "FSTRING_END", None)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
        elif opening is not None and token.type == opening:
            starts.append(token.start[0])
        elif closing is not None and token.type == closing:
            inside.update(range(starts.pop() + 1, token.end[0] + 1))
    return frozenset(line - offset for line in inside)
