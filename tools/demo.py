"""`./run demo`: the whole portal on this machine, with people and cases to look at."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tools import broker, packages, pango, ports, processes
from tools.plain import ROOT, Trouble, complain, say
from tools.supervisor import Supervisor

SOON = 120
"""Seconds the web may take to be ready: a first start makes all tables and cases meanwhile."""


def run() -> int:
    """Start everything, say where it is, and stay until interrupted. Returns the exit status."""
    began = time.monotonic()
    port = _port()
    ports.require_free(port, "./run demo")
    _provide_pdf()
    with processes.database() as environment, Supervisor() as supervisor:
        signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))
        environment = _demo_environment(environment, port)
        found, words = broker.start(supervisor)
        environment |= found
        say(f"Starting the portal. Its queue is {words}.")
        people = _start(supervisor, environment, port)
        say(_welcome(port, people, time.monotonic() - began))
        supervisor.watch()
    return 0


def _provide_pdf() -> None:
    """Install what PDF needs where that is ours to do; otherwise say what is missing and what brings it."""
    packages.install([part for part in packages.missing() if part.name in packages.RUNNING])
    if not pango.present():
        complain(Trouble(f"{pango.SENTENCE} Everything else works.", pango.COMMAND))
    elif not pango.has_fonts():
        complain(Trouble(f"{pango.NO_FONTS} Everything else works.", pango.COMMAND))


def _start(supervisor: Supervisor, environment: dict[str, str], port: int) -> str:
    """Web first, so that it loads while the tables are made; worker and clock once they are there."""
    supervisor.start("web", processes.web(port), environment)
    people = _prepare(environment)
    supervisor.start("worker", processes.worker(), environment)
    supervisor.start("beat", processes.beat(), environment)
    supervisor.wait_until(lambda: ready(port), "The portal", SOON)
    return people


def _prepare(environment: dict[str, str]) -> str:
    """Run `tools.preparing`, passing its progress on; returns what it says of the people."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tools.preparing"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    lines: list[str] = []
    try:
        for line in child.stdout or ():
            if line.startswith("  ") and not lines:
                say(line.rstrip())
            else:
                lines.append(line)
    except BaseException:
        child.terminate()
        child.wait()
        raise
    if child.wait():
        raise Trouble("The demo's data could not be made; what went wrong stands above.")
    return "".join(lines)


def ready(port: int) -> bool:
    """Whether the portal says that it can do its work."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return all(json.load(answer).values())
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _port() -> int:
    given = os.environ.get("PORT", "8000")
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Trouble(f"PORT is {given}, which is not the number of a port.", "PORT=8000 ./run demo")
    return int(given)


def _demo_environment(environment: dict[str, str], port: int) -> dict[str, str]:
    return {"DEMO": "1", "SECOND_FACTOR_WAIVED": "1"} | environment | {"PORT": str(port)}


def _welcome(port: int, people: str, seconds: float) -> str:
    return (
        f"\nThe portal is ready after {seconds:.0f} seconds:  http://localhost:{port}/\n"
        f"The mail it sends:  http://localhost:{port}/account/mailbox/\n\n{people}\n"
        "Stop it with Ctrl-C. Logs are in var/log, data in var."
    )
