"""Settings for the test suite: the same PostgreSQL and rules, with a fast password hasher and fixed keys."""

from pathlib import Path
from urllib.parse import quote

from scr_portal.settings import environment

VAR = Path(environment.value("PORTAL_VAR", str(Path(__file__).resolve().parent.parent.parent / "var")))
DATABASE_NAME = environment.value("PORTAL_DATABASE_NAME", "portal")

environment.relax(
    SECRET_KEY="only-for-tests-" * 5,
    AUDIT_KEY="only-for-tests-audit-" * 3,
    INDEX_KEY="only-for-tests-index-" * 3,
    SEALED_KEYS="b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMDA=",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATABASE_URL=f"postgresql://postgres@{quote(str(VAR / 'pg'), safe='')}/{DATABASE_NAME}",
    REDIS_URL="",
    SECOND_FACTOR_WAIVED="",
    PORTAL_MAILBOX="",
    DEMO="",
    PORTAL_ADDRESS="http://testserver",
    MEDIA_ROOT=str(VAR / "test-files"),
)

from scr_portal.settings.base import *  # noqa: E402, F403
from scr_portal.settings.base import (  # noqa: E402
    DATABASES,
    INSTALLED_APPS,
    LOGGING,
    REDIS_URL,
    STORAGES,
    TEMPLATES,
)

INSTALLED_APPS = [*INSTALLED_APPS, "tests.platform.sealed_app"]

# A worker that a test starts gets the name of the test database from the environment.
if environment.value("PORTAL_DATABASE_NAME"):
    DATABASES["default"]["NAME"] = DATABASE_NAME

# The coverage of templates needs the places that Django keeps for its own error page.
if environment.value("PORTAL_TEMPLATE_COVERAGE"):
    TEMPLATES[0]["OPTIONS"]["debug"] = True  # type: ignore[index]

# Test data need not survive a power cut; not waiting for the disk is faster.
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
DATABASES["default"]["CONN_MAX_AGE"] = 0

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0

# Served from their source folders, without collectstatic.
STATIC_ROOT = None  # type: ignore[assignment]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

# Emptied before every test by tests/conftest.py; browser journeys share the process and so the cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A worker started by a test writes its mail to a folder, where the test can read it.
if environment.value("PORTAL_TEST_MAIL"):
    EMAIL_BACKEND = "scr_portal.accounts.mailbox.MailboxBackend"
    MAILBOX_DIR = Path(environment.value("PORTAL_TEST_MAIL"))

if environment.value("PORTAL_QUEUE"):
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = environment.folder_queue(Path(environment.value("PORTAL_QUEUE")))
elif not REDIS_URL:
    # Published messages are discarded unless a test starts a real worker, which has its own broker.
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {}

LOGGING["root"]["level"] = "ERROR"  # type: ignore[index]
