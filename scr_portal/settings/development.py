"""Settings for the demo and a developer's machine: plain HTTP on loopback, generated keys, default hosts.

All data is under `var/`. `DEBUG=1` shows Django's own error pages; the demo shows the portal's.
"""

from pathlib import Path
from urllib.parse import quote

from scr_portal.settings import environment, own_keys

VAR = Path(environment.value("PORTAL_VAR", str(Path(__file__).resolve().parent.parent.parent / "var")))
DATABASE_NAME = environment.value("PORTAL_DATABASE_NAME", "portal")

environment.relax(
    ALLOWED_HOSTS="localhost,127.0.0.1,[::1]",
    # The embedded PostgreSQL that `./run` starts: no port, a socket in its own folder.
    DATABASE_URL=f"postgresql://postgres@{quote(str(VAR / 'pg'), safe='')}/{DATABASE_NAME}",
    REDIS_URL="",
    SECOND_FACTOR_WAIVED="",
    PORTAL_MAILBOX="1",
    DEMO="",
    PORTAL_ADDRESS=f"http://localhost:{environment.value('PORT', '8000')}",
    **own_keys.kept_in(VAR / "keys.json"),
)

from scr_portal.settings.base import *  # noqa: E402, F403
from scr_portal.settings.base import REDIS_URL, STORAGES  # noqa: E402

DEBUG = environment.switched_on("DEBUG")
if environment.value("PORT"):
    CSRF_TRUSTED_ORIGINS = [f"http://localhost:{environment.value('PORT')}"]

SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0

# Served from their source folders, without collectstatic.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

if not REDIS_URL:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = environment.folder_queue(VAR / "queue")
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    }

if environment.switched_on("PORTAL_MAILBOX"):
    EMAIL_BACKEND = "scr_portal.accounts.mailbox.MailboxBackend"
