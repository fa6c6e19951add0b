"""Under the profiler a program does what it does without: output, errors, exit code."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import advisor
from advisor.errors import TargetFailedError
from advisor.profiling.recording import profile_once
from advisor.profiling.sampling import sample
from advisor.settings import Settings
from advisor.targeting import resolve
from tests.profiling_help import SETTINGS, function_region, ignore, outcome, without_us, write

PROGRAMS = {
    "its surroundings": """
        import os, sys
        print(__name__, __file__, sys.argv, sys.path, os.getcwd(), __doc__, __package__)
        print(sorted(globals()), __spec__, __builtins__ is __import__("builtins"))
        print(sys.orig_argv[1:], sys.flags, [m for m in sys.modules if "advisor" in m])
        def f(n):
            return n
        print(f(1), f.__module__, f.__globals__ is globals())
        """,
    "exit with a number": "import sys\ndef f():\n    return 1\nsys.exit(f() + 2)\n",
    "exit with words": "import sys\ndef f():\n    return 'gone'\nsys.exit(f())\n",
    "an exception": """
        def f(x):
            try:
                return 1 / x
            except ZeroDivisionError as error:
                raise ValueError("no") from error
        f(0)
        """,
    "an interrupt": "def f():\n    raise KeyboardInterrupt\nf()\n",
    "an exception with notes in a deep stack": """
        def f(n):
            if n:
                f(n - 1)
            error = LookupError("deep")
            error.add_note("look closer")
            raise error
        f(20)
        """,
    "an exception hook and an exit handler": """
        import atexit, sys
        def f():
            raise RuntimeError("seen")
        sys.excepthook = lambda kind, error, tb: print("hook", kind, error, tb.tb_lineno)
        atexit.register(print, "bye")
        f()
        """,
    "recursion to the limit": """
        import sys
        def f(n):
            return n and f(n - 1) + 1
        print(f(900))
        try:
            f(10**6)
        except RecursionError as error:
            print("too deep", type(error))
        """,
    "pickling and dataclasses": """
        import pickle
        from dataclasses import dataclass, asdict
        @dataclass(slots=True)
        class Point:
            x: int
            def f(self):
                return pickle.loads(pickle.dumps(self))
        print(Point(1).f(), asdict(Point(2)), pickle.dumps(Point))
        """,
    "processes": """
        import multiprocessing, os
        def f(x):
            return x * x, os.getpid() == PARENT
        PARENT = os.getpid()
        if __name__ == "__main__":
            for kind in ("spawn", "fork"):
                with multiprocessing.get_context(kind).Pool(1) as pool:
                    print([y for y, _ in pool.map(f, range(5))])
            child = os.fork()
            if not child:
                raise SystemExit(4)
            print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        """,
    "introspection": """
        import inspect, sys, warnings
        def f(a, b=2, *, c: int = 3, **rest):
            "Words."
            return a + b + c
        print(inspect.getsource(f), f.__doc__, f.__name__, f.__qualname__, f.__defaults__)
        print(f(1), f(1, c=5, d=6), f.__kwdefaults__, f.__annotations__)
        for wrong in ((), (1, 2, 3)):
            try:
                f(*wrong)
            except TypeError as error:
                print(error)
        warnings.warn("careful")
        print(sys._getframe().f_lineno)
        """,
    "generators": """
        def f(n):
            got = yield "first"
            while n:
                print("making", n, got)
                try:
                    got = yield n
                except KeyError as error:
                    got = repr(error)
                n -= 1
            return "done"
        g = f(3)
        print(type(g), g.__name__, g.__qualname__, next(g), g.send(5), g.throw(KeyError("k")))
        def outer():
            print((yield from f(1)))
        print(list(outer()))
        g = f(9)
        next(g)
        g.close()
        """,
    "coroutines": """
        import asyncio
        async def f(n):
            await asyncio.sleep(0.001)
            return n
        print(asyncio.run(f(3)), asyncio.iscoroutinefunction(f))
        """,
    "standard input": "def f():\n    return input()\nprint(f(), f(), open(0).read())\n",
    "threads": """
        import threading
        def f(n):
            return sum(range(n))
        results = []
        threads = [threading.Thread(target=lambda n=n: results.append(f(n))) for n in range(9)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(sorted(results), threading.active_count())
        """,
    "an alarm of its own": """
        import signal, time
        def f(signum, frame):
            print("alarm")
        signal.signal(signal.SIGALRM, f)
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        time.sleep(0.2)
        """,
    "interrupted calls": """
        import select, subprocess, sys, time
        def f():
            begun = time.monotonic()
            time.sleep(0.05)
            select.select([], [], [], 0.05)
            return time.monotonic() - begun >= 0.1
        print(f(), subprocess.run([sys.executable, "-c", "print(1)"], capture_output=True).stdout)
        """,
    "closures and classes": """
        import functools
        def outer(k):
            def f(x, _args=()):
                nonlocal k
                k += 1
                return x + k
            return f
        a, b = outer(1), outer(10)
        print(a(1), b(1), a(1), a is not b, a.__closure__[0].cell_contents)
        class A:
            def f(self, x): return __class__, x
            @classmethod
            def make(cls): return cls
            @functools.cached_property
            def size(self): return 3
        print(A().f(1), A.make(), A().size)
        """,
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_does_what_it_does_without_us(tmp_path: Path, name: str) -> None:
    write(tmp_path, "run.py", PROGRAMS[name])
    target = resolve(["run.py", "a", "--b"], tmp_path)
    expected = without_us(tmp_path, "run.py", "a", "--b")
    assert outcome(sample(target, SETTINGS, ignore).run) == expected


@pytest.mark.parametrize("name", [n for n in PROGRAMS if n != "its surroundings"])
def test_a_program_does_what_it_does_without_us_with_probes_in_it(
    tmp_path: Path, name: str
) -> None:
    path = write(tmp_path, "run.py", PROGRAMS[name])
    function = "outer.<locals>.f" if name.startswith("closures") else "f"
    probed = [function_region(path, function)]
    profile, _ = profile_once(resolve(["run.py"], tmp_path), probed, SETTINGS, ignore)
    code, stdout, stderr = without_us(tmp_path, "run.py")
    assert (profile.run.exit_code, profile.run.stdout) == (code, stdout)
    assert profile.run.stderr.splitlines()[-1:] == stderr.splitlines()[-1:]


def test_a_module_runs_as_python_m_runs_it(tmp_path: Path) -> None:
    write(tmp_path, "tool/__init__.py", "import sys\nprint('package', sys.argv)\n")
    write(tmp_path, "tool/other.py", "NUMBER = 7\n")
    main = """
        from .other import NUMBER
        import sys
        def f():
            return NUMBER
        print(__name__, __package__, __spec__.name, __file__, __loader__, sys.argv, sys.path)
        print(sorted(globals()), f())
        """
    write(tmp_path, "tool/__main__.py", main)
    write(tmp_path, "tool/job.py", main)
    for words in (["-m", "tool", "x"], ["-m", "tool.job"]):
        run = sample(resolve(words, tmp_path), SETTINGS, ignore).run
        expected = without_us(tmp_path, *words)
        assert (run.exit_code, run.stderr) == (0, b"") == expected[::2]
        assert without_addresses(run.stdout) == without_addresses(expected[1])


def without_addresses(text: bytes) -> bytes:
    return re.sub(rb"0x[0-9a-f]+", b"0x", text)


def test_the_safe_path_is_kept_safe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    write(tmp_path, "run.py", "import sys\nprint(sys.path, sys.flags)\n")
    target = resolve(["run.py"], tmp_path)
    assert outcome(sample(target, SETTINGS, ignore).run) == without_us(tmp_path, "run.py")


def test_a_script_in_another_folder_finds_its_own_neighbours(tmp_path: Path) -> None:
    write(tmp_path, "far/near.py", "def f():\n    return 'near'\n")
    write(tmp_path, "far/run.py", "import near\nprint(near.f(), __file__)\nnear.f(1)\n")
    target = resolve(["far/run.py"], tmp_path)
    assert outcome(sample(target, SETTINGS, ignore).run) == without_us(tmp_path, "far/run.py")


def test_how_a_run_ended_is_told(tmp_path: Path) -> None:
    write(tmp_path, "run.py", "import time\ntime.sleep(0.05)\n{}['key']\n")
    run = sample(resolve(["run.py"], tmp_path), SETTINGS, ignore).run
    assert run.error == "KeyError: 'key'"
    assert run.exit_code == 1
    assert 0.05 <= run.seconds < 30


def test_an_end_without_a_word_still_has_its_samples(tmp_path: Path) -> None:
    text = "import os, time\ntime.sleep(0.5)\nprint('x', flush=True)\nos._exit(5)\n"
    write(tmp_path, "run.py", text)
    profile = sample(resolve(["run.py"], tmp_path), SETTINGS, ignore)
    assert (profile.run.exit_code, profile.run.stdout) == (5, b"x\n")
    assert profile.spots[0].function == "<module>"
    assert profile.spots[0].lines[0].line == 2
    assert "os._exit" in " ".join(profile.notes)


def test_death_by_a_signal_is_told_as_the_shell_tells_it(tmp_path: Path) -> None:
    write(tmp_path, "run.py", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    assert sample(resolve(["run.py"], tmp_path), SETTINGS, ignore).run.exit_code == 137


def test_a_hang_ends_with_all_it_started_and_one_clear_sentence(tmp_path: Path) -> None:
    text = """
        import os, subprocess, sys, time
        other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print(other.pid, file=open("pid", "w"), flush=True)
        time.sleep(60)
        """
    write(tmp_path, "run.py", text)
    with pytest.raises(TargetFailedError, match=r"run\.py did not end within 1 s; .*--timeout"):
        sample(resolve(["run.py"], tmp_path), Settings(run_timeout=1.0), ignore)
    assert is_gone(int((tmp_path / "pid").read_text()))


def is_gone(process: int) -> bool:
    """Whether it ended, or waits for an init that does not collect it."""
    for _ in range(100):
        status = Path(f"/proc/{process}/stat")
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("kind", ["pipe", "file"])
def test_every_run_reads_the_same_standard_input(tmp_path: Path, kind: str) -> None:
    (tmp_path / "input").write_bytes(b"skipped\n1\n2\n3\n")
    write(tmp_path, "run.py", "print(input(), input())\n")
    program = """
        import os, sys
        from pathlib import Path
        from advisor.profiling.sampling import sample
        from advisor.settings import Settings
        from advisor.targeting import resolve
        os.read(0, 8)
        target = resolve(["run.py"], Path.cwd())
        for _ in range(3):
            print(sample(target, Settings(), lambda message: None).run.stdout)
        """
    path = write(tmp_path, "ours.py", program)
    environment = {**os.environ, "PYTHONPATH": str(Path(advisor.__file__).parents[1])}
    with (tmp_path / "input").open("rb") as file:
        child = subprocess.Popen(
            [sys.executable, str(path)],
            cwd=tmp_path,
            stdin=file if kind == "file" else subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        text = file.read() if kind == "pipe" else None
        stdout, _ = child.communicate(text, timeout=60)
    assert stdout.decode().splitlines() == [repr(b"1 2\n")] * 3


def test_output_can_be_seen_while_the_program_runs(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(tmp_path, "run.py", "print('shown')\n")
    run = sample(resolve(["run.py"], tmp_path), SETTINGS, ignore, live=True).run
    assert run.stdout == b"shown\n"
    assert capfdbinary.readouterr().err == b"shown\n"
