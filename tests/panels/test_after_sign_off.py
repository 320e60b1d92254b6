"""Once the report is signed off no agency is asked for more; whoever leaves the panel can still be replaced."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from panels.actions import PanelAction
from reports.models import OverviewReport
from scr_portal import access
from tests import make
from tests.asking import words_of

pytestmark = pytest.mark.django_db

AGENCIES = "The report of this review is signed off, so no agency is asked for anything more."


@pytest.fixture
def report() -> OverviewReport:
    """A report that has been signed off."""
    return make.signed_report()


def manager_of(report: OverviewReport) -> Any:
    return report.review.board.memberships.get(role="business_manager").user


def test_no_agency_is_added_after_sign_off_and_no_author_replaced(report: OverviewReport) -> None:
    review, manager = report.review, manager_of(report)
    assert access.refusal(PanelAction.COMMISSION, manager, review) == AGENCIES
    assert "Add an agency" not in words_of(manager, reverse("panels:agencies", args=[review.pk]))
    for commission in review.commissions.all():
        assert access.refusal(PanelAction.COMMISSION, manager, commission) == AGENCIES


def test_somebody_who_leaves_after_sign_off_can_still_be_replaced_on_the_panel(
    report: OverviewReport,
) -> None:
    manager = manager_of(report)
    assert access.refusal(PanelAction.APPOINT, manager, report.review) is None
    assert "Appoint somebody" in words_of(manager, reverse("panels:panel", args=[report.review.pk]))
