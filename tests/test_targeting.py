"""The words after the command name a program, or the user is told in one sentence why not."""

import os
import sys
from pathlib import Path

import pytest

from advisor.errors import AdvisorError
from advisor.targeting import resolve


def write(folder: Path, name: str, text: str | bytes = "print(1)\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refusal(folder: Path, *words: str) -> str:
    with pytest.raises(AdvisorError) as caught:
        resolve(words, folder)
    return str(caught.value)


def test_a_script_keeps_its_arguments_its_folder_and_its_spelling(tmp_path: Path) -> None:
    path = write(tmp_path, "job/run.py", "x = 1\n")
    target = resolve(["job/run.py", "-m", "--fast", "3"], tmp_path)
    assert target.path == path
    assert target.kind == "script"
    assert target.module is None
    assert target.arguments == ("-m", "--fast", "3")
    assert target.directory == tmp_path
    assert target.interpreter == Path(sys.executable)
    assert target.source == b"x = 1\n"
    assert target.spelling == "job/run.py"


@pytest.mark.parametrize("words", [("-m", "tool.job", "-v"), ("-mtool.job", "-v")])
def test_a_module_is_found_without_importing_its_package(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    write(tmp_path, "tool/__init__.py", "raise RuntimeError('imported')\n")
    path = write(tmp_path, "tool/job.py")
    target = resolve(words, tmp_path)
    assert (target.path, target.module, target.arguments) == (path, "tool.job", ("-v",))
    assert target.kind == "module"
    assert "tool" not in sys.modules


def test_a_package_is_run_by_its_main(tmp_path: Path) -> None:
    write(tmp_path, "tool/__init__.py", "")
    path = write(tmp_path, "tool/__main__.py")
    assert resolve(["-m", "tool"], tmp_path).path == path


def test_a_package_without_an_init_file_is_found_at_any_depth(tmp_path: Path) -> None:
    path = write(tmp_path, "outer/inner/job.py")
    assert resolve(["-m", "outer.inner.job"], tmp_path).path == path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name a program"),
        (("",), "name a program"),
        (("-m",), "-m needs the name of a module"),
        (("--what", "x.py"), "--what: a script or -m MODULE"),
        (("absent.py",), "absent.py: there is no such file"),
        (("folder",), "this is a folder"),
        (("book.ipynb",), "notebooks are not supported yet"),
        (("-m", "absent"), "there is no module 'absent'"),
        (("-m", "folder.absent"), "there is no module 'absent'"),
        (("-m", "plain.inner"), "plain is a module, not a package"),
        (("-m", "folder"), "no __main__.py"),
        (("-m", "folder..b"), "there is no module ''"),
        (("-m", "math"), "-m math: "),
        (("syntax.py",), "syntax.py:2: not valid Python: "),
        (("latin.py",), "latin.py:2: byte 0xe9 is not utf-8"),
        (("cookie.py",), "encoding cannot be told: unknown encoding: klingon"),
        (("null.py",), "null bytes"),
        (("outside.py",), "outside.py:1: not valid Python: 'return' outside function"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_file_and_the_reason(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    write(tmp_path, "folder/__init__.py", "")
    write(tmp_path, "plain.py")
    write(tmp_path, "book.ipynb", "{}")
    write(tmp_path, "syntax.py", "x = 1\nif x\n    y\n")
    write(tmp_path, "latin.py", "x = 1\nname = 'é'\n".encode("latin-1"))
    write(tmp_path, "cookie.py", "# coding: klingon\n")
    write(tmp_path, "null.py", b"x = 1\0\n")
    write(tmp_path, "outside.py", "return 1\n")
    assert said in refusal(tmp_path, *words)


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, "secret.py")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "cannot be read" in refusal(tmp_path, "secret.py")


@pytest.mark.parametrize(
    "source",
    [
        "# -*- coding: latin-1 -*-\nname = 'é'\n".encode("latin-1"),
        "\ufeffname = 'é'\n".encode(),
        b"pattern = '\\d'\nx = 1 is 1\r\n",
    ],
    ids=["coding cookie", "byte order mark", "only warnings"],
)
def test_a_file_python_accepts_is_accepted(tmp_path: Path, source: bytes) -> None:
    write(tmp_path, "fine.py", source)
    assert resolve(["fine.py"], tmp_path).source == source
