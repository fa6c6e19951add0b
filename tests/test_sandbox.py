"""A worker does one job, within limits, and cannot hurt or disturb us."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any, cast

import psutil
import pytest
from cloudpickle import cloudpickle

from advisor.sandbox import client, guarding, replaying
from advisor.sandbox.job import Done, Failure, Job, Limits, Outcome
from advisor.sandbox.replaying import Patch, ReplayError

LIMITS = Limits(seconds=20.0, memory=1 << 30)


def call(source: str, *, limits: Limits = LIMITS, warm: tuple[str, ...] = ()) -> Outcome:
    """What becomes of the function ``f`` that the source defines, called in a worker."""
    return client.run(Job("tests.test_sandbox:define_and_call", source, limits, warm))


def define_and_call(source: str) -> object:
    names: dict[str, Any] = {}
    exec(source, names)
    return names["f"]()


def test_a_job_gives_its_answer() -> None:
    assert call("def f(): return [1, 2.5, 'x']") == Done([1, 2.5, "x"])


def test_a_large_answer_comes_whole() -> None:
    assert call("def f(): return bytes(20_000_000)") == Done(bytes(20_000_000))


def test_an_exception_is_a_failure_with_its_last_line() -> None:
    outcome = call("def f(): raise ValueError('first\\nlast')")
    assert outcome == Failure("failed", "ValueError: last")


def test_an_exception_that_cannot_be_printed_is_still_a_failure() -> None:
    outcome = call("class E(Exception):\n def __str__(self): raise RuntimeError\ndef f(): raise E")
    assert outcome == Failure("failed", "E")


def test_an_answer_that_cannot_be_pickled_is_a_failure() -> None:
    outcome = call("def f(): return lambda: 1")
    assert isinstance(outcome, Failure)
    assert outcome.kind == "failed"
    assert "unsendable" in outcome.detail


def test_a_crash_names_its_signal() -> None:
    outcome = call("import os, signal\ndef f(): signal.raise_signal(signal.SIGSEGV)")
    assert outcome == Failure("crashed", "crashed (SIGSEGV)")


def test_leaving_is_told_apart_from_failing() -> None:
    assert call("import sys\ndef f(): sys.exit(3)") == Failure("exited", "called sys.exit(3)")
    ended = call("import os\ndef f(): os._exit(4)")
    assert ended == Failure("exited", "ended the process with status 4")


def test_a_hang_is_ended() -> None:
    limits = Limits(seconds=0.3, memory=1 << 30)
    for body in ("while True: pass", "import time; time.sleep(60)"):
        outcome = call(f"def f():\n {body}", limits=limits)
        assert outcome == Failure("timed out", "took more than 0.3 s")


def test_a_hang_that_ignores_signals_and_exceptions_is_ended() -> None:
    outcome = call(
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "def f():\n while True:\n  try:\n   while True: pass\n  except BaseException: pass",
        limits=Limits(seconds=0.3, memory=1 << 30),
    )
    assert isinstance(outcome, Failure)
    assert outcome.kind == "timed out"


@pytest.mark.parametrize(
    "body",
    [
        "return len(bytearray(10 << 30))",
        "import numpy; return len(numpy.ones(10 << 30, dtype='u1'))",
        "return len([0.5] * (10 << 27))",
    ],
)
def test_ten_gigabytes_are_out_of_memory(body: str) -> None:
    outcome = call(f"def f():\n {body}")
    assert isinstance(outcome, Failure)
    assert outcome.kind == "out of memory"


def test_memory_shared_with_grandchildren_counts_too() -> None:
    outcome = call(
        "import os, time\n"
        "def f():\n"
        " for _ in range(4):\n"
        "  if os.fork() == 0:\n"
        "   block = b'x' * (60 << 20)\n"
        "   time.sleep(60)\n"
        " time.sleep(60)",
        limits=Limits(seconds=20.0, memory=100 << 20),
    )
    assert isinstance(outcome, Failure)
    assert outcome.kind == "out of memory"


def test_numba_and_linear_algebra_work_within_the_limit() -> None:
    outcome = call(
        "import numpy as np\nfrom numba import njit\n"
        "@njit\ndef g(a):\n return a.sum()\n"
        "def f():\n a = np.ones((50, 50)); return float(g(a @ a))",
        warm=("numpy", "numba"),
    )
    assert outcome == Done(125000.0)


def test_a_workers_children_end_with_it() -> None:
    outcome = call(
        "import os, time\n"
        "def f():\n"
        " pid = os.fork()\n"
        " if pid == 0: time.sleep(60); os._exit(0)\n"
        " return pid"
    )
    pid = cast("int", cast("Done", outcome).value)
    deadline = time.monotonic() + 5
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_what_a_worker_prints_disturbs_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    outcome = call(
        "import os, sys\n"
        "def f():\n"
        " print('noise'); print('noise', file=sys.stderr); os.write(1, b'noise')\n"
        " return sys.stdin.read()"
    )
    assert outcome == Done("")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "deed",
    [
        "open(PATH, 'w')",
        "open(PATH, 'a')",
        "open(PATH, 'r+')",
        "os.open(PATH, os.O_RDWR)",
        "os.remove(PATH)",
        "os.rename(PATH, 'here')",
        "os.rename('here', PATH)",
        "os.mkdir(PATH + '_')",
        "os.symlink(PATH, PATH + '_')",
        "os.chmod(PATH, 0)",
        "os.truncate(PATH, 0)",
        "pathlib.Path(PATH).write_text('x')",
        "shutil.rmtree(os.path.dirname(PATH))",
        "os.system('true')",
        "subprocess.run(['true'])",
        "os.execv('/bin/true', ['true'])",
        "os.kill(os.getppid(), 0)",
        "socket.create_connection(('127.0.0.1', 1))",
        "socket.socket().bind(('127.0.0.1', 0))",
    ],
)
def test_a_replay_leaves_no_trace_outside_its_folder(deed: str, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    outcome = call(
        f"import os, pathlib, shutil, socket, subprocess\nPATH = {str(precious)!r}\ndef f(): {deed}"
    )
    assert isinstance(outcome, Failure)
    assert outcome.detail.startswith("RefusedError: the replay ")
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]
    assert precious.read_text() == "mine"


def test_a_worker_may_read_and_may_write_in_its_own_folder() -> None:
    outcome = call(
        "import os, tempfile\n"
        "def f():\n"
        " with open('notes', 'w') as file: file.write('x')\n"
        " with tempfile.TemporaryFile() as file: file.write(b'x')\n"
        " return os.listdir(), len(open('/etc/passwd').read()) > 0"
    )
    assert outcome == Done((["notes"], True))


def test_each_worker_starts_in_a_fresh_folder() -> None:
    source = (
        "import os\ndef f():\n before = os.listdir()\n open('left', 'w').close()\n return before"
    )
    assert [call(source), call(source)] == [Done([]), Done([])]


def test_a_swallowed_refusal_can_be_asked_for() -> None:
    outcome = call(
        "import os\nfrom advisor.sandbox import guarding\n"
        "def f():\n"
        " try: os.system('true')\n"
        " except OSError: pass\n"
        " return guarding.refusals()"
    )
    assert outcome == Done(("starts a process",))
    assert guarding.refusals() == ()


def test_sets_iterate_alike_in_every_worker() -> None:
    source = "def f(): return list({'a', 'b', 'c', 'd', 'e', 'f', 'g'})"
    assert call(source, warm=()) == call(source, warm=("numpy",))


def test_many_jobs_all_end_and_keep_their_number() -> None:
    bodies = ["return 0", "raise ValueError", "import os; os._exit(1)", "return 3", "return 4"]
    jobs = [
        Job("tests.test_sandbox:define_and_call", f"def f():\n {body}", LIMITS) for body in bodies
    ]
    outcomes = dict(client.run_all(jobs, workers=2))
    assert sorted(outcomes) == [0, 1, 2, 3, 4]
    assert [outcomes[index] for index in (0, 3, 4)] == [Done(0), Done(3), Done(4)]


def test_an_abandoned_run_ends_its_workers() -> None:
    sleep = Job(
        "tests.test_sandbox:define_and_call", "import time\ndef f(): time.sleep(60)", LIMITS
    )
    quick = Job(
        "tests.test_sandbox:define_and_call", "import os\ndef f(): return os.getpid()", LIMITS
    )
    outcomes = client.run_all([sleep, quick], workers=2)
    next(outcomes)
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    outcomes.close()
    deadline = time.monotonic() + 5
    while {p.pid for p in psutil.Process().children(recursive=True)} >= before:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_dead_template_is_replaced() -> None:
    source = "import os\ndef f(): return os.getppid()"
    first = cast("Done", call(source))
    os.kill(cast("int", first.value), signal.SIGKILL)
    deadline = time.monotonic() + 5
    while isinstance(again := call(source), Failure):
        assert time.monotonic() < deadline
    assert again.value != first.value


# ------------------------------------------------------------------- replaying

HOME = "replayed_home"


def snapshot(source: str, expression: str, **cells: object) -> bytes:
    """Pickle ``(function, args, kwargs)`` given by an expression over what the source defines."""
    names: dict[str, Any] = {"__name__": "__main__", **cells}
    exec(source, names)
    return cast("bytes", cloudpickle.dumps(eval(expression, names)))


def invoke(invocation: replaying.Invocation) -> Any:
    return invocation.function(*invocation.arguments, **invocation.keywords)


def test_each_load_has_objects_of_its_own() -> None:
    kept = snapshot("def f(xs): xs.append(1); return xs", "(f, ([],), {})")
    assert [invoke(replaying.original(kept)) for _ in range(2)] == [[1], [1]]


def test_a_patch_runs_among_the_originals_globals() -> None:
    kept = snapshot("N = 5\ndef g(x): return x + N\ndef f(x): return 0", "(f, (1,), {'x': 1})")
    patch = Patch("import math\ndef f(x):\n    return math.floor(x) + 1\n", "f")
    invocation = replaying.patched(snapshot("def f(x): return 0", "(f, (), {'x': 1.5})"), patch)
    assert invoke(invocation) == 2
    assert replaying.original(kept).globals is not replaying.original(kept).globals


def test_helpers_and_recursion_reach_the_patched_function() -> None:
    source = "def g(n): return f(n) if n else 0\ndef f(n): return g(n - 1) + 1"
    kept = snapshot(source, "(f, (3,), {})")
    assert invoke(replaying.original(kept)) == 3
    assert invoke(replaying.patched(kept, Patch("def f(n): return g(n - 1) + 10", "f"))) == 30


def test_a_name_that_a_patch_binds_is_the_function_that_was_recorded() -> None:
    kept = snapshot("def f(n): return f(n - 1) if n else 0", "(f, (3,), {})")
    patch = Patch("kept = f\ndef f(n): return (f is kept)", "f")
    assert invoke(replaying.patched(kept, patch)) is True


def test_a_decorated_function_keeps_its_decorator() -> None:
    source = (
        "import functools\n"
        "def twice(function):\n"
        " @functools.wraps(function)\n"
        " def inner(n): return 2 * function(n)\n"
        " return inner\n"
        "def raw(n): return f(n - 1) + 1 if n else 1\n"
        "f = twice(raw)"
    )
    kept = snapshot(source, "(raw, (2,), {})")
    assert invoke(replaying.original(kept)) == 7
    patch = Patch("def raw(n): return f(n - 1) + 2 if n else 1", "raw")
    assert invoke(replaying.patched(kept, patch)) == 10


def test_default_values_stay_those_of_the_original() -> None:
    source = "start = 7\ndef f(n, start=start, *, memo={}): memo[n] = start; return len(memo)"
    kept = snapshot(source, "(f, (1,), {})")
    patch = Patch(
        "def f(n: Unknown, start=missing, *, memo=gone) -> Nothing: return start, memo", "f"
    )
    assert invoke(replaying.patched(kept, patch)) == (7, {})


def test_closure_cells_are_seen_and_can_be_rebound() -> None:
    source = (
        "def make(total, step):\n"
        " def add(n):\n"
        "  nonlocal total\n"
        "  total += n * step\n"
        "  return total\n"
        " return add\n"
        "f = make(10, 2)"
    )
    kept = snapshot(source, "(f, (3,), {})")
    patch = Patch(
        "def add(n):\n    nonlocal total\n    total -= n * step\n    return total\n", "add"
    )
    invocation = replaying.patched(kept, patch)
    assert [invoke(invocation), invoke(invocation)] == [4, -2]
    fewer = Patch("def add(n):\n    return n * step\n", "add")
    assert invoke(replaying.patched(kept, fewer)) == 6


METHODS = """
class Base:
    def value(self): return 1

class Counter(Base):
    def __init__(self): self.__secret = 5
    def value(self): return super().value() + self.__secret
    def twice(self): return 2 * self.value()
    @staticmethod
    def plain(n): return n
    @classmethod
    def named(cls, n): return cls.__name__, n, cls.plain(n)
    @property
    def doubled(self): return self.value() * 2
"""


def test_a_patched_method_is_reached_through_its_class() -> None:
    kept = snapshot(METHODS, "(Counter.value, (Counter(),), {})")
    assert invoke(replaying.original(kept)) == 6
    source = "def value(self):\n    return super().value() + self.__secret * 100\n"
    patch = Patch(source, "value", "Counter")
    invocation = replaying.patched(kept, patch)
    assert invoke(invocation) == 501
    assert invocation.arguments[0].twice() == 1002
    assert replaying.original(kept).arguments[0].twice() == 12


def test_a_method_that_becomes_another_object_is_set_on_its_class() -> None:
    kept = snapshot(METHODS, "(Counter.twice, (Counter(),), {})")
    source = (
        "def odd(function):\n    return lambda self: 'odd'\n@odd\ndef twice(self):\n    return 0\n"
    )
    invocation = replaying.patched(kept, Patch(source, "twice", "Counter"))
    assert invoke(invocation) == invocation.arguments[0].twice() == "odd"


@pytest.mark.parametrize("name", ["plain", "named"])
def test_static_and_class_methods_keep_their_kind(name: str) -> None:
    function = f"Counter.__dict__[{name!r}].__func__"
    arguments = "(Counter, 1)" if name == "named" else "(1,)"
    kept = snapshot(METHODS, f"(({function}), {arguments}, {{}})")
    parameters = "cls, n" if name == "named" else "n"
    for decorator in ("", "@(lambda function: lambda *arguments: 'patched')\n"):
        source = f"{decorator}def {name}({parameters}):\n    return 'patched'\n"
        invocation = replaying.patched(kept, Patch(source, name, "Counter"))
        assert invoke(invocation) == "patched"
        owner = invocation.arguments[0] if name == "named" else None
        if owner is not None:
            assert owner.named(1) == owner().named(1) == "patched"


def test_a_patch_can_use_a_companion_module(tmp_path: Path) -> None:
    (tmp_path / "beside_the_script.py").write_text("def fast(n): return n * 100\n")
    kept = snapshot("def f(n): return n", "(f, (2,), {})")
    source = "import beside_the_script\ndef f(n):\n    return beside_the_script.fast(n)\n"
    try:
        assert invoke(replaying.patched(kept, Patch(source, "f", "", str(tmp_path)))) == 200
    finally:
        sys.path.remove(str(tmp_path))


def test_a_patch_lies_in_a_file_so_that_compiled_code_can_be_cached() -> None:
    kept = snapshot("def f(n): return n", "(f, (2,), {})")
    patch = Patch("def helper():\n    return 1\n\n\ndef f(n):\n    return helper\n", "f")
    paths = [invoke(replaying.patched(kept, patch)).__code__.co_filename for _ in range(2)]
    assert paths[0] == paths[1]
    assert Path(paths[0]).read_text() == patch.source


def test_a_generator_stays_a_lazy_generator() -> None:
    kept = snapshot("def f(n):\n yield n", "(f, (2,), {})")
    made = invoke(replaying.patched(kept, Patch("def f(n):\n    yield from (n, n)\n", "f")))
    assert list(made) == [2, 2]


@pytest.mark.parametrize(
    ("recorded", "source", "message"),
    [
        ("(f, (1,), {})", "def g(n): return n", "does not define 'f'"),
        ("(len, ([],), {})", "def f(n): return n", "builtin_function_or_method was recorded"),
    ],
)
def test_what_cannot_be_replayed_is_said(recorded: str, source: str, message: str) -> None:
    kept = snapshot("def f(n): return n", recorded)
    with pytest.raises(ReplayError, match=message):
        replaying.patched(kept, Patch(source, "f"))


def test_a_patch_that_raises_when_it_is_loaded_raises_that() -> None:
    kept = snapshot("def f(n): return n", "(f, (1,), {})")
    with pytest.raises(ZeroDivisionError):
        replaying.patched(kept, Patch("1 / 0\ndef f(n): return n", "f"))
