"""Read settings from the environment, or from the files that the environment names.

Production settings stop with one plain sentence when a value is missing. Development and test settings call
`relax()` first, which lists the values they supply themselves.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ImproperlyConfigured

_relaxed: dict[str, str] = {}


def relax(**answers: str) -> None:
    """Set values to use when the environment has none. Never called by production settings."""
    _relaxed.update(answers)


def relaxed(name: str) -> bool:
    """Return whether the settings in use supply `name` themselves."""
    return name in _relaxed


def value(name: str, default: str = "") -> str:
    """Return `NAME`, or the content of the file that `NAME_FILE` points to, or the default.

    Container secrets arrive as files; a file that is named but cannot be read stops start-up.
    """
    file = os.environ.get(f"{name}_FILE")
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read.") from error
    return os.environ.get(name) or _relaxed.get(name) or default


def required(name: str, sentence: str) -> str:
    """Return the value, or stop start-up with the sentence when it is missing."""
    setting = value(name)
    if not setting and not relaxed(name):
        raise ImproperlyConfigured(f"{sentence} Set {name} or {name}_FILE.")
    return setting


def listed(name: str, default: str = "") -> list[str]:
    """Return a comma separated value as a list, without blanks."""
    return [part.strip() for part in value(name, default).split(",") if part.strip()]


def switched_on(name: str, default: bool = False) -> bool:
    """Return a boolean value: 1, true, yes and on are true."""
    return value(name, str(default)).lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return a whole number. Raises ImproperlyConfigured for anything else."""
    try:
        return int(value(name, str(default)))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from error


def only_for_development(name: str) -> bool:
    """Return a switch with which production refuses to start."""
    enabled = switched_on(name)
    if enabled and not relaxed(name):
        raise ImproperlyConfigured(f"{name} is for development only. Unset it to start the portal.")
    return enabled


def with_password(url: str, password: str) -> str:
    """Return the URL with the password inserted, so that a secret file need not repeat the URL."""
    if not password:
        return url
    parts = urlsplit(url)
    user = quote(parts.username or "", safe="")
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password, safe='')}@{host}"))


def broker() -> str:
    """Return the URL of the Redis that carries the queue. Production allows no other broker."""
    url = required("REDIS_URL", "The portal needs a Redis for its background work.")
    if not url.startswith(("redis://", "rediss://", "redis+socket://", "unix://")):
        if not relaxed("REDIS_URL"):
            raise ImproperlyConfigured("REDIS_URL must be the address of a Redis server (redis://...).")
        return url
    return with_password(url, value("REDIS_PASSWORD"))


def folder_queue(folder: Path) -> dict[str, object]:
    """Return transport options of a file system queue, for machines without Redis. Creates the folders."""
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
