"""Production settings. Everything is denied unless the environment enables it; other settings only relax this."""

from pathlib import Path

import dj_database_url
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured

from scr_portal.settings import environment
from scr_portal.settings.browser import *  # noqa: F403
from scr_portal.settings.signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(environment.value("PORTAL_VAR", str(BASE_DIR / "var")))

DEBUG = False
SECRET_KEY = environment.required("SECRET_KEY", "The portal does not start without a secret key.")
# Earlier keys, comma separated: what they signed stays good while the new one signs.
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "The portal does not start without the host names it answers to. Set ALLOWED_HOSTS."
    )

# Settings of the portal -------------------------------------------------------------------------
# Keys for the sealed fields, comma separated: the first encrypts, all of them decrypt.
environment.required("SEALED_KEYS", "The portal does not start without the keys of its sealed fields.")
SEALED_KEYS = environment.listed("SEALED_KEYS")
# Looks up sealed values without decrypting them. It is not rotated: that would invalidate every index.
INDEX_KEY = environment.required(
    "INDEX_KEY", "The portal does not start without the key of its sealed index."
)
# Signs the chain of the audit trail: a separate key, so that SECRET_KEY can be changed without breaking it.
AUDIT_KEY = environment.required("AUDIT_KEY", "The portal does not start without the key of its audit trail.")
# Base URL of links in mail, for mail that is sent outside a request.
PORTAL_ADDRESS = environment.value("PORTAL_ADDRESS", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
PORTAL_MAILBOX = environment.only_for_development("PORTAL_MAILBOX")
MAILBOX_DIR = VAR_DIR / "mail"
DEMO = environment.only_for_development("DEMO")
# The address of a ClamAV daemon, "host:port" or a socket path. Empty: files are shown as "not scanned".
CLAMD_ADDRESS = environment.value("CLAMD_ADDRESS")
# Drafts: how long they are offered again, and how long an open form may still save to one.
DRAFT_DAYS = 14
DRAFT_TOKEN_SECONDS = 7 * 24 * 60 * 60
DRAFT_MAX_CHARACTERS = 2_000_000

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "guardian",
    "simple_history",
    "scr_portal.accounts",
    "scr_portal.access",
    "scr_portal.audit",
    "scr_portal.deadlines",
    "scr_portal.outstanding",
    "scr_portal.notices",
    "scr_portal.sealed",
    "scr_portal.files",
    "scr_portal.jobs",
    "scr_portal.drafts",
    "scr_portal.preview",
    "scr_portal.anonymise",
    "scr_portal.web",
    "reviews",
    "panels",
    "families",
    "reports",
]

MIDDLEWARE = [
    "scr_portal.logs.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "scr_portal.web.middleware.NothingStored",
    "allauth.account.middleware.AccountMiddleware",
    "scr_portal.accounts.middleware.SessionActivity",
    "scr_portal.accounts.middleware.SessionLimits",
    "scr_portal.accounts.middleware.RequireSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "scr_portal.preview.middleware.PreviewPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "scr_portal.web.middleware.Conflicts",
    "scr_portal.accounts.middleware.KeepTypedText",
    "scr_portal.sealed.reading.ReadingMiddleware",
    "scr_portal.access.middleware.DefaultDeny",
]

ROOT_URLCONF = "scr_portal.urls"
WSGI_APPLICATION = "scr_portal.wsgi.application"
FORM_RENDERER = "scr_portal.web.forms.PortalFormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Data ----------------------------------------------------------------------------------------------
DATABASES = {
    "default": dj_database_url.parse(
        environment.with_password(
            environment.required("DATABASE_URL", "The portal needs a PostgreSQL database."),
            environment.value("DATABASE_PASSWORD"),
        ),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.broker()
# Lockouts and rate limits are shared by all processes and hold while the broker is away.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_rate_limits",
        "KEY_FUNCTION": "scr_portal.accounts.limits.limit_key",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

MEDIA_ROOT = Path(environment.value("MEDIA_ROOT", str(VAR_DIR / "files")))
MEDIA_URL = ""
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.value("STATIC_ROOT", str(BASE_DIR / "build" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "scr_portal.assets.HashedAssets"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Language and time ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# Mail ----------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = environment.value("EMAIL_HOST", "localhost")
EMAIL_PORT = environment.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.value("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.value("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.switched_on("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.value("DEFAULT_FROM_EMAIL", f"no-reply@{ALLOWED_HOSTS[0].lstrip('.')}")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""

# Background work -----------------------------------------------------------------------------------
# Longer than the longest render, so that Redis never redelivers a task that is still running.
LONGEST_TASK_SECONDS = 20 * 60
ESCALATE_AFTER_DAYS = 7
"""Days a matter may be late before it is escalated to the next level, and between the levels."""
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {
    "visibility_timeout": 2 * LONGEST_TASK_SECONDS,
    # A broker that hangs must not block the request that published to it.
    "socket_timeout": 2,
    "socket_connect_timeout": 2,
    "max_retries": 1,
    "interval_start": 0.1,
    "interval_max": 0.2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = LONGEST_TASK_SECONDS
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "requeue stale jobs": {"task": "scr_portal.jobs.tasks.requeue_stale", "schedule": 10.0},
    "deliver due notices": {"task": "scr_portal.notices.tasks.deliver_due", "schedule": 30.0},
    "purge old drafts": {"task": "scr_portal.drafts.tasks.purge", "schedule": crontab(hour=3, minute=10)},
    "catch up with what is outstanding": {
        "task": "scr_portal.outstanding.tasks.catch_up",
        "schedule": 60.0,
    },
    "code cases anew that were left behind their register": {
        "task": "reviews.tasks.recode_overdue",
        "schedule": crontab(minute="*/10"),
    },
    "look where names that wait still stand": {
        "task": "reviews.tasks.look_where_names_stand",
        "schedule": crontab(hour=0, minute=5),
    },
    "rebuild what is outstanding": {
        "task": "scr_portal.outstanding.tasks.rebuild",
        "schedule": crontab(hour=0, minute=20),
    },
    "remind of what is outstanding": {
        "task": "scr_portal.outstanding.tasks.remind",
        "schedule": crontab(minute=5),
    },
    "summarise the week": {
        "task": "scr_portal.outstanding.tasks.summarise",
        "schedule": crontab(minute=35),
    },
    "verify the audit chain": {
        "task": "scr_portal.audit.tasks.verify",
        "schedule": crontab(hour=2, minute=20),
    },
}

# Logs ----------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "scr_portal.logs.RequestIdFilter"},
        "no_details": {"()": "scr_portal.logs.WithoutDetails"},
    },
    "formatters": {"json": {"()": "scr_portal.logs.PortalJsonFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_id", "no_details"],
        }
    },
    "root": {"handlers": ["console"], "level": environment.value("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # A statement can contain a name.
        "django.db.backends": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
