"""What a region does beyond computing is found out, and never done again in a replay."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor import verifying
from advisor.profiling.recording import Recording
from tests.profiling_help import function_region, recorded, write
from tests.test_verifying import judge, record

SCRIPT = """\
import os
import random
import socket
import subprocess
import sys
import threading
import time

import numpy as np

generator = np.random.default_rng(3)


def work(n):
    total = 0
    for i in range(n):
        total += i
    {deed}
    return total


print(work(5), work(7))
"""
DEEDS = {
    "writes a file": "open('out.txt', 'a').write('x')",
    "reads a file": "open(__file__).read()",
    "removes a file": "os.path.exists('gone') and os.remove('gone')",
    "runs a command": "os.system('true')",
    "starts a process": "subprocess.run(['true'], check=True)",
    "connects": "socket.socket().connect_ex(('127.0.0.1', 9))",
    "asks a name server": "socket.gethostbyname('localhost')",
    "reads the clock": "total += int(time.time() < 0)",
    "waits": "time.sleep(0.001)",
    "asks for input": "try:\n        input()\n    except EOFError:\n        pass",
    "starts a thread": "threading.Thread(target=int).start()",
}


def watched(folder: Path, deed: str) -> Recording:
    path = write(folder, "script.py", SCRIPT.format(deed=DEEDS.get(deed, deed)))
    (folder / "gone").touch()
    (found,) = recorded(folder, "script.py", function_region(path, "work"))
    return found


@pytest.mark.parametrize("deed", DEEDS)
def test_a_region_that_reaches_outside_is_left_alone(deed: str, tmp_path: Path) -> None:
    found = watched(tmp_path, deed)
    assert verifying.replayable(found).startswith("left alone: it "), found.effects


@pytest.mark.parametrize("deed", ["pass", "print(total)", "total += random.randrange(9)"])
def test_what_can_be_done_again_exactly_is_replayed(deed: str, tmp_path: Path) -> None:
    assert verifying.replayable(watched(tmp_path, deed)) == ""


@pytest.mark.parametrize(
    "deed",
    [
        "open({path!r}, 'w').close()",
        "os.remove({path!r})",
        "os.rename({path!r}, {path!r} + '.old')",
        "os.truncate({path!r}, 0)",
        "os.system('rm ' + {path!r})",
        "subprocess.run(['rm', {path!r}])",
        "socket.create_connection(('127.0.0.1', 9), 0.1)",
        "shutil.rmtree(os.path.dirname({path!r}))",
    ],
)
def test_what_only_an_invented_call_would_do_is_not_done(deed: str, tmp_path: Path) -> None:
    """The program never gets there; a replay with other arguments would."""
    precious = tmp_path / "precious"
    precious.write_text("content")
    source = (
        "import os, shutil, socket, subprocess\n\n\ndef f(n):\n"
        f"    if n <= 1:\n        {deed.format(path=str(precious))}\n    return n + 1\n"
    )
    body = source.partition("def f(n):\n")[2].replace("    ", "", 1).replace("\n    ", "\n")
    (verdict,) = judge(record(source, "f", (9,), (12,)), body)
    assert precious.read_text() == "content"
    assert verdict.status == "equal", verdict.reason
    assert verdict.invented > 0


@pytest.mark.parametrize(
    "deed",
    [
        "os.write(1, b'past Python')",
        "os.write(2, b'past Python')",
        "ctypes.CDLL(None).puts(b'from C')",
    ],
)
def test_what_compiled_code_prints_is_heard(deed: str) -> None:
    source = "import ctypes, os\n\n\ndef f(n):\n    return n + 1\n"
    bodies = ("return n + 1\n", f"import ctypes, os\n{deed}\nreturn n + 1\n")
    quiet, loud = judge(record(source, "f", (3,)), *bodies)
    assert quiet.status == "equal"
    assert loud.status == "wrong"
    assert "past Python" in loud.reason or "from C" in loud.reason


def test_endless_printing_fills_nothing() -> None:
    source = "import os\n\n\ndef f(n):\n    return n + 1\n"
    flood = "try:\n    while True:\n        os.write(1, b'x' * 65536)\nexcept OSError:\n    pass\n"
    (verdict,) = judge(record(source, "f", (3,)), f"{flood}return n + 1\n")
    assert verdict.status == "wrong"
