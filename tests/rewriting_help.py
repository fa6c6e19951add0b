"""Rewrite a function of a file for given arguments, without running a scan."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from advisor import applying, backends, building, lowering
from advisor.emitting import Candidate, fast_paths
from advisor.parsing import Region, callees, modules, parse
from advisor.profiling.recording import Call
from advisor.profiling.sampling import LineTime, Spot
from advisor.source import indent
from tests.lowering_help import see


def region_in(path: Path, function: str) -> Region:
    """The largest region that a function has, or the module level if it is ``<module>``."""
    module = modules.read(path)
    node = module.function_at(function, 0)
    first, last = (node.lineno, node.end_lineno) if node else (1, len(module.source.lines))
    lines = tuple(LineTime(line, 1.0, 1.0) for line in range(first, (last or first) + 1))
    return parse(Spot(path, function, first, 1.0, 1.0, 1.0, lines, ()), share=0.0)[0]


def rewrite(
    path: Path,
    function: str,
    arguments: Sequence[Any],
    *,
    backend: str = "cython",
    names: dict[str, Any] | None = None,
    result: Any = None,
) -> Region:
    """Write a function's fast path into its file, made for arguments such as these."""
    region = region_in(path, function)
    seen = tuple(zip(region.parameters, map(see, arguments), strict=True))
    around = tuple((name, see(value)) for name, value in (names or {}).items())
    call = Call(seen, around, see(result), "", 1.0, b"")
    helpers = callees.sources(modules.read(path), region.helpers)
    kernel = lowering.lower(region, helpers, (call,))
    (engine,) = (engine for engine in backends.load() if engine.name == backend)
    candidate = next(fast_paths.from_kernel(region, kernel, engine))
    built = building.build(candidate, path.parent / "work")
    assert not built.problem, built.problem
    applying.write(applying.plan([built]))
    return region


def ask(candidate: Candidate, names: dict[str, Any], folder: Path, *arguments: Any) -> Any:
    """What a candidate's fast path answers where its region stands, among these globals."""
    region = candidate.region
    body = candidate.body.replace("fast = ", "fast = yield ", 1)
    text = f"def asking({', '.join(region.parameters)}):\n{indent(body, '    ')}"
    path = folder / f"asking_{region.name}.py"
    path.write_text(text, encoding="utf-8")
    local: dict[str, Any] = {}
    exec(compile(text, path, "exec"), names, local)
    return next(local["asking"](*arguments))


def loaded(path: Path) -> ModuleType:
    """The file as a module, new each time."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module
