"""What production refuses to start without, and where it reads it from."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from scr_portal.settings import environment, own_keys
from tools.checks import PRODUCTION

ROOT = Path(__file__).resolve().parents[2]
WHOLE = PRODUCTION | {"DATABASE_URL": "postgresql://portal@db/portal"}


def production_starts(**changed: str | None) -> tuple[bool, str]:
    """Import the production settings in a process of their own; whether that worked, and what it said."""
    known = {"PATH": os.environ["PATH"]} | WHOLE | changed
    done = subprocess.run(
        [sys.executable, "-c", "from scr_portal.settings import base; print(base.CELERY_BROKER_URL)"],
        cwd=ROOT,
        env={name: value for name, value in known.items() if value is not None},
        capture_output=True,
        text=True,
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_production_starts_with_everything_given():
    started, said = production_starts()
    assert started, said


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SECRET_KEY", "does not start without a secret key"),
        ("ALLOWED_HOSTS", "does not start without the host names it answers to"),
        ("SEALED_KEYS", "does not start without the keys of its sealed fields"),
        ("INDEX_KEY", "does not start without the key of its sealed index"),
        ("DATABASE_URL", "needs a PostgreSQL database"),
        ("REDIS_URL", "needs a Redis"),
    ],
)
def test_production_without_a_setting_says_so_in_one_sentence(name, sentence):
    started, said = production_starts(**{name: None})
    assert not started
    assert said.strip().splitlines()[-1].startswith("django.core.exceptions.ImproperlyConfigured: The portal")
    assert sentence in said
    assert f"Set {name}" in said


@pytest.mark.parametrize("url", ["memory://", "filesystem://", "sqla+sqlite:///x"])
def test_production_refuses_a_broker_that_is_not_redis(url):
    started, said = production_starts(REDIS_URL=url)
    assert not started
    assert "must be the address of a Redis server" in said


@pytest.mark.parametrize("name", ["SECOND_FACTOR_WAIVED", "PORTAL_MAILBOX", "DEMO"])
def test_production_refuses_what_is_for_development_only(name):
    started, said = production_starts(**{name: "1"})
    assert not started
    assert f"{name} is for development only" in said


def test_a_secret_is_read_from_the_file_the_environment_names(tmp_path):
    (tmp_path / "redis").write_text("p@ss/word\n")
    started, said = production_starts(REDIS_PASSWORD_FILE=str(tmp_path / "redis"))
    assert started, said
    assert said.strip() == "redis://:p%40ss%2Fword@127.0.0.1:6379/0"


def test_a_secret_file_that_cannot_be_read_stops_the_start(tmp_path):
    started, said = production_starts(SECRET_KEY_FILE=str(tmp_path / "not-there"))
    assert not started
    assert "which cannot be read" in said


def test_a_password_keeps_the_user_of_its_address():
    assert (
        environment.with_password("postgresql://portal@db:5432/p", "a:b")
        == "postgresql://portal:a%3Ab@db:5432/p"
    )


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("EMAIL_PORT", "many")
    with pytest.raises(ImproperlyConfigured, match="must be a whole number"):
        environment.number("EMAIL_PORT", 25)


def test_development_keys_are_made_once_and_kept_from_others(tmp_path):
    file = tmp_path / "var" / "keys.json"
    first = own_keys.kept_in(file)
    assert own_keys.kept_in(file) == first == json.loads(file.read_text())
    assert file.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in file.parent.iterdir()) == ["keys.json"]


def test_production_answers_have_a_strict_policy_and_no_admin():
    from scr_portal.settings import base

    policy = base.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy["default-src"] == ["'none'"]
    assert not any("unsafe" in source for sources in policy.values() for source in sources)
    assert "django.contrib.admin" not in base.INSTALLED_APPS
    assert base.SESSION_COOKIE_SECURE and base.CSRF_COOKIE_SECURE and base.SECURE_SSL_REDIRECT
    assert base.DATABASES["default"]["ATOMIC_REQUESTS"] is False
