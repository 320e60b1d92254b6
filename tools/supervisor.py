"""Starts processes, watches them, and stops every one of them, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from tools.plain import ROOT, VAR, Trouble

LOGS = VAR / "log"
INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass
class Started:
    """A process and where its words go."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self, count: int = 8) -> str:
        """The end of its log, indented."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-count:]
        return "\n".join(f"    | {line[:300]}" for line in lines)


@dataclass
class Supervisor:
    """A context: what was started inside is stopped on leaving it, the last one first."""

    patience: float = 5
    """Seconds the processes get to end by themselves before they are killed. A job cut short is taken up again."""
    started: list[Started] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str | Path], environment: dict[str, str]) -> Started:
        """Start a process in a session of its own, so that Ctrl-C reaches it only through here."""
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(Started(name, process, log))
        return self.started[-1]

    def wait_until(self, ready: Callable[[], bool], name: str, seconds: float) -> None:
        """Come back as soon as `ready()`; raise Trouble when a process ends or time is up first."""
        end = time.monotonic() + seconds
        while not ready():
            self.require_running()
            if time.monotonic() > end:
                raise Trouble(f"{name} was not ready within {seconds:.0f} seconds.", f"tail {LOGS}/*.log")
            time.sleep(0.1)

    def require_running(self) -> None:
        """Raise Trouble with its last words when any process has ended."""
        for one in self.started:
            status = one.process.poll()
            if status is not None:
                raise Trouble(f"The {one.name} ended by itself (status {status}).\n{one.last_words()}")

    def watch(self) -> None:
        """Wait for ever, or until a process ends by itself (Trouble)."""
        while True:
            self.require_running()
            time.sleep(0.5)

    def stop(self) -> None:
        """End them all, politely first. Everything a process has started in turn goes with it."""
        for one in reversed(self.started):
            if one.process.poll() is None:
                one.process.terminate()
        end = time.monotonic() + self.patience
        for one in reversed(self.started):
            with suppress(subprocess.TimeoutExpired):
                one.process.wait(max(0.1, end - time.monotonic()))
            _kill_session(one.process.pid)
            one.process.wait()
        self.started.clear()

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A second Ctrl-C must not leave half of them behind.
        before = {number: signal.signal(number, signal.SIG_IGN) for number in INTERRUPTIONS}
        self.stop()
        for number, handler in before.items():
            signal.signal(number, handler)


def _kill_session(leader: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
