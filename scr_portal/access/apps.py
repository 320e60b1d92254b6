"""Start-up of the access room: every action has a policy, or the portal does not start."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class AccessConfig(AppConfig):
    name = "scr_portal.access"
    label = "access"
    verbose_name = "Access"


@register()
def every_action_has_a_policy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A name in ACTIONS without a policy would raise in front of a person; stop here instead."""
    from .rules import without_policy  # inline: the registry fills while apps load

    return [Error(f"The action {name} has no policy.", id="access.E001") for name in without_policy()]
