"""What `./run` is made of: the supervisor, the embedded database, the assets, and its plain refusals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scr_portal.files import checks
from scr_portal.settings import environment
from scr_portal.settings import test as test_settings
from tools import assets, commands, database, demo, installation, packages, pango, ports, testing
from tools.plain import Trouble
from tools.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_processes_of_a_command_keep_what_they_compile(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(installation, "enter", lambda needs: None)
    seen = {}
    monkeypatch.setitem(commands.COMMANDS, "check", (lambda arguments: seen.update(os.environ) or 0, "dev"))
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert commands.main(["check"]) == 0
    assert "PYTHONDONTWRITEBYTECODE" not in seen


def test_a_port_in_use_is_refused_with_the_command_for_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble) as refused:
            ports.require_free(port, "./run demo")
    assert f"Port {port} is in use" in refused.value.sentence
    assert refused.value.command == f"PORT={port + 1} ./run demo"
    ports.require_free(port, "./run demo")


@pytest.mark.parametrize("given", ["x", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("PORT", given)
    with pytest.raises(Trouble, match="not the number of a port"):
        demo._port()


def test_leaving_the_supervisor_ends_children_and_their_children(tmp_path):
    note = tmp_path / "pid"
    with Supervisor() as supervisor:
        script = f"trap '' TERM; sleep 300 & echo $! > {note}; wait"
        leader = supervisor.start("stubborn", ["sh", "-c", script], dict(os.environ)).process.pid
        supervisor.wait_until(lambda: note.exists() and note.read_text().strip() != "", "The note", 10)
        child = int(note.read_text())
        assert alive(child)
        supervisor.patience = 1
    assert not alive(leader)
    end = time.monotonic() + 5
    while alive(child) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(child)


def test_the_supervisor_reports_a_process_that_ends_by_itself():
    with (
        Supervisor() as supervisor,
        pytest.raises(Trouble, match=r"The brief ended by itself \(status 3\)") as seen,
    ):
        supervisor.start("brief", ["sh", "-c", "echo my last words; exit 3"], dict(os.environ))
        supervisor.watch()
    assert "my last words" in str(seen.value)


def test_interruptions_work_again_after_the_supervisor():
    before = signal.getsignal(signal.SIGINT)
    with Supervisor():
        pass
    assert signal.getsignal(signal.SIGINT) == before


def test_the_settings_look_for_the_database_where_it_is_started():
    assert database.address(test_settings.DATABASE_NAME) == environment._relaxed["DATABASE_URL"]


def test_the_embedded_database_outlives_one_of_two_users_and_not_the_last(tmp_path):
    """In a folder of its own, so that nobody else's server is touched."""
    script = (
        "import sys, pathlib\n"
        "from tools import database, plain\n"
        f"database.VAR = pathlib.Path({str(tmp_path)!r}); database.PGDATA = database.VAR / 'pg'\n"
        "print(database.hold(), flush=True); sys.stdin.readline(); database.release()\n"
    )
    tmp_path.chmod(0o755)
    users = [
        subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    addresses = {user.stdout.readline() for user in users if user.stdout}
    server = int((tmp_path / "pg" / "postmaster.pid").read_text().splitlines()[0])
    assert len(addresses) == 1

    users[0].kill()
    users[0].wait()
    assert alive(server)
    users[1].communicate("\n", timeout=60)

    assert not alive(server)


def test_the_served_styles_are_free_of_the_licensed_font_and_crest(tmp_path):
    written = assets.copy(tmp_path / "vendor")
    (style,) = (file.read_text() for file in written if file.suffix == ".css")
    assert "Transport" not in style and "@font-face" not in style
    assert "Arial,Helvetica,sans-serif" in style
    assert "url(" not in style
    assert not list((tmp_path / "vendor").rglob("*crest*"))


def test_a_style_that_keeps_the_font_is_refused():
    with pytest.raises(ValueError, match="GDS Transport"):
        assets.freed('body{font:1em "GDS Transport",serif}')


@pytest.mark.parametrize(
    ("words", "sentence", "command"),
    [
        ("dns error: Temporary failure in name resolution", "the network cannot be reached", "./run demo"),
        ("npm error code ENOTFOUND", "the network cannot be reached", "./run demo"),
        ("hash mismatch", "did not succeed", "cat "),
    ],
)
def test_a_failed_installation_is_one_sentence_with_the_command(
    monkeypatch, tmp_path, words, sentence, command
):
    monkeypatch.setattr(sys, "argv", ["./run", "demo"])
    monkeypatch.setattr(installation, "LOG", tmp_path / "log" / "installation.log")
    with pytest.raises(Trouble) as refused:
        installation._call([Path("/bin/sh"), "-c", f"echo '{words}' >&2; exit 1"])
    assert sentence in refused.value.sentence
    assert refused.value.command.startswith(command)
    assert words in installation.LOG.read_text()


def test_a_missing_pango_is_noticed(monkeypatch):
    assert not pango._loads("no-such-library-1.0")
    monkeypatch.setattr(pango, "NEEDED", ("no-such-library-1.0",))
    assert not pango.present()


def test_missing_fonts_are_noticed(monkeypatch, tmp_path):
    monkeypatch.setattr(pango, "FOLDERS", (tmp_path,))
    for name in list(pango.FONTS.values())[1:]:
        (tmp_path / name).touch()
    assert not pango.has_fonts()
    (tmp_path / next(iter(pango.FONTS.values()))).touch()
    assert pango.has_fonts()


def test_demo_installs_what_pdf_needs_and_nothing_that_only_tests_need(monkeypatch):
    wanted = []
    monkeypatch.setattr(packages, "missing", lambda: list(packages.PARTS))
    monkeypatch.setattr(packages, "install", wanted.extend)
    demo._provide_pdf()
    assert {package for part in wanted for package in part.packages} == set(pango.PACKAGES)


def test_image_installs_the_packages_that_pdf_needs():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert all(f" {package} " in dockerfile for package in pango.PACKAGES)
    assert checks.PACKAGES.split() == list(pango.PACKAGES)


def test_missing_parts_are_named_with_the_command_that_brings_them():
    absent = [part for part in packages.PARTS if part.marker == "redis"]
    with pytest.raises(Trouble) as refused:
        packages.require(absent)
    assert "lacks Redis" in refused.value.sentence
    assert refused.value.command.endswith("apt-get install --yes redis-server")


def test_a_command_that_does_not_exist_shows_those_that_do():
    done = subprocess.run([sys.executable, ROOT / "run", "fly"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "./run COMMAND" in done.stderr


def test_an_old_python_is_told_which_one_is_needed():
    script = f"import sys; sys.version_info = (3, 9, 1); sys.argv = ['run', 'demo']; exec(open({str(ROOT / 'run')!r}).read(), {{'__file__': {str(ROOT / 'run')!r}}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "needs Python 3.11 or later; this is Python 3.9" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "in_parallel"),
    [
        ([], True),
        (["-q", "--maxfail=1"], True),
        (["-n", "0"], False),
        (["-n4"], False),
        (["-p", "tests.costs"], True),
        (["tests/panels"], False),
    ],
)
def test_the_whole_suite_runs_in_parallel_unless_the_options_say_how(arguments, in_parallel):
    assert (testing.parallel(arguments)[:1] == ["-n"]) is in_parallel
