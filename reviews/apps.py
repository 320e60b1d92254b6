"""Start-up of reviews: registers its policies, gates, navigation items and outstanding matters, and checks the procedure files."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from scr_portal.web import navigation


class ReviewsConfig(AppConfig):
    name = "reviews"
    label = "reviews"
    verbose_name = "Reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import (  # noqa: F401  registering is the purpose
            audit_labels,
            gates,
            jobs,
            mails,
            navigation_items,
            outstanding,
            outstanding_seals,
            policy,
            previewing,
            returns,
            sealables,
        )

        navigation.add("Your work", "reviews:work", order=10)
        navigation.add("Cases", "reviews:cases", shown_to=may_have_cases, order=20)


def may_have_cases(user: Any) -> bool:
    """Whether a role of this person could open a case or a referral."""
    from scr_portal.access.roles import WITHOUT_CASES

    return bool(user.holds_other_than(WITHOUT_CASES))


@register()
def procedure_files_are_right(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report a wrong procedure file with its name, the key and what was expected; it stops start-up."""
    from .procedures import ProcedureFileWrong, all_procedures

    try:
        all_procedures()
    except ProcedureFileWrong as error:
        return [Error(str(error), id="reviews.E001")]
    return []
