"""The commands of `./run`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import NoReturn

from tools import installation
from tools.plain import Trouble, complain

USAGE = """Usage: ./run COMMAND

  demo            start the portal with its demo, on http://localhost:8000 (PORT=... for another port)
  test [options]  the whole test suite, browser journeys included; options go to pytest
  coverage        the test suite with its branch coverage, templates included, held to the figures in pyproject.toml
  mutate [names]  change rules one thing at a time, and name the changes that no test notices (families/gates.py, reviews)
  check           style, templates, types, missing migrations, deployment settings, import directions
  bench           the benchmarks
  prove-start     a fresh clone starts by itself and everybody finds something to do; --bare: in a bare Debian, as root
  manage ...      Django's manage.py with the demo's database and keys
"""


def demo(arguments: list[str]) -> int:
    from tools import demo as command

    return command.run()


def test(arguments: list[str]) -> int:
    from tools import testing

    return testing.run(arguments)


def coverage(arguments: list[str]) -> int:
    from tools import coverage as command

    return command.run(arguments)


def mutate(arguments: list[str]) -> int:
    from tools import mutation

    return mutation.run(arguments)


def check(arguments: list[str]) -> int:
    from tools import checks

    return checks.run()


def bench(arguments: list[str]) -> int:
    from tools import benchmarks

    return benchmarks.run(arguments)


def prove_start(arguments: list[str]) -> int:
    from tools import first_start

    return first_start.run(arguments)


def manage(arguments: list[str]) -> int:
    from tools import managing

    return managing.run(arguments)


COMMANDS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "demo": (demo, "demo"),
    "test": (test, "dev"),
    "coverage": (coverage, "dev"),
    "mutate": (mutate, "dev"),
    "check": (check, "dev"),
    "bench": (bench, "dev"),
    "prove-start": (prove_start, "demo"),
    "manage": (manage, "demo"),
}


def main(arguments: list[str]) -> int:
    """Set up the checkout for the command, continue inside its own Python, and run it.

    Returns the exit status: the command's own, 2 for a wrong command, 1 for trouble, 130 when interrupted.
    """
    if not arguments or arguments[0] not in COMMANDS:
        print(USAGE, file=sys.stderr if arguments else sys.stdout)
        return 2 if arguments else 0
    command, needs = COMMANDS[arguments[0]]
    # Otherwise each of the processes that a command starts would compile the whole portal anew: a second and a half.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    # Also SIGINT: a shell that starts it in the background hands it down ignored, and nothing would stop it then.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        installation.enter(needs)
        return command(arguments[1:])
    except Trouble as trouble:
        complain(trouble)
        return 1
    except KeyboardInterrupt:
        return 130


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt
