"""Edits touch only what they must, keep the file's form, and are all or nothing."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from advisor import applying
from advisor.building import Built
from advisor.emitting import Candidate, Companion
from advisor.errors import AdvisorError
from advisor.parsing import Region, parse
from advisor.profiling.sampling import LineTime, Spot
from advisor.targeting import resolve

SCRIPT = '''\
#!/usr/bin/env python3
"""A script."""
from __future__ import annotations

import math  # kept


def dist(a, b):
    return abs(a - b)


# About near.
@trace
def near(x, points):
    """Doc."""
    # a comment
    best = min(points, key=lambda p: dist(p, x))
    return best  # trailing


print(near(1, [2, 3]))
'''


def region(path: Path, function: str) -> Region:
    lines = tuple(LineTime(line, 0.1, 0.1) for line in range(1, 60))
    (found,) = parse(Spot(path, function, 0, 1.0, 1.0, 1.0, lines, ()), share=0.05)
    return found


def built(found: Region, **changes: object) -> Built:
    candidate = Candidate(found, "new", "python", "faster", body="return 1\n")
    return Built(replace(candidate, **changes), None, 0.0)  # type: ignore[arg-type]


def rewritten(path: Path, text: bytes, function: str, **changes: object) -> str:
    path.write_bytes(text)
    (edit,) = applying.plan([built(region(path, function), **changes)])
    applying.write([edit])
    return path.read_bytes().decode()


def test_everything_goes_to_its_place_and_nothing_else_moves(tmp_path: Path) -> None:
    text = rewritten(
        tmp_path / "script.py",
        SCRIPT.encode(),
        "near",
        imports=("import math", "try:\n    import fast\nexcept ImportError:\n    fast = None"),
        prelude="LIMIT = 3\n",
        body="if fast:\n    return fast(x)\nreturn None\n",
    )
    assert text == SCRIPT.replace(
        "import math  # kept\n",
        "import math  # kept\n\ntry:\n    import fast\nexcept ImportError:\n    fast = None\n",
    ).replace("# About near.\n", "LIMIT = 3\n\n\n# About near.\n").replace(
        "    best = min(points, key=lambda p: dist(p, x))\n    return best  # trailing\n",
        "    if fast:\n        return fast(x)\n    return None\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SCRIPT.replace("\n", "\r\n").encode(), id="carriage returns"),
        pytest.param(b"\xef\xbb\xbf" + SCRIPT.encode(), id="byte order mark"),
        pytest.param(
            SCRIPT.replace('"""A script."""', '# coding: latin-1\n"é"').encode("latin-1"),
            id="latin-1",
        ),
        pytest.param(SCRIPT.rstrip("\n").encode(), id="no line end at the end"),
        pytest.param(SCRIPT.replace("    ", "\t").encode(), id="tabs"),
    ],
)
def test_encoding_and_line_ends_are_kept(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "script.py"
    path.write_bytes(text)
    (edit,) = applying.plan([built(region(path, "near"), body="return 1\n")])
    head, _, tail = edit.after.partition(b"return 1")
    assert text.startswith(head)
    assert text.endswith(tail)


def test_a_body_on_the_line_of_its_def_is_put_below_it(tmp_path: Path) -> None:
    text = rewritten(tmp_path / "s.py", b"def f(x): return x\n", "f", body="y = x\nreturn y\n")
    assert text == "def f(x):\n    y = x\n    return y\n"


def test_a_loop_is_replaced_where_it_stands(tmp_path: Path) -> None:
    code = b"t = 0\nif True:\n    for i in range(3):\n        t += i\n    print(t)\n"
    text = rewritten(tmp_path / "s.py", code, "<module>", body="t = 3\ni = 2\n")
    assert text == "t = 0\nif True:\n    t = 3\n    i = 2\n    print(t)\n"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("def f(x):\n    return x\n", "import numpy as np\n\n"),
        ('"""Doc."""\n\ndef f(x):\n    return x\n', '"""Doc."""\n\nimport numpy as np\n\n'),
        ("#!/bin/sh\ndef f(x):\n    return x\n", "#!/bin/sh\nimport numpy as np\n\n"),
        ("import os\n\ndef f(x):\n    return x\n", "import os\nimport numpy as np\n\n"),
        ("import numpy as np\n\ndef f(x):\n    return x\n", "import numpy as np\n\ndef"),
    ],
)
def test_imports_go_where_imports_are(tmp_path: Path, script: str, expected: str) -> None:
    imports = ("import numpy as np",)
    text = rewritten(tmp_path / "s.py", script.encode(), "f", imports=imports)
    assert text.startswith(expected)
    ast.parse(text)


def test_imports_stand_above_the_code_that_needs_them(tmp_path: Path) -> None:
    script = b'"""A script without imports."""\n\ndef f(x):\n    return x\n'
    changes = {"imports": ("import functools",), "prelude": "@functools.cache\ndef g(): ..."}
    text = rewritten(tmp_path / "script.py", script, "f", **changes)
    assert text.index("import functools") < text.index("@functools.cache") < text.index("def f")


def test_imports_stand_above_a_function_that_is_defined_for_want_of_one(tmp_path: Path) -> None:
    script = b"import a\ntry:\n    from b import f\nexcept ImportError:\n    def f(x):\n        x\n"
    changes = {"imports": ("import functools",), "prelude": "@functools.cache\ndef g(): ..."}
    text = rewritten(tmp_path / "script.py", script, "f", **changes)
    assert text.startswith("import a\nimport functools\n@functools.cache")


def test_a_name_that_means_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match="np already means"):
        rewritten(
            tmp_path / "s.py",
            b"np = 3\n\ndef f(x):\n    return x\n",
            "f",
            imports=("import numpy as np",),
        )


def test_a_file_that_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    winner = built(region(path, "near"))
    edits = applying.plan([winner])
    path.write_text(SCRIPT + "# edited\n")
    with pytest.raises(AdvisorError, match="changed since"):
        applying.plan([winner])
    with pytest.raises(AdvisorError, match="changed since"):
        applying.write(edits)
    assert path.read_text() == SCRIPT + "# edited\n"


def test_rolling_back_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    path.chmod(0o750)
    winner = built(region(path, "near"), companions=(Companion("_fast.pyx", "x = 1\n"),))
    edits = applying.plan([winner])
    applying.write(edits)
    assert (tmp_path / "_fast.pyx").read_text() == "x = 1\n"
    assert path.stat().st_mode & 0o777 == 0o750
    applying.roll_back(edits)
    assert path.read_text() == SCRIPT
    assert [p.name for p in tmp_path.iterdir()] == ["script.py"]


def test_the_diff_names_files_as_seen_from_here(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    winner = built(region(path, "near"), companions=(Companion("_fast.pyx", "x = 1\n"),))
    shown = applying.diff(applying.plan([winner]), tmp_path)
    assert shown.startswith("--- a/script.py\n+++ b/script.py\n@@")
    assert "# new file beside it: _fast.pyx (6 bytes)\n" in shown


def test_the_diff_names_a_file_elsewhere_in_full(tmp_path: Path) -> None:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    elsewhere = tmp_path / "other" / "folder"
    shown = applying.diff(applying.plan([built(region(path, "near"))]), elsewhere)
    assert shown.startswith(f"--- {path}\n+++ {path}\n@@")


COMPANION = """\
try:
    from _fast import near as _near_fast
except ImportError:
    _near_fast = None
"""
PARTS = (
    "from _fast import",
    "    if __package__:\n        from ._fast import near as _near_fast\n",
)


@pytest.mark.parametrize(
    ("name", "also", "module", "form"),
    [
        pytest.param("script.py", "", None, 0, id="script"),
        pytest.param("pkg/part.py", "pkg/__init__.py", None, 1, id="file in a package"),
        pytest.param("pkg/part.py", "", "pkg.part", 1, id="module of a namespace package"),
        pytest.param("part.py", "", "part", 0, id="module at the top"),
        pytest.param("pkg/__main__.py", "", "pkg", 1, id="package that is run"),
    ],
)
def test_a_companion_is_imported_the_way_its_module_is(
    tmp_path: Path, name: str, also: str, module: str | None, form: int
) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(SCRIPT)
    if also:
        (tmp_path / also).touch()
    words = ("-m", module) if module else (name,)
    winner = built(
        region(path, "near"), imports=(COMPANION,), companions=(Companion("_fast.py", ""),)
    )
    (edit,) = applying.plan([winner], resolve(words, tmp_path))
    assert PARTS[form] in edit.after.decode()
    ast.parse(edit.after)
