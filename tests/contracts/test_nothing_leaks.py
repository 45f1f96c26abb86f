"""Nothing leaks: what is written in the journal leaves the process nowhere in clear, whichever feature is used.

Not a list of known places is looked at, but every byte the process hands to the system: writes to any file, shared
mappings, sockets, names of files, arguments of other programs; then every file that was opened for writing and is
still there. Allowed is what the person saved elsewhere, and what a command shows on its standard output.
"""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from journal_app.cli.main import cli
from tests.support.driver import PASSPHRASE
from tests.support.every_feature import BODY, TAG, TITLE, WORDS
from tests.support.faults.shim import build_shim
from tests.support.program import Outcome, Program

SECRETS = (WORDS, "Quillfeather", TITLE, PASSPHRASE)
_NO_DISK = {"dev", "proc"}
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")


def needles() -> list[bytes]:
    """The words in every form in which they could be written by mistake."""
    forms = {
        form
        for word in SECRETS
        for form in (
            word,
            word.lower(),
            word.upper(),
            word.replace(" ", "-").lower(),
            unicodedata.normalize("NFD", word),
        )
    }
    return sorted({form.encode(encoding) for form in forms for encoding in _ENCODINGS})


@dataclass(frozen=True)
class Watch:
    """A watch over everything that is started with its environment."""

    log: Path
    folder: Path
    environment: dict[str, str]

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """What was seen: what, where, which file."""
        for line in self.log.read_text("utf-8", "replace").splitlines():
            what, where, name = line.split("\t")
            yield what, where, name

    def leaks(self) -> list[str]:
        """Where the words were seen, in clear."""
        found = {f"{where}: {name}" for what, where, name in self.lines() if what.startswith("leak")}
        return sorted(found)

    def touched(self) -> set[Path]:
        """Every file that was opened for writing, or got its name."""
        return {Path(name) for what, _, name in self.lines() if what == "file"}

    def connections(self) -> set[tuple[str, str]]:
        """Every socket that was connected: the family of its address, and its name."""
        return {(where, name) for what, where, name in self.lines() if what == "connect"}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_shim(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def watch(tmp_path: Path, shim: Path) -> Watch:
    folder = tmp_path / "watch"
    folder.mkdir()
    listed = folder / "needles"
    listed.write_text("".join(f"{needle.hex()}\n" for needle in needles()), "ascii")
    environment = {
        "LD_PRELOAD": str(shim),
        "THROUGHLINE_WATCH_LOG": str(folder / "log"),
        "THROUGHLINE_WATCH_NEEDLES": str(listed),
    }
    return Watch(folder / "log", folder, environment)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Where the person keeps other files: one to import, and what they save."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    entry = {"uuid": "B" * 32, "creationDate": "2026-01-01T12:00:00Z", "text": BODY, "tags": [TAG]}
    document = {"metadata": {"version": "1.0"}, "entries": [entry]}
    (folder / "dayone.json").write_text(json.dumps(document), "utf-8")
    (folder / "secret").write_text(PASSPHRASE, "utf-8")
    (folder / "check-in.json").write_text(json.dumps({"on": "2026-02-01", "ratings": {"say-we": 4}}), "utf-8")
    return folder


def in_clear(paths: set[Path]) -> list[str]:
    """The files among these that hold the words."""
    wanted = needles()
    return sorted(
        path.name for path in paths if path.is_file() and any(needle in path.read_bytes() for needle in wanted)
    )


def check(watch: Watch, program: Program, elsewhere: Path) -> None:
    assert watch.leaks() == []
    left = {path for path in program.home.rglob("*") if path.is_file()}
    touched = {path for path in watch.touched() if not path.is_relative_to(elsewhere)}
    assert in_clear(left | touched) == []
    strange = {str(path) for path in touched if not path.is_relative_to(program.home) and path.parts[1] not in _NO_DISK}
    assert strange == set(), "it writes where nobody would look"
    families = {family for family, _ in watch.connections()}
    assert families <= {"1"}, f"it connected to {watch.connections()}"


def check_modes(journal: Path) -> None:
    for path in (journal, *journal.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name


def test_nothing_that_is_done_in_the_window_leaks(program: Program, watch: Watch, elsewhere: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.every_feature", str(elsewhere)],
        env=program.environment(watch.environment),
        cwd=program.home,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1:] == ["everything"], done.stderr[-2000:]
    assert "ValueError" in done.stderr, "the fault was not reported"
    assert {"trends.png", "trends.svg", "trends.csv"} <= {path.name for path in elsewhere.iterdir()}
    assert {"journal.db", "journal.db-wal", "preferences.json"} <= {path.name for path in watch.touched()}
    check(watch, program, elsewhere)
    check_modes(program.journal)


def test_no_command_leaks(program: Program, watch: Watch, elsewhere: Path) -> None:
    tried: set[str] = set()

    def run(*arguments: str | Path, stdin: str = "") -> Outcome:
        tried.update(str(each) for each in arguments)
        return program.run("--passphrase-file", elsewhere / "secret", *arguments, stdin=stdin, env=watch.environment)

    def ok(*arguments: str | Path, stdin: str = "") -> str:
        outcome = run(*arguments, stdin=stdin)
        assert outcome.code == 0, outcome
        return outcome.out

    ok("new")
    uid = ok("write", "--title", TITLE, "--tag", TAG, stdin=BODY * 30).strip()
    ok("import", elsewhere / "dayone.json")
    ok("check-in", "--from", elsewhere / "check-in.json")
    own = ok("behaviours", "add", "power", f"I tell {WORDS} first").strip()
    (elsewhere / "noted.json").write_text(
        json.dumps({"ratings": {own: 4}, "notes": {own: WORDS}, "evidence": {own: [uid]}}), "utf-8"
    )
    ok("check-in", "--from", elsewhere / "noted.json")
    (elsewhere / "then.json").write_text(json.dumps({"ratings": {own: 2}, "notes": {own: WORDS}}), "utf-8")
    ok("then", "--as-of", "2026-03-01", "--from", elsewhere / "then.json")
    kept = next(each["uid"] for each in json.loads(ok("check-ins", "--json")) if own in each["ratings"])
    assert ok("check-ins", "show", kept).count(WORDS) == 2
    ok("behaviours", "reword", own, f"I tell {WORDS} before anybody")
    assert WORDS in ok("behaviours")
    assert WORDS in ok("show", uid)
    assert TITLE in ok("search", "Quillfeather")
    ok("trends", "--png", elsewhere / "trends.png")
    # What does not work must not leave it lying about either.
    for refused in (
        ("write", "--tag", "a,b", "--title", TITLE),
        ("show", "f" * 32),
        ("import", elsewhere / "none"),
        ("behaviours", "add", "power", f"I tell {WORDS} before anybody"),
    ):
        assert run(*refused, stdin=BODY).code
    for command in sorted(set(cli.commands) - tried):
        run(command)
    assert set(cli.commands) <= tried
    check(watch, program, elsewhere)
    check_modes(program.journal)


PLANTED = {
    "write": "open('leak', 'w').write(words)",
    "write, then deleted": "open('leak', 'w').write(words); import os; os.unlink('leak')",
    "UTF-16": "open('leak', 'wb').write(words.encode('utf-16-le'))",
    "in capitals": "open('leak', 'w').write(words.upper())",
    "stderr": "print(words, file=sys.stderr)",
    "writev": "import os; os.writev(os.open('leak', os.O_CREAT | os.O_WRONLY), [b'x', words.encode()])",
    "pwrite": "import os; os.pwrite(os.open('leak', os.O_CREAT | os.O_WRONLY), words.encode(), 9)",
    "name of a file": "open(words, 'w')",
    "new name": "import os; open('leak', 'w'); os.rename('leak', words)",
    "folder": "import os; os.mkdir(words)",
    "mapping": (
        "import mmap; f = open('leak', 'w+b'); f.truncate(4096); m = mmap.mmap(f.fileno(), 4096);"
        " m[:len(words)] = words.encode(); m.close()"
    ),
    "socket": "import socket; a, b = socket.socketpair(); a.send(words.encode())",
    "message": "import socket; a, b = socket.socketpair(); a.sendmsg([words.encode()])",
    "argument": "import subprocess; subprocess.run(['true', words])",
    "child": "import subprocess; subprocess.run(['sh', '-c', 'read w; echo \"$w\" > leak'], input=words.encode())",
    "environment": "import os; os.environ['LEAK'] = words; os.execvpe('true', ['true'], os.environ)",
    "plain database": (
        "import sqlite3; d = sqlite3.connect('leak'); d.execute('CREATE TABLE t (x)');"
        " d.execute('INSERT INTO t VALUES (?)', [words]); d.commit()"
    ),
    "temporary file": "import tempfile; tempfile.TemporaryFile().write(words.encode() * 9999)",
    "picture's metadata": (
        "from matplotlib.figure import Figure; Figure().savefig('leak.png', metadata={'Title': words})"
    ),
}


@pytest.mark.parametrize("how", PLANTED)
def test_a_leak_would_be_seen(program: Program, watch: Watch, how: str) -> None:
    """A watch that sees nothing proves nothing unless it can see something."""
    code = f"import sys; words = {WORDS!r}; {PLANTED[how]}"
    program.call(["-c", code], env=watch.environment)
    assert watch.leaks(), how


def test_the_watch_sees_where_a_process_connects_to(program: Program, watch: Watch) -> None:
    program.call(["-c", "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"], env=watch.environment)
    assert {family for family, _ in watch.connections()} == {"2"}


def test_what_a_command_shows_is_no_leak(program: Program, watch: Watch) -> None:
    program.call(["-c", f"print({WORDS!r})"], env=watch.environment)
    assert watch.leaks() == []
