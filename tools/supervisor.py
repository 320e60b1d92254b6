"""Start processes, watch them, and always stop every one of them."""

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
    """A running process and its log file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_words(self, count: int = 8) -> str:
        """Return the end of its log, indented."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-count:]
        return "\n".join(f"    | {line[:300]}" for line in lines)


@dataclass
class Supervisor:
    """A context manager that stops the processes started inside it, the last one first."""

    patience: float = 5
    """Seconds the processes get to end by themselves before they are killed. A job cut short is taken up again."""
    started: list[Started] = field(default_factory=list)

    def start(self, name: str, command: Sequence[str | Path], environment: dict[str, str]) -> Started:
        """Start a process in its own session, so that Ctrl-C reaches it only through here."""
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
        """Return as soon as `ready()` is true; raise Trouble when a process ends or the time runs out first."""
        end = time.monotonic() + seconds
        while not ready():
            self.require_running()
            if time.monotonic() > end:
                raise Trouble(f"{name} was not ready within {seconds:.0f} seconds.", f"tail {LOGS}/*.log")
            time.sleep(0.1)

    def require_running(self) -> None:
        """Raise Trouble, with the end of its log, when any process has ended."""
        for started in self.started:
            status = started.process.poll()
            if status is not None:
                raise Trouble(
                    f"The {started.name} ended by itself (status {status}).\n{started.last_words()}"
                )

    def watch(self) -> None:
        """Wait until a process ends by itself (Trouble)."""
        while True:
            self.require_running()
            time.sleep(0.5)

    def stop(self) -> None:
        """Terminate all processes, then kill those that remain, with all their child processes."""
        for started in reversed(self.started):
            if started.process.poll() is None:
                started.process.terminate()
        end = time.monotonic() + self.patience
        for started in reversed(self.started):
            with suppress(subprocess.TimeoutExpired):
                started.process.wait(max(0.1, end - time.monotonic()))
            _kill_session(started.process.pid)
            started.process.wait()
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
