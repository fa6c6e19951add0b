"""The command line: what goes where, whose options are whose, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

import advisor
from advisor import cli, options
from advisor.choosing import Advice
from advisor.errors import AdvisorError, TargetFailedError
from advisor.reporting import json as json_report
from advisor.settings import Settings
from advisor.targeting import Target
from tests.sample_advice import EMPTY, FAILED, WON


@dataclass
class Pipeline(ModuleType):
    """Stands in for the main job and notes what it was asked."""

    advice: Advice | Exception | KeyboardInterrupt = WON
    rewritten: Any = None
    target: Target | None = None
    settings: Settings = field(default_factory=Settings)
    applied: bool | None = None
    in_sizes: bool = False

    def __post_init__(self) -> None:
        super().__init__("advisor.pipeline")

    def scan(
        self,
        target: Target,
        settings: Settings,
        watch: Callable[[str], None],
        *,
        in_sizes: bool = False,
    ) -> Advice:
        """Answer with the advice, or raise it."""
        self.in_sizes = in_sizes
        self.target, self.settings = target, settings
        watch("profiling the program")
        if isinstance(self.advice, Advice):
            return self.advice
        raise self.advice

    def rewrite(
        self, target: Target, settings: Settings, watch: Callable[[str], None], *, apply: bool
    ) -> Any:
        """Answer with the rewrite."""
        self.scan(target, settings, watch)
        self.applied = apply
        return self.rewritten


@dataclass(frozen=True)
class Rewritten:
    """What a rewrite came to."""

    advice: Advice = WON
    diff: str = "--- a/script.py\n+++ b/script.py\n@@ -1 +1 @@\n-slow()\n+fast()\n"
    applied: bool = False
    notes: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def pipeline(monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    stand_in = Pipeline()
    monkeypatch.setitem(sys.modules, "advisor.pipeline", stand_in)
    monkeypatch.setattr(advisor, "pipeline", stand_in, raising=False)
    return stand_in


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run ``advisor`` in a folder that holds script.py and package/module.py."""
    monkeypatch.chdir(tmp_path)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "script.py").write_text("print(1)\n")
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "module.py").write_text("print(1)\n")

    def command(*words: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.app(list(words), prog_name="advisor")
        captured = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, captured.out, captured.err)

    return command


def arguments(pipeline: Pipeline) -> tuple[str, ...]:
    assert pipeline.target is not None
    return pipeline.target.arguments


# ------------------------------------------------------------------ whose words are whose


def test_all_words_after_the_script_are_its_own(run: Run, pipeline: Pipeline) -> None:
    own = ("--format", "json", "-q", "--", "--help", "x")
    ended = run("scan", "script.py", *own)
    assert ended.code == 0
    assert arguments(pipeline) == own
    assert ended.out.startswith("advisor  ")


def test_all_words_after_the_module_are_its_own(run: Run, pipeline: Pipeline) -> None:
    assert run("scan", "-m", "package.module", "--seed", "5").code == 0
    assert pipeline.target is not None
    assert pipeline.target.module == "package.module"
    assert arguments(pipeline) == ("--seed", "5")
    assert pipeline.settings.seed == 0


def test_our_options_stand_before_the_target(run: Run, pipeline: Pipeline) -> None:
    words = (
        "--min-share 0.2 --max-hotspots 2 --min-speedup 1.5 --exact --unsafe --objective cold "
        "--once --timeout 9 --memory 2GB --jobs 1 --seed 7 --ignore append-loop --ignore other"
    )
    assert run("scan", *words.split(), "-m", "package.module", "--exact").code == 0
    assert pipeline.settings == Settings(
        min_share=0.2,
        max_hotspots=2,
        min_speedup=1.5,
        exact=True,
        unsafe=True,
        objective="cold",
        once=True,
        run_timeout=9.0,
        memory=2 << 30,
        workers=1,
        seed=7,
        ignore=("append-loop", "other"),
    )


def test_the_command_line_can_undo_what_the_file_says(
    run: Run, pipeline: Pipeline, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.advisor]\nexact = true\nseed = 4\n")
    run("scan", "--no-exact", "script.py")
    assert (pipeline.settings.exact, pipeline.settings.seed) == (False, 4)
    run("scan", "script.py")
    assert (pipeline.settings.exact, pipeline.settings.seed) == (True, 4)


def test_every_setting_of_the_command_line_is_a_setting() -> None:
    assert set(options._CHOICES) <= set(Settings.__dataclass_fields__)  # noqa: SLF001 - no part of it is for use


# ------------------------------------------------------------------ results


def test_results_go_to_stdout_and_progress_to_stderr(run: Run, pipeline: Pipeline) -> None:
    ended = run("scan", "script.py")
    assert "profiling" not in ended.out
    assert "find_labels" in ended.out
    assert ended.err.endswith("profiling the program\n")
    assert "\x1b" not in ended.out + ended.err
    assert pipeline.target is not None


def test_quiet_shows_no_progress(run: Run, pipeline: Pipeline) -> None:
    assert run("scan", "--quiet", "script.py").err == ""
    assert pipeline.target is not None


@pytest.mark.usefixtures("pipeline")
def test_json_on_stdout_is_json_and_nothing_else(run: Run) -> None:
    document = json.loads(run("scan", "--format", "json", "script.py").out)
    jsonschema.validate(document, json_report.schema())


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize(
    ("form", "start"),
    [("text", "advisor  "), ("markdown", "# advisor"), ("html", "<!DOCTYPE html>"), ("json", "{")],
)
def test_each_format_is_written(run: Run, form: str, start: str) -> None:
    assert run("scan", "--format", form, "script.py").out.startswith(start)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_only_a_report_that_draws_it_has_winners_timed_in_sizes(
    run: Run, pipeline: Pipeline, form: str
) -> None:
    run("scan", "--format", form, "script.py")
    assert pipeline.in_sizes is (form == "html")


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize(
    ("name", "start"),
    [("a.txt", "advisor  "), ("a.md", "# advisor"), ("a.HTML", "<!DOCTYPE"), ("a.json", "{")],
)
def test_a_file_gets_the_format_of_its_name(
    run: Run, tmp_path: Path, name: str, start: str
) -> None:
    assert run("scan", "-o", name, "script.py").out == ""
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    run: Run, pipeline: Pipeline
) -> None:
    ended = run("scan", "-o", "nowhere/report.html", "script.py")
    assert ended.code == 2
    assert ended.err == "advisor: nowhere/report.html: its folder does not exist\n"
    assert pipeline.target is None


@pytest.mark.usefixtures("pipeline")
def test_the_width_of_the_terminal_is_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert "first call" in run("scan", "script.py").out


@pytest.mark.usefixtures("pipeline")
def test_colour_can_be_forced_and_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("scan", "-q", "script.py").out
    assert "\x1b[" not in run("scan", "-q", "--no-color", "script.py").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("scan", "-q", "script.py").out


def test_letters_the_terminal_lacks_do_not_end_the_report() -> None:
    code = "from advisor.console import write; write('83× → 1.2 µs')"
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, check=True
    )
    assert done.stdout == b"83? ? 1.2 ?s"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_said_in_one_line() -> None:
    code = "from advisor.cli import app; app(['rules'], prog_name='advisor')"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
        )
    assert done.stderr.startswith("advisor: standard output: cannot be written: No space left")
    assert "mistake of ours" not in done.stderr


# ------------------------------------------------------------------ rewrite


def test_rewrite_shows_the_diff_and_changes_nothing(run: Run, pipeline: Pipeline) -> None:
    pipeline.rewritten = Rewritten(notes=("numba is needed from now on",))
    ended = run("rewrite", "script.py")
    assert (ended.code, ended.out, pipeline.applied) == (0, Rewritten().diff, False)
    assert "find_labels: 103× with cython, identical" in ended.err
    assert "read_points: left alone because it opens a file" in ended.err
    assert "numba is needed from now on" in ended.err
    assert "Write it with: advisor rewrite --apply" in ended.err


def test_rewrite_apply_writes(run: Run, pipeline: Pipeline) -> None:
    pipeline.rewritten = Rewritten(applied=True)
    ended = run("rewrite", "--apply", "script.py", "--apply")
    assert (ended.code, pipeline.applied, arguments(pipeline)) == (0, True, ("--apply",))
    assert "Written;" in ended.err


def test_a_refusal_is_said_with_its_reason(run: Run, pipeline: Pipeline) -> None:
    pipeline.rewritten = Rewritten(refusals=("script.py changed since it was read",))
    ended = run("rewrite", "--apply", "script.py")
    assert "Not written: script.py changed since it was read" in ended.err
    assert "Written;" not in ended.err
    assert "Write it with" not in ended.err


def test_nothing_to_rewrite_is_said_and_leaves_stdout_empty(run: Run, pipeline: Pipeline) -> None:
    pipeline.rewritten = Rewritten(advice=EMPTY, diff="")
    ended = run("rewrite", "script.py")
    assert (ended.code, ended.out) == (0, "")
    assert "Nothing to rewrite" in ended.err


def test_a_rewrite_as_json_meets_the_schema(run: Run, pipeline: Pipeline) -> None:
    pipeline.rewritten = Rewritten(notes=("a",), refusals=("b",))
    document = json.loads(run("rewrite", "--format", "json", "script.py").out)
    jsonschema.validate(document, json_report.schema())
    assert document["rewrite"] == {
        "diff": Rewritten().diff,
        "applied": False,
        "notes": ["a"],
        "refusals": ["b"],
    }


def test_a_diff_is_coloured_only_for_a_terminal(
    run: Run, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline.rewritten = Rewritten()
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[32m+fast()\x1b[0m" in run("rewrite", "-q", "script.py").out


# ------------------------------------------------------------------ how it ends


def test_a_program_that_fails_is_reported_and_told_by_the_exit_code(
    run: Run, pipeline: Pipeline
) -> None:
    pipeline.advice = FAILED
    ended = run("scan", "script.py")
    assert ended.code == 3
    assert "ZeroDivisionError" in ended.out
    pipeline.rewritten = Rewritten(advice=FAILED, diff="")
    assert run("rewrite", "script.py").code == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [(AdvisorError("script.py: no such file"), 2), (TargetFailedError("it hung"), 3)],
)
def test_an_error_of_the_users_is_one_line(
    run: Run, pipeline: Pipeline, error: AdvisorError, code: int
) -> None:
    pipeline.advice = error
    ended = run("scan", "-q", "script.py")
    assert (ended.code, ended.out, ended.err) == (code, "", f"advisor: {error}\n")


def test_an_interrupt_ends_quietly(run: Run, pipeline: Pipeline) -> None:
    pipeline.advice = KeyboardInterrupt()
    ended = run("scan", "-q", "script.py")
    assert (ended.code, ended.out, ended.err) == (130, "", "")


def test_a_mistake_of_ours_is_an_apology_with_a_traceback_on_request(
    run: Run, pipeline: Pipeline
) -> None:
    pipeline.advice = ZeroDivisionError("half a candidate")
    ended = run("scan", "-q", "script.py")
    assert ended.code == 70
    assert ended.err.startswith("advisor: sorry, this is a mistake of ours (ZeroDivisionError")
    assert "--verbose" in ended.err
    assert ended.err.count("\n") == 1
    assert "Traceback" in run("scan", "-q", "--verbose", "script.py").err


@pytest.mark.parametrize(
    "words",
    [
        ("scan",),
        ("scan", "--format", "sarif", "script.py"),
        ("scan", "--formt", "json", "script.py"),
        ("scan", "--formt=json", "script.py"),
        ("scan", "missing.py"),
        ("scan", "-m"),
        ("scan", "--min-share", "2", "script.py"),
        ("scan", "--min-share", "much", "script.py"),
        ("scan", "--backend", "fortran", "script.py"),
        ("scan", "--memory", "lots", "script.py"),
        ("explain", "no-such-rule"),
        ("rules", "--rules", "no-such-folder"),
        ("check", "--select", "no-such-rule", "script.py"),
    ],
)
def test_wrong_use_is_two(run: Run, pipeline: Pipeline, words: tuple[str, ...]) -> None:
    ended = run(*words)
    assert (ended.code, ended.out, pipeline.target) == (2, "", None)
    assert ended.err
    assert "Traceback" not in ended.err


def test_an_unknown_option_is_named(run: Run, pipeline: Pipeline) -> None:
    assert "--formt" in run("scan", "--formt", "json", "script.py").err
    assert pipeline.target is None


def test_the_version_is_said(run: Run) -> None:
    assert run("--version").out == f"advisor {advisor.__version__}\n"


def test_control_c_ends_a_running_scan_with_130_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text("print(1)\n")
    code = """
        import sys, time
        from types import ModuleType
        import advisor
        from advisor import cli
        def scan(target, settings, watch, **_):
            watch("waiting")
            time.sleep(60)
        advisor.pipeline = sys.modules["advisor.pipeline"] = ModuleType("advisor.pipeline")
        advisor.pipeline.scan = scan
        cli.app(["scan", "script.py"], prog_name="advisor")
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    checkout = Path(advisor.__file__).parent.parent
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(checkout)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        assert "waiting" in child.stderr.readline()
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=20)
    assert (child.returncode, out, err) == (130, "", "")


# ------------------------------------------------------------------ the smaller commands


def test_rules_lists_each_rule_with_its_title(run: Run) -> None:
    assert "append-loop" in run("rules").out
    rules = json.loads(run("rules", "--format", "json").out)["rules"]
    assert {"name", "title"} == set(rules[0])


def test_rules_of_the_users_own_are_listed_and_explained_too(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    ours = Path(advisor.__file__).parent.parent / "rules" / "append_loop.py"
    (folder / "my_loop.py").write_text(ours.read_text(encoding="utf-8"), encoding="utf-8")
    assert "my-loop" in run("rules", "--rules", "mine").out
    assert run("explain", "--rules", "mine", "my_loop").out.startswith("my-loop\n")


def test_explain_shows_code_before_and_after_and_the_exceptions(run: Run) -> None:
    out = run("explain", "append-loop").out
    assert out.startswith("append-loop\n")
    for part in ("before", "after", "It leaves the code alone"):
        assert part in out


def test_a_rule_that_is_not_there_brings_the_nearest_to_mind(run: Run) -> None:
    assert "did you mean append-loop?" in run("explain", "apend-loop").err


def test_doctor_speaks_json(run: Run) -> None:
    checks = json.loads(run("doctor", "--format", "json").out)["checks"]
    assert {"group", "name", "state", "detail", "remedy"} == set(checks[0])
    assert "Python" in run("doctor").out


def test_a_file_that_settings_come_from_is_named_when_it_is_wrong(
    run: Run, pipeline: Pipeline, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.advisor]\nsede = 4\n")
    ended = run("scan", "script.py")
    assert ended.code == 2
    assert "pyproject.toml: [tool.advisor] has no setting 'sede'" in ended.err
    assert pipeline.target is None
