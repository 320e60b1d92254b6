"""Reads what the settings need from the environment, or from the files the environment names.

Production settings stop with one plain sentence when something is missing. Development and test
settings call `relax()` first, and so say openly which of these they answer themselves.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

_relaxed: dict[str, str] = {}


def relax(**answers: str) -> None:
    """Name the values that may stand in when the environment is silent. Never called by production."""
    _relaxed.update(answers)


def relaxed(name: str) -> bool:
    """Whether the settings in use said that they answer `name` themselves."""
    return name in _relaxed


def value(name: str, default: str = "") -> str:
    """`NAME`, or the content of the file that `NAME_FILE` points to, or the default.

    Files are how container secrets arrive; a file that is named but cannot be read stops the start.
    """
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read.") from error
    return os.environ.get(name) or _relaxed.get(name) or default


def required(name: str, sentence: str) -> str:
    """Like `value`, but a missing answer stops the start with the sentence."""
    found = value(name)
    if not found and not relaxed(name):
        raise ImproperlyConfigured(f"{sentence} Set {name} or {name}_FILE.")
    return found


def listed(name: str, default: str = "") -> list[str]:
    """A comma separated value as a list, without blanks."""
    return [part.strip() for part in value(name, default).split(",") if part.strip()]


def switched_on(name: str, default: bool = False) -> bool:
    """A yes/no value: 1, true, yes and on mean yes."""
    return value(name, str(default)).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number, or a plain refusal."""
    try:
        return int(value(name, str(default)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def only_for_development(name: str) -> bool:
    """A switch that production refuses to be started with at all."""
    chosen = switched_on(name)
    if chosen and not relaxed(name):
        raise ImproperlyConfigured(f"{name} is for development only. Unset it to start the portal.")
    return chosen


def with_password(url: str, password: str) -> str:
    """The address with the password put in, so that a secret file need not repeat the address."""
    if not password:
        return url
    parts = urlsplit(url)
    user = quote(parts.username or "", safe="")
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


def broker() -> str:
    """The Redis that carries the queue. Production knows no other broker."""
    url = required("REDIS_URL", "The portal needs a Redis for its background work.")
    if not url.startswith(("redis://", "rediss://", "redis+socket://", "unix://")):
        if not relaxed("REDIS_URL"):
            raise ImproperlyConfigured("REDIS_URL must be the address of a Redis server (redis://...).")
        return url
    return with_password(url, value("REDIS_PASSWORD"))


def folder_queue(folder: Path) -> dict[str, object]:
    """Transport options of a queue that is a folder, for machines without Redis. Makes the folders."""
    for name in ("messages", "processed", "control"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return {
        "data_folder_in": str(folder / "messages"),
        "data_folder_out": str(folder / "messages"),
        "control_folder": str(folder / "control"),
        "processed_folder": str(folder / "processed"),
        # Seconds. The default of one second makes every click wait about as long.
        "polling_interval": 0.1,
    }
