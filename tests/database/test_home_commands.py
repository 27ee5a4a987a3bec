"""`canbo init`, `stop`, `manage`, `backup`, `restore` as a person at the keyboard meets them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from canbo import database
from canbo.database.environment import CLUSTER_PARENT
from canbo.web.messages import MESSAGES
from tests.database.people import SOURCE

INSIDE = "from canbo.cli.home import inside_home\nwith inside_home() as home:\n"
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def keyboard() -> Iterator[Keyboard]:
    """A terminal whose homes and clusters lie in a folder that goes away."""
    folder = Path(subprocess.check_output(["mktemp", "-d", "/tmp/canbo-keys-XXXX"], text=True)[:-1])
    folder.chmod(0o755)
    (folder / "clusters").mkdir(mode=0o755)
    yield Keyboard(folder)
    for home in folder.iterdir():
        database.stop(home)
    subprocess.run(["rm", "-rf", folder], check=True)


class Keyboard:
    """Types commands for homes below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def type(self, home: str, *words: str, stdin: int = subprocess.DEVNULL) -> Done:
        """Run `canbo WORDS` for a home."""
        return self.run(home, [sys.executable, "-m", "canbo.cli", *words], stdin=stdin)

    def python(self, home: str, text: str) -> Done:
        """Run a text of Python inside a home."""
        return self.run(home, [sys.executable, "-c", INSIDE + text])

    def run(self, home: str, command: Sequence[str], stdin: int = subprocess.DEVNULL) -> Done:
        """Run any command for a home."""
        return subprocess.run(
            command, capture_output=True, text=True, stdin=stdin, check=False,
            env=self.environment(home), cwd=self.folder, timeout=120,
        )  # fmt: skip

    def environment(self, home: str) -> dict[str, str]:
        """What a home's commands find in their environment."""
        paths = [str(SOURCE.parent), os.environ.get("PYTHONPATH", "")]
        plain = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "PYTHONPATH": ":".join(paths)}
        clusters = {CLUSTER_PARENT: str(self.folder / "clusters")} if os.geteuid() == 0 else {}
        return {**plain, **clusters, "CANBO_HOME": str(self.folder / home)}


@pytest.fixture(scope="module")
def made(keyboard: Keyboard) -> str:
    """The name of a home that `canbo init` made."""
    done = keyboard.type("made", "init")
    assert (done.returncode, done.stdout) == (0, f"{keyboard.folder / 'made'}\n"), done.stderr
    return "made"


def test_init_twice_changes_nothing(keyboard: Keyboard, made: str) -> None:
    read = "    from django.db import connection as c\n    with c.cursor() as q:\n"
    read += "        q.execute('SELECT app, name, applied FROM django_migrations ORDER BY id')\n"
    read += "        print(q.fetchall())\n"
    before = keyboard.python(made, read)
    again = keyboard.type(made, "init")
    assert (again.returncode, again.stdout) == (0, f"{keyboard.folder / made}\n")
    assert keyboard.python(made, read).stdout == before.stdout != ""
    planned = keyboard.type(made, "manage", "showmigrations", "--plan")
    assert planned.returncode == 0
    assert "[X]" in planned.stdout
    assert "[ ]" not in planned.stdout


@pytest.fixture(scope="module")
def second(keyboard: Keyboard) -> Done:
    """What `canbo init` said of a home in an empty folder, which a test may then spoil."""
    (keyboard.folder / "second").mkdir()
    return keyboard.type("second", "init")


def test_init_takes_an_empty_folder(second: Done) -> None:
    assert second.returncode == 0


def test_a_home_that_was_not_made_is_refused_and_not_made(keyboard: Keyboard) -> None:
    for words in (("backup", "file"), ("stop",)):
        done = keyboard.type("nothing", *words)
        assert done.returncode == (0 if words == ("stop",) else 1)
        assert done.stdout == ""
    refused = keyboard.python("nothing", "    pass")
    assert "home_not_initialised" in refused.stderr
    assert not (keyboard.folder / "nothing").exists()


def test_a_home_of_another_version_asks_for_init(keyboard: Keyboard, second: Done) -> None:
    forget = "    from django.db.migrations.recorder import MigrationRecorder as R\n"
    forget += "    from django.db import connection\n"
    forget += "    R(connection).record_unapplied('journal', '0002_append_only')\n"
    assert keyboard.python("second", forget).returncode == 0
    assert "home_not_initialised" in keyboard.python("second", "    pass").stderr


def test_backup_and_restore_by_hand(keyboard: Keyboard, made: str) -> None:
    file = keyboard.folder / "town.canbo"
    done = keyboard.type(made, "backup", str(file))
    assert (done.returncode, done.stdout) == (0, f"{file}\n")
    manifest = database.read_manifest(file)
    assert manifest.schema["journal"] > "0001"
    assert "home/keys/secret.key" in manifest.files
    assert keyboard.type("restored", "restore", str(file)).returncode == 0
    same = (keyboard.folder / name / "keys" / "secret.key" for name in (made, "restored"))
    assert len({path.read_bytes() for path in same}) == 1
    assert keyboard.python("restored", "    print(home)").returncode == 0
    again = keyboard.type("restored", "restore", str(file))
    assert (again.returncode, again.stdout) == (1, "")
    assert str(keyboard.folder / "restored") in again.stderr
    assert keyboard.type("none", "restore", str(keyboard.folder / "missing")).returncode == 1
    assert not (keyboard.folder / "none").exists()


def test_a_backup_of_a_newer_canbo_is_refused(keyboard: Keyboard, made: str) -> None:
    file, newer = keyboard.folder / "now.canbo", keyboard.folder / "newer.canbo"
    keyboard.type(made, "backup", str(file))
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(newer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                document = json.loads(content)
                document["schema"]["journal"] = "9999_of_the_future"
                content = json.dumps(document).encode()
            target.writestr(name, content)
    done = keyboard.type("future", "restore", str(newer))
    assert done.returncode == 1
    assert "9999_of_the_future" in done.stderr
    assert not (keyboard.folder / "future").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_command_that_is_told_to_end_stops_its_server(
    keyboard: Keyboard, made: str, number: signal.Signals
) -> None:
    text = INSIDE + "    import time\n    print('ready', flush=True)\n    time.sleep(60)\n"
    with subprocess.Popen(
        [sys.executable, "-c", text], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=keyboard.environment(made),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert database.status(keyboard.folder / made).pid is not None
        process.send_signal(number)
        process.communicate(timeout=20)
    assert database.status(keyboard.folder / made).pid is None


def test_a_server_that_dies_under_a_command_has_a_sentence(keyboard: Keyboard, made: str) -> None:
    text = (
        "    import os, signal\n"
        "    from canbo import database\n"
        "    from django.db import connection\n"
        "    os.kill(database.status(home).pid, signal.SIGQUIT)\n"
        "    import time; time.sleep(0.5)\n"
        "    connection.cursor().execute('SELECT 1')\n"
    )
    died = keyboard.python(made, text)
    assert "canbo.database.refusals.DatabaseRefused: database_unreachable" in died.stderr
    assert keyboard.python(made, "    print(1)").stdout == "1\n"


def test_every_refusal_has_a_sentence() -> None:
    written = [path.read_text() for path in (SOURCE / "database").glob("*.py")]
    written.append((SOURCE / "cli" / "home.py").read_text())
    pattern = re.compile(r'(?:Refused|_failure)\(\s*"([a-z_]+)"|code="([a-z_]+)"')
    codes = {one or other for text in written for one, other in pattern.findall(text)}
    assert len(codes) > 25
    assert codes <= MESSAGES.keys()
