"""Scan files with ClamAV, where one is configured. An error of the scanner refuses the file."""

from __future__ import annotations

import logging
import socket
import struct

from django.conf import settings

from scr_portal.files.models import ScanState
from scr_portal.files.refusals import FileRefused

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 30
CHUNK = 64 * 1024
_FOUND = "The virus scanner found something harmful in this file, so it was not taken."
_UNREACHABLE = (
    "Files cannot be checked for viruses at the moment, so this one was not taken. Try again later."
)


def scan(content: bytes) -> ScanState:
    """Return `NOT_SCANNED` without a scanner or `CLEAN`; raise `FileRefused` in every other case."""
    address = settings.CLAMD_ADDRESS
    if not address:
        return ScanState.NOT_SCANNED
    try:
        answer = _ask(address, content)
    except (OSError, ValueError) as error:
        log.error("virus scanner failed: %s", type(error).__name__)
        raise FileRefused(_UNREACHABLE) from error
    if answer.endswith(b"FOUND"):
        log.warning("virus scanner refused a file of %s bytes", len(content))
        raise FileRefused(_FOUND)
    if answer != b"stream: OK":
        log.error("virus scanner gave an answer nobody knows")
        raise FileRefused(_UNREACHABLE)
    return ScanState.CLEAN


def _ask(address: str, content: bytes) -> bytes:
    """Send the content by clamd's INSTREAM: chunks with their length in front, a zero length, one answer back."""
    with _connected(address) as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            daemon.sendall(struct.pack("!I", len(chunk)) + chunk)
        daemon.sendall(struct.pack("!I", 0))
        answer = b""
        while part := daemon.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(TIMEOUT_SECONDS)
        daemon.connect(address)
        return daemon
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
