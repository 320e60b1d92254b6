"""The proof that a fresh clone starts fails loudly for what is not so, and ends what it started."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from tools import bare, first_start, looking_round, pango
from tools.plain import Trouble

ROOT = Path(__file__).resolve().parents[2]
SAID = "Everybody’s password: look round\n  manager@demo.example  business manager  all cases\n\nStop it with Ctrl-C."
WORK = '<p class="portal-work__what">\n <a class="govuk-link" href="/cases/1/?a=1&amp;b=2">Decide <b>today</b></a></p>'
LANDING = '<section class="portal-landing">\n<h2 id="l">Who has access</h2></section>'


class Portal(BaseHTTPRequestHandler):
    """Answers with the pages of a test."""

    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        """Answer a page, or 404."""
        page = self.pages.get(self.path)
        self.send_response(404 if page is None else 200)
        self.end_headers()
        self.wfile.write((page or "").encode())

    def do_POST(self) -> None:
        """Answer what signing in leads to."""
        self.path = "/work/"
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def portal() -> Iterator[str]:
    Portal.pages = {
        "/account/sign-in/": '<input type="hidden" name="csrfmiddlewaretoken" value="abc">',
        "/work/": WORK,
        "/cases/1/?a=1&b=2": "<h1>Decide</h1>",
        "/": '<a href="/published/a-report/">A report</a>',
        "/published/a-report/": '<a class="govuk-link" href="/published/a-report/report.pdf">Download</a>',
        "/published/a-report/report.pdf": "%PDF-1.7 ... %%EOF",
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_everybody_named_signs_in_and_is_led_to_a_page_that_opens(portal: str, capsys) -> None:
    looking_round.as_everybody(portal, SAID)
    said = capsys.readouterr().out
    assert "manager@demo.example: Decide today" in said
    assert "a PDF of 18 bytes" in said


def test_somebody_for_whom_nothing_waits_reads_what_they_find_here(portal: str, capsys) -> None:
    Portal.pages["/work/"] = LANDING
    looking_round.as_everybody(portal, SAID)
    assert "Who has access" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "page", "said"),
    [
        ("/work/", "<h1>Your work</h1>", "found nothing to do and nothing to read"),
        ("/cases/1/?a=1&b=2", None, "did not open: HTTP Error 404"),
        ("/account/sign-in/", "<h1>Sign in</h1>", "has no form"),
        ("/published/a-report/report.pdf", "<html>", "could be fetched as a PDF"),
        ("/", "No report is published.", "could be fetched as a PDF"),
    ],
)
def test_what_is_not_so_is_trouble(portal: str, path: str, page: str | None, said: str) -> None:
    Portal.pages[path] = page  # type: ignore[assignment]
    with pytest.raises(Trouble, match=said):
        looking_round.as_everybody(portal, SAID)


def test_a_demo_that_names_nobody_is_trouble(portal: str) -> None:
    with pytest.raises(Trouble, match="did not say who can sign in"):
        looking_round.as_everybody(portal, "The portal is ready")


def test_a_demo_that_ends_by_itself_is_trouble_with_its_last_words(tmp_path: Path) -> None:
    log = tmp_path / "said"
    log.write_text("Python's venv module is missing")
    ended = subprocess.Popen(["true"])
    ended.wait()
    with pytest.raises(Trouble, match=r"ended by itself.*\n\nPython's venv module is missing"):
        first_start.wait_until_ready(ended, 1, log)


def marked_process(mark: str, script: str) -> subprocess.Popen[bytes]:
    environment = {"PATH": os.environ["PATH"], first_start.MARK: mark}
    return subprocess.Popen(["sh", "-c", script], env=environment, start_new_session=True)


def test_processes_that_a_demo_leaves_running_are_ended_and_are_trouble(tmp_path: Path) -> None:
    note = tmp_path / "started"
    mark = f"left-{os.getpid()}"
    process = marked_process(mark, f"trap 'exit 130' INT; sleep 300 & touch {note}; wait")
    while not note.exists():
        time.sleep(0.05)
    with pytest.raises(Trouble, match=r"left processes running after Ctrl-C \(1\)"):
        first_start.stop(process, mark)
    assert process.returncode == 130
    end = time.monotonic() + 10
    while first_start.marked(mark) and time.monotonic() < end:
        time.sleep(0.05)
    assert first_start.marked(mark) == []


def test_a_demo_that_ends_everything_is_stopped_in_silence() -> None:
    mark = f"tidy-{os.getpid()}"
    process = marked_process(mark, "exec sleep 300")
    first_start.stop(process, mark)
    assert first_start.marked(mark) == []


def test_the_build_machine_proves_the_first_start_after_the_suite() -> None:
    build = (ROOT / ".ci" / "run").read_text()
    assert build.index("./run test") < build.index("./run prove-start || status=1")


APT = """http://debian.example/debian/ trixie main Debian
http://debian.example/debian/ trixie-updates main Debian
http://debian.example/security/ trixie-security main Debian
https://browsers.example/apt/ trixie-browsers main Browsers
https://tools.example/apt/ stable main Tools
"""
"""What apt says of its sources: mirror, code name, component, origin."""


def test_bare_debian_has_the_sources_of_this_machines_release_and_of_nobody_else() -> None:
    assert [source.line for source in bare.sources_in(APT, "trixie")] == [
        "deb http://debian.example/debian/ trixie main",
        "deb http://debian.example/debian/ trixie-updates main",
        "deb http://debian.example/security/ trixie-security main",
    ]


def test_release_that_apt_does_not_know_is_trouble() -> None:
    with pytest.raises(Trouble, match="does not say where the release “bookworm” comes from"):
        bare.sources_in(APT, "bookworm")


def test_where_no_bare_debian_can_be_made_the_command_says_why_and_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert first_start.run(["--bare"]) == 0
    said = capsys.readouterr().out
    assert said == "Not proved: no bare Debian could be made, because only root can make one.\n"


def test_what_a_debian_in_a_folder_has_is_seen_from_outside(tmp_path: Path) -> None:
    assert not bare.has_pango(tmp_path) and not bare.has_fonts(tmp_path)
    library = tmp_path / "usr/lib/x86_64-linux-gnu/libpango-1.0.so.0"
    fonts = [tmp_path / "usr/share/fonts/truetype" / name / file for name, file in pango.FONTS.items()]
    for file in (library, *fonts):
        file.parent.mkdir(parents=True)
        file.touch()
    assert bare.has_pango(tmp_path) and bare.has_fonts(tmp_path)
    fonts[0].unlink()
    assert not bare.has_fonts(tmp_path)
