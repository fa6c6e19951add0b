"""A rewrite stays right while the code around it lives on: edited, patched, moved, reloaded."""

from __future__ import annotations

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from math import sqrt
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any
from unittest import mock

import pytest

from advisor.comparing import standing
from tests.rewriting_help import loaded, rewrite

SCRIPT = '''\
from math import sqrt

SCALE = 2.0


def squared(x, power=2):
    """What it is."""
    return x**power


def dist(p, q):
    return sqrt(sum(squared(a - b) for a, b in zip(p, q)))


def nearest(points, centers):
    labels = []
    for point in points:
        best, least = 0, 1e300
        for number in range(len(centers)):
            d = dist(point, centers[number]) * SCALE
            if d < least:
                best, least = number, d
        labels.append(best)
    return labels


def steps(n):
    if n < 2:
        return n
    return steps(n - 1) + steps(n - 2)
'''
POINTS = [[0.5, 0.25], [1.5, 3.0], [-0.5, 2.0]]


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Folders with the script, rewritten, and what was compiled for it, by back end."""

    @cache
    def home(backend: str) -> Path:
        folder = tmp_path_factory.mktemp(backend)
        (folder / "script.py").write_text(SCRIPT)
        seen = {"SCALE": 2.0, "sqrt": sqrt}
        arguments = POINTS, POINTS
        rewrite(folder / "script.py", "nearest", arguments, names=seen, result=[0], backend=backend)
        if backend == "cython":
            rewrite(folder / "script.py", "steps", (3,), result=2, backend=backend)
        return folder

    return home


@pytest.fixture(params=["cython"])
def script(
    homes: Callable[[str], Path],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Path]:
    """A copy of it, to be spoiled."""
    folder = tmp_path / "copy"
    shutil.copytree(homes(request.param), folder, ignore=shutil.ignore_patterns("work"))
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder / "script.py"
    for name in set(sys.modules) - before:
        if name == "script" or name.startswith("_script"):
            del sys.modules[name]


def took_the_fast_path(function: Callable[..., Any], *arguments: Any) -> bool:
    """Whether a call was answered above the original statements."""
    code, lines = function.__code__, set()

    def trace(frame: FrameType, _event: str, _argument: object) -> Any:
        if frame.f_code is code:
            lines.add(frame.f_lineno - code.co_firstlineno)
            return trace
        return None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return max(lines) <= 3  # the def, the question, the test and the answer


def original(text: str) -> ModuleType:
    module = ModuleType("original")
    exec(compile(text, "original", "exec"), vars(module))
    return module


LAYOUT = {
    "as it is": ("", ""),
    "moved down": ("SCALE = 2.0\n", "SCALE = 2.0\n\n# Much\n# more.\n\nOTHER = [1,\n  2]\n"),
    "another constant": ("SCALE = 2.0\n", "SCALE = -3.0\n"),
    "a comment in the loop": ("        labels.append", "        # Here.\n        labels.append"),
    "a comment in the helper": ("    return sqrt(", "    # Root.\n    return sqrt("),
    "another docstring": ('"""What it is."""', '"""To the power.\n\n    Of two.\n    """'),
    "no docstring": ('    """What it is."""\n', ""),
    "annotations": ("def dist(p, q):", "def dist(p: list, q: list) -> float:"),
    "other line breaks": ("(squared(a - b) for", "(\n        squared(a - b)\n        for"),
    "more line breaks": (
        "dist(point, centers[number]) * SCALE",
        "(\n dist(point, centers[number])\n * SCALE\n)",
    ),
    "more code below": (
        "def steps(n):",
        "def more():\n    return dist([1.0], [2.0])\n\n\ndef steps(n):",
    ),
}


@pytest.mark.parametrize("change", LAYOUT.values(), ids=LAYOUT)
def test_moving_commenting_and_laying_out_keep_the_speed(
    script: Path, change: tuple[str, str]
) -> None:
    text = script.read_text()
    assert change[0] in text
    script.write_text(text.replace(*change))
    module = loaded(script)
    assert module.nearest(POINTS, POINTS[:2]) == original(SCRIPT.replace(*change)).nearest(
        POINTS, POINTS[:2]
    )
    assert took_the_fast_path(module.nearest, POINTS, POINTS[:2])


EDITS = {
    "the helper": ("return sqrt(", "return -sqrt("),
    "its helper": ("return x**power", "return 1.0"),
    "a default value": ("power=2", "power=0"),
    "a decorator": ("def dist(p, q):", "@lambda f: lambda p, q: -f(p, q)\ndef dist(p, q):"),
    "defined again": (
        "def steps(n):",
        "def dist(p, q):\n    return -1.0 * p[0]\n\n\ndef steps(n):",
    ),
    "another function": ("def steps(n):", "dist = lambda p, q: -p[0] * q[0]\n\n\ndef steps(n):"),
    "the loop": ("if d < least", "if d > -1"),
    "before the loop": ("    labels = []\n", "    labels = [7]\n"),
    "behind the end": ("    return labels\n", "    return labels[1:]\n"),
    "a statement more": ("    return labels\n", "    labels.pop()\n    return labels\n"),
    "an imported name": ("from math import sqrt", "from math import cos as sqrt"),
    "a shadowed built-in": ("SCALE = 2.0", "SCALE = 2.0\nzip = lambda p, q: [(p[0], 2.0)]"),
    "indentation": (
        "        labels.append(best)\n",
        "            labels.append(best)\n",
    ),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_an_edit_is_what_runs(script: Path, change: tuple[str, str]) -> None:
    text = script.read_text()
    assert change[0] in text
    script.write_text(text.replace(*change))
    expected = original(SCRIPT.replace(*change)).nearest(POINTS, POINTS[:2])
    module = loaded(script)
    assert module.nearest(POINTS, POINTS[:2]) == expected
    assert expected != original(SCRIPT).nearest(POINTS, POINTS[:2])


def constant(_p: list[float], q: list[float]) -> float:
    return -q[0]


ALL = pytest.mark.parametrize("script", ["cython", "numba"], indirect=True)


@ALL
def test_what_is_patched_between_two_calls_is_what_runs(script: Path) -> None:
    module: Any = loaded(script)
    arguments = POINTS, POINTS[:2]
    plain, kept = module.nearest(*arguments), module.dist
    with mock.patch.object(module, "dist", constant):
        assert module.nearest(*arguments) == [1, 1, 1]
    assert took_the_fast_path(module.nearest, *arguments)
    module.squared.__defaults__ = (0,)
    assert module.nearest(*arguments) == [0, 0, 0]
    module.squared.__defaults__ = (2,)
    assert module.nearest(*arguments) == plain
    code, kept.__code__ = kept.__code__, constant.__code__
    assert module.nearest(*arguments) == [1, 1, 1]
    kept.__code__ = code
    vars(module)["sum"] = max
    assert not took_the_fast_path(module.nearest, *arguments)


def test_a_name_that_is_gone_is_missed_when_it_is_needed_and_not_before(script: Path) -> None:
    module: Any = loaded(script)
    del module.dist
    assert module.nearest([], []) == []
    with pytest.raises(NameError, match="'dist' is not defined"):
        module.nearest(POINTS, POINTS)
    assert gc.isenabled()


def test_a_file_edited_and_loaded_again_is_what_runs(script: Path) -> None:
    module: Any = loaded(script)
    before = module.nearest(POINTS, POINTS[:2])
    text = script.read_text()
    for number, (old, new) in enumerate((EDITS["the helper"], EDITS["the loop"], ("", ""))):
        script.write_text(text.replace(old, new) + "\n" * number)
        exec(compile(script.read_text(), script, "exec"), vars(module))
        after = module.nearest(POINTS, POINTS[:2])
        assert (after == before) == (old == new)
    assert took_the_fast_path(module.nearest, POINTS, POINTS[:2])


def test_a_function_that_calls_itself_is_asked_for_as_it_stands(script: Path) -> None:
    module: Any = loaded(script)
    assert took_the_fast_path(module.steps, 12)
    assert module.steps(12) == 144
    kept, module.steps = module.steps, mock.Mock(return_value=1)
    assert kept(12) == 2
    assert module.steps.mock_calls == [mock.call(11), mock.call(10)]


@ALL
def test_code_that_has_no_file_does_without_the_fast_path(script: Path) -> None:
    module = loaded(script)
    script.unlink()
    assert not took_the_fast_path(module.nearest, POINTS, POINTS[:2])
    assert module.nearest(POINTS, POINTS[:2]) == original(SCRIPT).nearest(POINTS, POINTS[:2])


def test_many_threads_may_ask_at_once_and_for_the_first_time(script: Path) -> None:
    module = loaded(script)
    expected = original(SCRIPT).nearest(POINTS, POINTS[:2])
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: module.nearest(POINTS, POINTS[:2]), range(64)))
    assert answers == [expected] * 64


@pytest.mark.parametrize("script", ["numba"], indirect=True)
def test_where_numba_has_no_place_for_its_cache_the_original_statements_run(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (script.parent / "__pycache__").write_text("no folder")
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    module = loaded(script)
    assert module.nearest(POINTS, POINTS[:2]) == original(SCRIPT).nearest(POINTS, POINTS[:2])


@ALL
@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(EDITS["its helper"], "squared() was edited", id="helper"),
        pytest.param(EDITS["the loop"], "the statements below it were edited", id="loop"),
        pytest.param(LAYOUT["a comment in the helper"], "its guard does not hold", id="comment"),
    ],
)
def test_the_report_tells_what_was_edited(script: Path, change: tuple[str, str], told: str) -> None:
    script.write_text(script.read_text().replace(*change))
    question = next(standing.questions(script))
    assert standing.reason(script, question).startswith(told)
