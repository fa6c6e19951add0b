"""Run the user's program in this process, unwatched, with other texts in place of some files.

Started as a script, with the words that ``Program`` takes after the path of the
overlay's folder. That holds ``overlay``, one Python literal: ``(((path, file), …),
folders)``: the file to read in place of each path, and the folders to search after
the program's own; how the program ended and what it wrote is noted beside it, in ``end``.
"""

from __future__ import annotations

import ast
import os
import sys
import time
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

if __name__ == "__main__":
    # In place of this file's folder, where the program's imports would find our modules.
    home = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120  (pathlib would be an import the program did not make)
    sys.path[: not sys.flags.safe_path] = [home]

from advisor.profiling.child_main import Program, last_line
from advisor.profiling.child_writes import Writes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class _Loader(SourceFileLoader):
    """Loads a module from another text than its file's."""

    def __init__(self, name: str, path: str, text: bytes) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        """The text's code; nothing is cached, since the file itself says otherwise."""
        return self.source_to_code(self._text, self.get_filename(fullname))


class _Finder:
    """Gives the modules of the overlay its texts, and packages what would lie beside them."""

    def __init__(self, texts: Mapping[str, bytes], beside: Sequence[str]) -> None:
        self._texts, self._beside = texts, beside

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's spec if it is one of the overlay's, else ``None``."""
        spec = PathFinder.find_spec(name, path, target)
        if spec is None and path is not None:
            return PathFinder.find_spec(name, self._beside, target)
        if spec is None or spec.origin is None or spec.origin not in self._texts:
            return None
        spec.loader = _Loader(name, spec.origin, self._texts[spec.origin])
        return spec


def main() -> None:
    """Run the program named by this process's own arguments."""
    folder, file, module, spelling, *arguments = sys.argv[1:]
    program = Program(file, module, spelling, arguments)
    with open(os.path.join(folder, "overlay"), encoding="utf-8") as listing:  # noqa: PTH118, PTH123  (pathlib would be an import the program did not make)
        files, beside = ast.literal_eval(listing.read())
    texts = {}
    for path, copy in files:
        with open(copy, "rb") as changed:  # noqa: PTH123  (as above)
            texts[path] = changed.read()
    sys.path.extend(beside)
    vars(sys)["_advisor_texts"] = texts  # for fast paths, which compare what they were made from
    sys.meta_path.insert(0, _Finder(texts, beside))
    code = compile(texts.get(file, program.source), file, "exec", dont_inherit=True)
    ending = os.path.join(folder, "end")  # noqa: PTH118  (as above)
    writes = Writes((ending,))
    writes.start()
    process, begun = os.getpid(), time.perf_counter()

    def finish(ended_by: BaseException | None) -> None:
        end = (time.perf_counter() - begun, last_line(ended_by), writes.noted())
        if os.getpid() == process:
            with open(ending, "w", encoding="utf-8") as result:  # noqa: PTH123  (as above)
                result.write(repr(end))

    program.run(code, finish)


if __name__ == "__main__":
    main()
