"""What ships: the wheel holds every resource, and the program works from it with no checkout in sight."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.program import CHECKOUT, Outcome, Program

RESOURCES = {
    path.relative_to(CHECKOUT).as_posix()
    for path in (CHECKOUT / "resources").rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as a release would be."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(CHECKOUT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert built.returncode == 0, built.stdout + built.stderr
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing in it but the installed wheel."""
    target = tmp_path_factory.mktemp("installed") / "site"
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*command, "--target", str(target), str(wheel)], check=True, capture_output=True, cwd=target.parent)
    return target


def run_installed(program: Program, installed: Path, *arguments: str) -> Outcome:
    """Run the installed program in its own folder."""
    return program.run(*arguments, env={"PYTHONPATH": str(installed)})


def test_there_are_resources_to_ship() -> None:
    for folder in ("content", "icons", "sample", "themes"):
        assert [name for name in RESOURCES if name.startswith(f"resources/{folder}/")], folder


def test_the_wheel_holds_every_resource_and_nothing_of_the_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"journal_app/{name}" for name in RESOURCES} <= names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"journal_app"}
    assert [name for name in names if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_installed_program_finds_its_resources_without_the_checkout(program: Program, installed: Path) -> None:
    where = program.call(
        [
            "-c",
            "import journal_app, journal_app.paths; print(journal_app.__file__, journal_app.paths.resources_folder())",
        ],
        env={"PYTHONPATH": str(installed)},
    )
    assert where.out.split() == [
        str(installed / "journal_app" / "__init__.py"),
        str(installed / "journal_app" / "resources"),
    ]
    listed = run_installed(program, installed, "behaviours", "--json")
    assert len(listed.json["behaviours"]) == 18
    assert listed.json == program.ok("behaviours", "--json").json


def test_the_installed_program_keeps_a_journal(program: Program, installed: Path) -> None:
    for arguments in (
        ["new", "--no-passphrase"],
        ["write", "from the wheel"],
        ["prompt"],
        ["trends", "--png", "x.png"],
    ):
        outcome = run_installed(program, installed, *arguments)
        assert outcome.code == 0, outcome.err
    assert "from the wheel" in run_installed(program, installed, "list").out
    assert "There is no entry" in run_installed(program, installed, "show", "nothing").sentence()


def test_the_installed_command_starts_the_program(installed: Path) -> None:
    (entry_points,) = installed.glob("*.dist-info/entry_points.txt")
    assert "journal-app = journal_app.__main__:main" in entry_points.read_text("utf-8")
    assert (installed / "bin" / "journal-app").is_file()


def test_from_the_checkout_the_resources_are_those_beside_the_package(program: Program) -> None:
    where = program.python("import journal_app.paths; print(journal_app.paths.resources_folder())")
    assert where.out.strip() == str(CHECKOUT / "resources")


def test_a_frozen_bundle_finds_the_resources_it_unpacked(tmp_path: Path, installed: Path, program: Program) -> None:
    bundle = tmp_path / "bundle"
    (bundle / "resources" / "content").mkdir(parents=True)
    code = """
import sys
sys.frozen, sys._MEIPASS = True, sys.argv[1]
from journal_app.paths import resources_folder
print(resources_folder())
"""
    where = program.call(["-c", code, str(bundle)], env={"PYTHONPATH": str(installed)})
    assert where.out.strip() == str(bundle / "resources")


def test_an_installation_without_its_resources_says_so(tmp_path: Path, program: Program, installed: Path) -> None:
    broken = Path(shutil.copytree(installed, tmp_path / "broken"))
    shutil.rmtree(broken / "journal_app" / "resources")
    outcome = program.call(["-m", "journal_app", "behaviours"], env={"PYTHONPATH": str(broken)})
    assert outcome.code == 1
    assert "the shipped resources are missing" in outcome.err
