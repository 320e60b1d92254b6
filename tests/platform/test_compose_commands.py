"""The commands of docker-compose.yml, started here: production settings, PostgreSQL and Redis on loopback."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import yaml
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

from scr_portal.access.roles import Role
from scr_portal.accounts.models import User
from tests.platform import signing_in as people
from tools import broker, database, ports
from tools.checks import PRODUCTION
from tools.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = {
    name: one.get("command")
    for name, one in yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"].items()
}
KEYS = {
    "SECRET_KEY": settings.SECRET_KEY,
    "AUDIT_KEY": settings.AUDIT_KEY,
    "INDEX_KEY": settings.INDEX_KEY,
    "SEALED_KEYS": ",".join(settings.SEALED_KEYS),
}
"""Those of the database of the tests: with others nothing starts."""
ENTRYPOINT = str(ROOT / "deploy" / "entrypoint")

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def production(tmp_path) -> Iterator[tuple[Supervisor, dict[str, str]]]:
    """Yield a supervisor with Redis running, and the environment of the containers."""
    with Supervisor() as supervisor:
        found, _ = broker.start(supervisor)
        name = connection.settings_dict["NAME"]
        url = os.environ.get("DATABASE_URL") or database.address(name)
        yield (
            supervisor,
            {
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
                **PRODUCTION,
                **KEYS,
                **found,
                "DATABASE_URL": url.rpartition("/")[0] + "/" + name,
                "PORTAL_VAR": str(tmp_path),
                "STATIC_ROOT": str(tmp_path / "static"),
                "BIND": f"127.0.0.1:{ports.free()}",
                "BEAT_SCHEDULE": str(tmp_path / "schedule"),
                "HOME": str(tmp_path),
            },
        )


def readiness(bind: str) -> tuple[int, dict[str, bool]]:
    """Return the status of /readyz (0 where nothing listens yet) and its results by name."""
    asking = http.client.HTTPConnection(bind, timeout=10)
    try:
        asking.request("GET", "/readyz", headers={"Host": PRODUCTION["ALLOWED_HOSTS"]})
        answer = asking.getresponse()
        return answer.status, json.load(answer)
    except OSError:
        return 0, {}
    finally:
        asking.close()


def is_healthy(role: str, environment: dict[str, str]) -> bool:
    return subprocess.run([ENTRYPOINT, "healthy", role], cwd=ROOT, env=environment).returncode == 0


def test_web_two_workers_and_beat_run_in_production(production):
    supervisor, environment = production
    environment_of = {host: environment | {"HOSTNAME": host} for host in ("one", "two")}
    collected = [ENTRYPOINT, "manage", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collected, cwd=ROOT, env=environment, check=True)

    supervisor.start("compose-web", [ENTRYPOINT, *COMMANDS["web"]], environment)
    supervisor.start("compose-beat", [ENTRYPOINT, *COMMANDS["beat"]], environment)
    for host, known in environment_of.items():
        supervisor.start(f"compose-worker-{host}", [ENTRYPOINT, *COMMANDS["worker"]], known)

    supervisor.wait_until(lambda: readiness(environment["BIND"])[0] == 200, "The web", 60)
    assert is_healthy("web", environment)
    for known in environment_of.values():
        supervisor.wait_until(lambda known=known: is_healthy("worker", known), "A worker", 60)
    supervisor.wait_until(lambda: is_healthy("beat", environment), "The clock", 60)


def test_migrations_of_the_compose_command_find_nothing_left_to_do(production):
    _, environment = production
    done = subprocess.run(
        [ENTRYPOINT, *COMMANDS["migrate"]], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "No migrations to apply" in done.stdout


def test_web_is_not_ready_and_says_so_when_redis_is_away(production):
    supervisor, environment = production
    away = environment | {"REDIS_URL": f"redis://127.0.0.1:{ports.free()}/0"}
    supervisor.start("compose-web", [ENTRYPOINT, *COMMANDS["web"]], away)

    def says_the_broker_is_away() -> bool:
        status, answers = readiness(away["BIND"])
        return status == 503 and answers["broker"] is False and answers["database"] is True

    supervisor.wait_until(says_the_broker_is_away, "The answer that Redis is away", 60)


def test_somebody_signs_in_and_wrong_tries_are_counted_while_redis_is_away(production):
    supervisor, environment = production
    away = environment | {"REDIS_URL": f"redis://127.0.0.1:{ports.free()}/0", "BEHIND_PROXY": "1"}
    nurse = people.member(on=people.board(), role=Role.INTERVIEWEE)
    User.objects.filter(pk=nurse.pk).update(
        password=Argon2PasswordHasher().encode(people.PASSWORD, "a salt of this test")
    )
    collected = [ENTRYPOINT, "manage", "collectstatic", "--no-input", "-v0"]
    subprocess.run(collected, cwd=ROOT, env=environment, check=True)
    supervisor.start("compose-web", [ENTRYPOINT, *COMMANDS["web"]], away)
    supervisor.wait_until(lambda: readiness(away["BIND"])[0] == 503, "The web", 60)

    status, address, _ = try_to_sign_in(away["BIND"], nurse.email, people.PASSWORD)
    assert (status, address) == (302, "/work/")
    said = [try_to_sign_in(away["BIND"], nurse.email, "a wrong password")[2] for _ in range(6)]
    assert "too many wrong tries" not in said[4]
    assert "too many wrong tries" in said[5]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || value FROM accounts_rate_limits")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert kept
    assert "192.0.2.7" not in kept
    assert nurse.email not in kept


def try_to_sign_in(bind: str, email: str, password: str) -> tuple[int, str, str]:
    """Return status, address led to, and page of one try, over the proxy's headers."""
    headers = {
        "Host": PRODUCTION["ALLOWED_HOSTS"],
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
    }
    asking = http.client.HTTPConnection(bind, timeout=20)
    asking.request("GET", "/account/sign-in/", headers=headers)
    answer = asking.getresponse()
    cookies = "; ".join(line.partition(";")[0] for line in answer.headers.get_all("Set-Cookie", []))
    (token,) = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[:1]
    fields = urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token})
    more = {
        "Cookie": cookies,
        "Referer": f"https://{headers['Host']}/account/sign-in/",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    asking.request("POST", "/account/sign-in/", fields, headers | more)
    answer = asking.getresponse()
    page = answer.read().decode()
    asking.close()
    return answer.status, answer.headers.get("Location", ""), page


WRONG = "c29tZWJvZHktZWxzZXMta2V5LW9mLXRoaXJ0eS10d28="


@pytest.mark.parametrize("role", ["web", "worker", "beat", "migrate"])
def test_with_the_keys_of_another_database_nothing_starts_and_says_which_key_is_wrong(production, role):
    _, environment = production
    wrong = environment | {"SEALED_KEYS": WRONG, "HOSTNAME": "one"}
    done = subprocess.run(
        [ENTRYPOINT, *COMMANDS[role]], cwd=ROOT, env=wrong, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    assert "SEALED_KEYS is not the one this database was made with." in done.stdout + done.stderr
