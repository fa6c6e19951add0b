"""Settings: defaults, pyproject.toml over them, the command line over both, and clear refusals."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from advisor import settings
from advisor.errors import WRONG_USE, AdvisorError
from advisor.settings import Settings


def written(folder: Path, text: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, text: str) -> str:
    with pytest.raises(AdvisorError) as caught:
        settings.load(written(folder, text))
    assert caught.value.exit_code == WRONG_USE
    return str(caught.value)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert settings.load(written(tmp_path, "")) == Settings()


def test_the_file_is_heard(tmp_path: Path) -> None:
    folder = written(tmp_path, '[tool.advisor]\nmin-share = 0.2\nobjective = "cold"\nexact = true')
    assert settings.load(folder) == Settings(min_share=0.2, objective="cold", exact=True)


def test_the_nearest_file_upward_is_the_one(tmp_path: Path) -> None:
    written(tmp_path, "[tool.advisor]\nseed = 3")
    near = tmp_path / "project"
    deep = near / "source" / "package"
    deep.mkdir(parents=True)
    assert settings.load(deep).seed == 3
    written(near, "[project]\nname = 'other'")
    assert settings.load(deep).seed == 0


def test_the_command_line_wins(tmp_path: Path) -> None:
    folder = written(tmp_path, "[tool.advisor]\nmin-share = 0.2\nexact = true")
    chosen = settings.load(folder, min_share=0.5, exact=False, seed=None)
    assert (chosen.min_share, chosen.exact, chosen.seed) == (0.5, False, 0)


def test_a_folder_of_rules_is_meant_from_where_the_file_stands(tmp_path: Path) -> None:
    deep = tmp_path / "deep"
    deep.mkdir()
    written(tmp_path, '[tool.advisor]\nrules = "my-rules"')
    assert settings.load(deep).rules == tmp_path / "my-rules"


def test_a_folder_of_rules_on_the_command_line_is_meant_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert settings.load(tmp_path, rules=Path("mine")).rules == tmp_path / "mine"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2147483648", 2 << 30),
        ("'2 GB'", 2 << 30),
        ("'512MiB'", 512 << 20),
        ("'1.5g'", 3 << 29),
        ("'262144 k'", 256 << 20),
    ],
)
def test_memory_is_bytes_or_has_a_unit(tmp_path: Path, said: str, meant: int) -> None:
    assert settings.load(written(tmp_path, f"[tool.advisor]\nmemory = {said}")).memory == meant


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("min-share", "'much'", "a number from 0 to 1"),
        ("min-share", "1.5", "a number from 0 to 1"),
        ("min-share", "nan", "a number from 0 to 1"),
        ("min-share", "true", "a number from 0 to 1"),
        ("min-speedup", "0.5", "a number of at least 1"),
        ("max-hotspots", "0", "a whole number of at least 1"),
        ("max-hotspots", "2.0", "a whole number of at least 1"),
        ("workers", "true", "a whole number of at least 1"),
        ("exact", "1", "true or false"),
        ("objective", "'warm'", "'steady' or 'cold'"),
        ("memory", "'lots'", "a size such as '4 GB'"),
        ("memory", "1000", "at least 64 MB"),
        ("memory", "true", "a size such as '4 GB'"),
        ("backends", "'numba'", "a list of names"),
        ("backends", "['fortran']", "a list of back ends out of"),
        ("ignore", "[1]", "a list of names"),
        ("workloads", "'pytest'", "a list of commands"),
        ("workloads", "['python \"a.py']", "a list of commands"),
        ("rules", "3", "the path of a folder"),
    ],
)
def test_a_wrong_value_is_refused_with_file_key_and_what_was_expected(
    tmp_path: Path, key: str, value: str, expected: str
) -> None:
    message = refused(tmp_path, f"[tool.advisor]\n{key} = {value}")
    assert str(tmp_path / "pyproject.toml") in message
    assert f"{key} must be" in message
    assert expected in message


def test_a_wrong_word_on_the_command_line_names_the_command_line(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match="the command line: min-share must be"):
        settings.load(written(tmp_path, ""), min_share=2.0)


def test_an_unknown_key_is_refused_with_the_likely_one(tmp_path: Path) -> None:
    assert "did you mean 'min-share'?" in refused(tmp_path, "[tool.advisor]\nmin_share = 0.1")
    assert "there are " in refused(tmp_path, "[tool.advisor]\nzzz = 1")


def test_what_is_no_toml_is_refused_with_the_file(tmp_path: Path) -> None:
    message = refused(tmp_path, "[tool.advisor\n")
    assert message.startswith(f"{tmp_path / 'pyproject.toml'}: expected TOML")


def test_a_setting_that_is_no_table_is_refused(tmp_path: Path) -> None:
    assert "must be a table" in refused(tmp_path, "[tool]\nadvisor = 3")


def test_every_setting_can_be_written_in_the_file(tmp_path: Path) -> None:
    values = {
        "min-share": "0.1", "max-hotspots": "2", "min-speedup": "1.5", "exact": "true",
        "unsafe": "true", "backends": "[]", "objective": "'cold'", "once": "true",
        "run-timeout": "9", "job-timeout": "9", "memory": "'1 GB'", "workers": "1",
        "invented": "9", "race-seconds": "0.5", "rules": "'r'", "seed": "4", "ignore": "['a']",
        "survivors": "true", "test": "'pytest -q'", "proof": "'p'",
        "mutants": "3", "history": "false", "fresh": "true", "workloads": "['pytest -q']",
        "prepare": "['make']", "fail-above": "3.5", "select": "['all']", "exclude": "['old']",
        "per-path-ignores": "{ 'tests/*' = ['append-loop'] }", "baseline": "'known.json'",
    }  # fmt: skip
    assert {name.replace("-", "_") for name in values} == {field.name for field in fields(Settings)}
    lines = "\n".join(f"{key} = {value}" for key, value in values.items())
    loaded = settings.load(written(tmp_path, f"[tool.advisor]\n{lines}"))
    unchanged = {f.name for f in fields(Settings) if getattr(loaded, f.name) == f.default}
    assert unchanged == {"backends"}
