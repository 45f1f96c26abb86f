"""Make the bundle, a folder that runs without Python, and try it: the command line, the window and the chart.

``make bundle``. It leaves ``dist/throughline/`` and ends with 0 only if the trial went well.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_BUNDLE = _ROOT / "dist" / "throughline"
_ENDING = ".exe" if sys.platform == "win32" else ""
_PROGRAM = _BUNDLE / f"journal-app{_ENDING}"
_SMOKE = _BUNDLE / f"smoke{_ENDING}"
_PATIENCE_SECONDS = 120
_SENTENCE = "Nobody answered, and I did not ask again."
_PNG = b"\x89PNG\r\n\x1a\n"


class BundleFailed(Exception):
    """The bundle does not do what it should; says what."""


def main() -> int:
    """Build, try, and say where it is and how large."""
    _build()
    with tempfile.TemporaryDirectory(prefix="throughline-bundle-", ignore_cleanup_errors=True) as home:
        try:
            _try(_Trial(Path(home)))
        except BundleFailed as failure:
            _say(f"The bundle failed its trial: {failure}")
            return 1
    _SMOKE.unlink()
    files = [path for path in _BUNDLE.rglob("*") if path.is_file() and not path.is_symlink()]
    _say(
        f"{_BUNDLE}: {sum(path.stat().st_size for path in files) / 1e6:.0f} MB in {len(files)} files; the trial passed."
    )
    return 0


def _build() -> None:
    places = ["--distpath", str(_BUNDLE.parent), "--workpath", str(_ROOT / "build" / "bundle")]
    spec = str(_ROOT / "packaging" / "throughline.spec")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN", *places, spec]
    subprocess.run(command, check=True)  # noqa: S603  ours  our own command


class _Trial:
    """Runs the packed programs on a journal of their own, with nothing of the checkout within reach."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.journal = home / "a journal"

    def environment(self) -> dict[str, str]:
        """Of this machine only what it takes to start a process."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT", "TEMP", "TMP")}
        return {
            **kept,
            "HOME": str(self.home),
            "THROUGHLINE_HOME": str(self.home / "throughline"),
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }

    def run(self, program: Path, arguments: Sequence[str | Path]) -> str:
        """Run one to its end; what it printed. Raises BundleFailed if it fails or has anything to complain about."""
        done = subprocess.run(  # noqa: S603  ours  our own program
            [program, *arguments],
            cwd=self.home,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
        if done.returncode or done.stderr:
            shown = " ".join(str(each) for each in arguments)
            raise BundleFailed(f"{program.name} {shown} ended with {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def command(self, *arguments: str | Path) -> str:
        """Run one command on the journal."""
        return self.run(_PROGRAM, ["--journal", self.journal, *arguments])


def _try(trial: _Trial) -> None:
    _expect("Throughline" in trial.run(_PROGRAM, ["--version"]), "--version does not say what it is")
    trial.command("new", "--no-passphrase")
    uid = trial.command("write", "--title", "The call that went quiet", "--practice", "conflict", _SENTENCE).strip()
    listed = json.loads(trial.command("list", "--json"))
    _expect([entry["uid"] for entry in listed] == [uid], "what was written is not listed")
    _expect(_SENTENCE in trial.command("show", uid), "what was written cannot be read")
    _expect("quiet" in trial.command("search", "quiet"), "what was written cannot be found")
    trial.command("check-in", "--from", _ratings(trial.home))
    picture = trial.home / "trends.png"
    trial.command("trends", "--png", picture)
    _expect(picture.read_bytes().startswith(_PNG), "the chart was not drawn")
    _try_passphrase(trial)
    _try_window(trial)
    _expect("every page" in trial.run(_SMOKE, [trial.journal]), "the window did not show every page")


def _ratings(folder: Path) -> Path:
    """A check-in with all behaviours rated."""
    content = tomllib.loads((_ROOT / "resources" / "content" / "behaviours.toml").read_text(encoding="utf-8"))
    ratings = {behaviour["key"]: 1 + number % 5 for number, behaviour in enumerate(content["behaviours"])}
    path = folder / "check-in.json"
    path.write_text(json.dumps({"ratings": ratings}), encoding="utf-8")
    return path


def _try_passphrase(trial: _Trial) -> None:
    """Argon2 and the cipher that wraps the key have libraries of their own."""
    secret = trial.home / "passphrase"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    protected: list[str | Path] = ["--journal", trial.home / "protected", "--passphrase-file", secret]
    trial.run(_PROGRAM, [*protected, "new"])
    trial.run(_PROGRAM, [*protected, "write", _SENTENCE])
    _expect(_SENTENCE in trial.run(_PROGRAM, [*protected, "list"]), "a journal with a passphrase does not open")


def _try_window(trial: _Trial) -> None:
    """Without a command the program opens its window, and holds the journal for as long as that stands."""
    window = subprocess.Popen([_PROGRAM, "--journal", trial.journal], cwd=trial.home, env=trial.environment())  # noqa: S603  ours
    try:
        end = time.monotonic() + _PATIENCE_SECONDS
        while not _held(trial):
            _expect(window.poll() is None and time.monotonic() < end, "the window did not open the journal")
            time.sleep(0.1)
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait(_PATIENCE_SECONDS)
    _expect(not _held(trial), "a window that was ended still holds the journal")


def _held(trial: _Trial) -> bool:
    """Whether somebody else holds the journal for writing, which a reader is told."""
    try:
        trial.command("list")
    except BundleFailed as told:
        if "open for writing elsewhere" in str(told):
            return True
        raise
    return False


def _expect(right: bool, otherwise: str) -> None:  # noqa: FBT001  reads like an assertion
    if not right:
        raise BundleFailed(otherwise)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
