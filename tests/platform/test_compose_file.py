"""docker-compose.yml, read without an engine: what it may and may not say, and that its commands exist."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_a_role_the_image_has(name):
    (role,) = SERVICES[name]["command"]
    entrypoint = (ROOT / "deploy" / "entrypoint").read_text()
    assert re.search(rf"^    {role}\)$", entrypoint, re.MULTILINE)
    assert 'ENTRYPOINT ["/app/deploy/entrypoint"]' in (ROOT / "Dockerfile").read_text()


def test_a_role_the_image_lacks_is_refused_in_words():
    done = subprocess.run([ROOT / "deploy" / "entrypoint", "shell"], capture_output=True, text=True)
    assert done.returncode == 64
    assert "has no role 'shell'" in done.stderr


@pytest.mark.parametrize("name", OURS)
def test_our_containers_are_read_only_without_rights_and_not_root(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.search(r"^USER 10001$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", ["web", "worker"])
def test_web_and_worker_can_be_scaled(name):
    assert "container_name" not in SERVICES[name]
    assert "ports" not in SERVICES[name]


def test_only_the_proxy_is_reached_from_outside_and_speaks_tls():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert "443:443" in SERVICES["proxy"]["ports"]
    assert "tls {$PORTAL_TLS}" in (ROOT / "deploy" / "Caddyfile").read_text()


@pytest.mark.parametrize("name", ["db", "redis"])
def test_database_and_queue_are_on_the_closed_network_alone(name):
    assert SERVICES[name]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


@pytest.mark.parametrize("name", [name for name in SERVICES if name != "migrate"])
def test_every_lasting_service_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


def test_images_are_pinned_and_named_without_a_host():
    for service in SERVICES.values():
        image = service["image"]
        if image.startswith("${PORTAL_IMAGE"):
            continue
        name, _, tag = image.partition(":")
        assert "." not in name.split("/")[0], image
        assert re.match(r"\d+", tag), image


def test_no_secret_stands_in_the_file_and_every_file_is_made():
    from importlib.machinery import SourceFileLoader
    from types import ModuleType

    made = ModuleType("make_secrets")
    SourceFileLoader("make_secrets", str(ROOT / "deploy" / "make-secrets")).exec_module(made)
    assert set(COMPOSE["secrets"]) == set(made.MADE)
    for name in OURS:
        for variable, value in SERVICES[name]["environment"].items():
            if re.search(r"KEY|PASSWORD", variable):
                assert variable.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in SERVICES[name]["secrets"]


def test_secret_files_are_made_once_and_never_replaced(tmp_path):
    command = [ROOT / "deploy" / "make-secrets", tmp_path / "secrets"]
    first = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    key = (tmp_path / "secrets" / "sealed_keys").read_text()
    second = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "sealed_keys" in first
    assert "nothing, all are there" in second
    assert (tmp_path / "secrets" / "sealed_keys").read_text() == key
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
