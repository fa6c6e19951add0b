"""A proof stands alone: it passes without advisor, and fails when a line of it is spoiled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import libcst as cst
import pytest

from advisor import building, catalog, matching, parsing, proving, surroundings, verifying
from advisor.backends import load
from advisor.choosing import Advice, HotspotAdvice, Placing
from advisor.emitting import Candidate, fast_paths, idioms
from advisor.lowering import lower
from advisor.measuring import Interval, Trial
from advisor.parsing import modules
from advisor.profiling.recording import Recording
from advisor.profiling.sampling import Profile, Run, Spot
from advisor.proving import definitions
from advisor.settings import Settings
from advisor.targeting import resolve
from tests.profiling_help import recorded, write

CORPUS = Path(__file__).parents[1] / "corpus"
QUICK = Settings(job_timeout=30.0, invented=40, memory=2 << 30)
WITHOUT_US = (
    "import sys; sys.modules['advisor'] = None; import pytest;"
    " sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', '-p', 'no:randomly', sys.argv[1]]))"
)

CLASSES = """\
SCALE = 0.5


class Grid:
    def __init__(self, rows):
        self.rows = rows
        self.steps = 0


def total(grid, weight=2.0):
    result = 0.0
    for row in grid.rows:
        for value in row:
            result += value * weight * SCALE
    grid.steps += 1
    return result


print(total(Grid([[1.5, 2.5], [0.25, 4.0]])), total(Grid([[1.0]]), 3.0))
"""


@dataclass(frozen=True)
class Proof:
    """A folder with a proof in it."""

    folder: Path
    notes: tuple[str, ...]

    @property
    def home(self) -> Path:
        """The folder of its only winner."""
        (home,) = self.folder.iterdir()
        return home

    def runs(self) -> subprocess.CompletedProcess[str]:
        """Plain pytest on it, where advisor cannot be imported."""
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_US, str(self.folder)],
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def spoil(self, file: str, line: str, instead: str) -> None:
        """Change one line."""
        path = self.home / file
        text = path.read_text()
        assert text.count(line) >= 1, text
        path.write_text(text.replace(line, instead, 1))


def helpers(recording: Recording) -> Mapping[str, str]:
    module = modules.read(recording.region.path)
    return {
        name: modules.function_source(module, node, modules.without_docstring(node.body))
        for name, node in module.functions.items()
        if name in recording.region.helpers
    }


def candidates(recording: Recording, backend: str) -> Iterator[Candidate]:
    region = recording.region
    if backend == "python":
        text = modules.read(region.path).source.text

        (function,) = cst.parse_module(region.source).body
        assert isinstance(function, cst.FunctionDef)
        around = surroundings.read(text, module_level=False)
        found = [m for rule in catalog.load() for m in matching.find(rule, function, around)]
        yield from idioms.from_matches(region, found)
        return
    engine = next(b for b in load() if b.name == backend)
    kernel = lower(region, helpers(recording), recording.calls)
    yield from fast_paths.from_kernel(region, kernel, engine)


def prove(folder: Path, script: Path, function: str, backend: str, name: str = "") -> Proof:
    """Record a program, make one candidate, and prove it as if it had won."""
    path = write(folder / "work", script.name, script.read_text())
    module = modules.read(path)
    first = next(n for name, n in modules.qualified(module.tree) if name == function).lineno
    (region,) = parsing.parse(Spot(path, function, first, 1.0, 1.0, 1.0, (), ()), share=0.01)
    (recording,) = recorded(path.parent, path.name, region)
    candidate = next(c for c in candidates(recording, backend) if name in ("", c.name))
    built = building.build(candidate, folder / "build")
    (verdict,) = verifying.verify([built], recording, QUICK)
    assert verdict.status == "equal", verdict.reason
    trial = Trial(verdict, Interval(9.0, 10.0, 11.0), 1.0, 0.1, 0.0, 0.0, 1.0)
    spot = Spot(path, function, 1, 1.0, 1.0, 1.0, (), ())
    winner = Placing(trial, "winner", "", worthy=True)
    hotspot = HotspotAdvice(spot, region, recording, (), (winner,), (), "")
    target = resolve([path.name], path.parent)
    profile = Profile(target, Run(1.0, 0, "", b"", b""), (spot,), 100, ())
    notes = proving.write(Advice(profile, (hotspot,), None), folder / "proof", QUICK)
    return Proof(folder / "proof", notes)


@pytest.mark.parametrize(
    ("program", "function", "backend", "file", "line", "instead"),
    [
        ("kmeans", "find_labels", "cython", "rewritten.py", "labels = []", "labels = [0]"),
        ("jacobi", "jacobi_step", "numpy", "_jacobi_jacobi_step_numpy.py", "/ 4.0", "/ 4.5"),
        ("common_elements", "common_elements", "python", "rewritten.py", "yield item", "yield 0"),
    ],
)
def test_a_proof_passes_without_us_and_fails_when_a_line_is_spoiled(  # noqa: PLR0917 - a table
    tmp_path: Path, program: str, function: str, backend: str, file: str, line: str, instead: str
) -> None:
    proof = prove(tmp_path, CORPUS / f"{program}.py", function, backend)
    assert "run pytest there" in proof.notes[0]
    good = proof.runs()
    assert good.returncode == 0, good.stdout
    assert int(good.stdout.split(" passed")[0].split()[-1]) > 20
    proof.spoil(file, line, instead)
    bad = proof.runs()
    assert bad.returncode == 1, bad.stdout
    assert " failed" in bad.stdout


def test_classes_globals_and_default_values_come_along(tmp_path: Path) -> None:
    script = write(tmp_path, "grids.py", CLASSES)
    proof = prove(tmp_path, script, "total", "cython")
    good = proof.runs()
    assert good.returncode == 0, good.stdout
    compiled = next(proof.home.glob("*.pyx"))
    proof.spoil(compiled.name, "Then the\n# original", "Then none\n# original")
    assert "test_a_source_is_the_one_that_was_compiled" in proof.runs().stdout


def test_a_winner_without_evidence_has_no_proof_and_says_so(tmp_path: Path) -> None:
    script = write(tmp_path, "grids.py", CLASSES)
    path = write(tmp_path / "work", script.name, script.read_text())
    (region,) = (r for r in parsing.everything(path) if r.function == "total")
    (recording,) = recorded(path.parent, path.name, region)
    candidate = next(candidates(recording, "cython"))
    built = building.build(replace(candidate, companions=()), tmp_path)
    verdict = verifying.Verdict(built, "equal", "identical", 0.0, 1, 1, 1.0, "")
    trial = Trial(verdict, Interval(9.0, 10.0, 11.0), 1.0, 0.1, 0.0, 0.0, 1.0)
    spot = Spot(path, "total", 1, 1.0, 1.0, 1.0, (), ())
    hotspot = HotspotAdvice(spot, region, recording, (), (Placing(trial, "winner", ""),), (), "")
    profile = Profile(
        resolve([path.name], path.parent), Run(1.0, 0, "", b"", b""), (spot,), 100, ()
    )
    (note,) = proving.write(Advice(profile, (hotspot,), None), tmp_path / "proof", QUICK)
    assert note == "no proof of total: its evidence was not kept"
    assert not (tmp_path / "proof").exists()


def test_of_the_function_itself_only_the_head_is_kept() -> None:
    text = (
        "def f(x=1):\n    return x\n\n\nclass C:\n    def m(self):\n        return 2\n\n    k = 3\n"
    )
    assert "return x" not in definitions.kept(text, "f")
    assert "def f(x=1):\n    ...\n" in definitions.kept(text, "f")
    hollow = definitions.kept(text, "C.m")
    assert "return 2" not in hollow
    assert "return x" in hollow
    assert "k = 3" in hollow
    assert "def f(): ..." in definitions.kept("def f(): return 1\n", "f")


def test_of_a_program_what_it_defines_is_kept_and_not_what_it_does() -> None:
    text = (
        '"""A program."""\nimport math\nA = 1\nB = [2, A]\nC = math.sqrt(2)\nprint(A)\n'
        "try:\n    import numpy\nexcept ImportError:\n    numpy = None\n\n\n"
        "@staticmethod\ndef f(x=1):\n    return x\n\n\nfor i in range(9):\n    f(i)\n"
        'if __name__ == "__main__":\n    f(3)\n'
    )
    kept = definitions.kept(text)
    assert "import math\nA = 1\nB = [2, A]\n" in kept
    assert "import numpy" in kept
    assert "@staticmethod\ndef f(x=1):\n    return x\n" in kept
    for work in ("print", "sqrt", "range", "__main__"):
        assert work not in kept


@pytest.mark.parametrize(
    ("text", "function", "has"),
    [
        ("def f(a, b=1):\n    pass\n", "f", True),
        ("def f(a, *, b=1):\n    pass\n", "f", True),
        ("def f(a):\n    pass\n", "f", False),
        ("class C:\n    def f(self, a=1):\n        pass\n", "C.f", True),
        ("def g(a=1):\n    pass\n", "f", False),
    ],
)
def test_default_values_are_known(text: str, function: str, has: bool) -> None:  # noqa: FBT001
    assert definitions.has_defaults(text, function) is has
