"""What a user installs holds every rule, template and schema, and one top-level name."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
ASSETS = [
    path.relative_to(ROOT)
    for folder in ("rules", "templates")
    for path in sorted((ROOT / folder).rglob("*.*"))
    if path.suffix in {".py", ".j2"}
]
DATA = [
    path.relative_to(ROOT)
    for path in sorted((ROOT / "advisor").rglob("*.*"))
    if path.suffix in {".json", ".typed", ".pxd", ".h", ".j2"} or path.name == "py.typed"
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(target), versions=["standard"])
    return Path(built)


@pytest.fixture(scope="module")
def shipped(wheel: Path) -> frozenset[str]:
    with ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


@pytest.mark.parametrize("asset", ASSETS, ids=str)
def test_the_wheel_holds_the_asset(asset: Path, shipped: frozenset[str]) -> None:
    assert f"advisor/_assets/{asset.as_posix()}" in shipped


@pytest.mark.parametrize("data", DATA, ids=str)
def test_the_wheel_holds_the_package_data(data: Path, shipped: frozenset[str]) -> None:
    assert data.as_posix() in shipped


def test_the_wheel_has_one_top_level_name(shipped: frozenset[str]) -> None:
    assert {name.split("/")[0] for name in shipped if ".dist-info/" not in name} == {"advisor"}


def test_the_wheel_has_no_leftovers(shipped: frozenset[str]) -> None:
    assert not [name for name in shipped if "__pycache__" in name or name.endswith(".pyc")]


def test_the_unpacked_wheel_finds_its_own_rules(wheel: Path, tmp_path: Path) -> None:
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - our own wheel, built a moment ago
    program = (
        "from advisor import assets; print(*sorted(p.name for p in assets.RULES.glob('*.py')))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert found.stdout.split() == sorted(path.name for path in (ROOT / "rules").glob("*.py"))


def test_a_wheel_can_be_built_from_the_sdist(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as archive:
        archive.extractall(tmp_path, filter="data")
    source = Path(built.removesuffix(".tar.gz"))
    (wheel,) = WheelBuilder(str(source)).build(directory=str(tmp_path), versions=["standard"])
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {f"advisor/_assets/{asset.as_posix()}" for asset in ASSETS} <= names
