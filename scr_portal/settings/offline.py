"""Settings for commands that only read a file: no database, no broker, keys that last for one run."""

import secrets

from scr_portal.settings import environment

environment.relax(
    SECRET_KEY=secrets.token_urlsafe(48),
    AUDIT_KEY=secrets.token_urlsafe(48),
    INDEX_KEY=secrets.token_urlsafe(48),
    SEALED_KEYS="bm90aGluZy1pcy1zZWFsZWQtd2l0aC10aGlzLWtleS0=",
    ALLOWED_HOSTS="localhost",
    DATABASE_URL="postgresql://nobody@localhost:1/none",
    REDIS_URL="",
    SECOND_FACTOR_WAIVED="",
    PORTAL_MAILBOX="",
    DEMO="",
)

from scr_portal.settings.base import *  # noqa: E402, F403

DATABASES = {"default": {"ENGINE": "django.db.backends.dummy"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
