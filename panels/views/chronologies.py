"""Hand in a chronology: drop the file, see what was understood, mend what was not, accept or withdraw it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.seals_met import put_seals_beside, sealed_met
from reviews.views.pages import CaseForm, CasePage, OwnWordsMixin
from reviews.views.returns import rounds_of
from scr_portal import sealed, workflow
from scr_portal.drafts.services import form_key
from scr_portal.refusals import Missing
from scr_portal.web.drafting import keeping_each
from scr_portal.web.forms import PortalForm

from ..actions import PanelAction
from ..enums import ChronologyStatus, RowOutcome
from ..forms.rows import ACCEPT, OUT, RowForm
from ..forms.submission import UploadForm, WithdrawForm
from ..models import Chronology, ChronologyEvent, RowProblem
from ..policy import may_correct_chronology, writes
from ..queries import ProblemRow, problem_rows, row_counts
from ..services import chronologies, rows
from ..services.chronology_returns import why_not_returned
from .chronology_returns import put_points_beside
from .commissions import CommissionStep

A_PAGE = 50
NOT_READ = (ChronologyStatus.READING, ChronologyStatus.ASKED, ChronologyStatus.REFUSED)
ROWS_A_PAGE = 10


class Upload(CommissionStep):
    """What a good file looks like; "your own layout is fine"."""

    action = PanelAction.UPLOAD_CHRONOLOGY
    form_class = UploadForm
    template_name = "panels/upload.html"
    heading = "Hand in your chronology"
    lead = "Every row becomes an event, or comes back to you with the reason. No row is dropped and no date is guessed."
    button = "Hand it in"
    first: Chronology | None = None

    def act(self, form: forms.BaseForm) -> Any:
        try:
            _, job = chronologies.upload(
                self.object,
                upload=form.cleaned_data["file"],
                by=self.request.user,
            )
        except chronologies.SameFile as same:
            self.first = same.first
            raise
        return reverse("jobs:progress", args=[job.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(first=self.first, **kwargs)


class ChronologyPage(OwnWordsMixin, CasePage):
    """The page "148 rows read = 137 events + 2 not events + 6 to mend + 3 left out": the rows to mend first, each a form."""

    in_preview = True
    model = Chronology
    action = PanelAction.VIEW_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    template_name = "panels/chronology.html"

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("commission__review__board", "commission__agency", "file", "uploaded_by")
        )

    def get_heading(self) -> str:
        return f"Chronology of {self.object.commission.agency}"

    def wrote_words(self) -> bool:
        return writes(self.request.user, self.object.commission.management_review)

    def above(self) -> list[tuple[str, str]]:
        commission = self.object.commission
        return [(commission.agency.short_name, commission.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chronology = self.object
        mine = may_correct_chronology(self.request.user, chronology) is None
        user, events = self.request.user, ChronologyEvent.objects.filter(chronology=chronology)
        visible = events.visible_to(user).select_related("added_by")
        page = Paginator(visible, A_PAGE).get_page(self.page_number(visible))
        sealed.refresh(page.object_list, chronology.identity_register())
        put_seals_beside(page.object_list, user)
        rounds = rounds_of(chronology, self.request.user)
        put_points_beside(page.object_list, rounds, chronology.identity_register())
        checking = mine and chronology.status == ChronologyStatus.READ
        return super().get_context_data(
            page=page,
            may_seal_rows=bool(page.object_list) and self.may(ReviewAction.SEAL, page.object_list[0]),
            sealed_met=sealed_met(events.but_for_closed_rows(user), visible, user, "event"),
            mine=mine,
            rounds=rounds,
            correcting=mine and any(current.is_open for current in rounds),
            may_return=self.may(PanelAction.RETURN_CHRONOLOGY) and not why_not_returned(chronology),
            checking=checking,
            counts=row_counts(chronology) if chronology.status not in NOT_READ else None,
            outstanding=workflow.missing(chronology, ChronologyStatus.ACCEPTED) if checking else [],
            may_withdraw=self.may(PanelAction.WITHDRAW_CHRONOLOGY)
            and workflow.may_move(chronology, ChronologyStatus.WITHDRAWN),
            **(self.rows() if mine else {}),
            **kwargs,
        )

    def page_number(self, visible: QuerySet[ChronologyEvent]) -> Any:
        """Return the page asked for; of a row that something else refers to, the page on which it stands."""
        wanted = self.request.GET.get("row", "")
        keys = [str(key) for key in visible.values_list("pk", flat=True)] if wanted else []
        return keys.index(wanted) // A_PAGE + 1 if wanted in keys else self.request.GET.get("page")

    def rows(self) -> dict[str, Any]:
        """Return the rows that are not simply events, by what became of them."""
        problems = RowProblem.objects.visible_to(self.request.user).filter(chronology=self.object)
        every = problem_rows(self.object, problems.select_related("settled_by"))
        waiting = [row for row in every if row.severity == "held" and not row.outcome]
        here = Paginator(waiting, ROWS_A_PAGE).get_page(self.request.GET.get("rows"))
        return {
            "waiting": here,
            "forms": self.row_forms(here),
            "keeps_typing": bool(waiting),
            "left_out": [row for row in every if row.outcome == RowOutcome.LEFT_OUT],
            "mended": [
                row
                for row in every
                if row.outcome == RowOutcome.MENDED and row.problem.code != RowProblem.ADDED
            ],
            "notes": [row for row in every if row.severity == "info" and not row.outcome],
            "remarks": [row for row in every if row.severity == "warning" and not row.outcome],
        }

    def row_forms(self, waiting: Iterable[ProblemRow]) -> list[tuple[ProblemRow, RowForm]]:
        """Return each row that waits with its form, which keeps what is typed as the page of the row does."""
        listed = [(row, RowForm(row=row, auto_id=f"row-{row.problem.pk}-%s")) for row in waiting]
        keys = {"review_id": self.object.review_id}
        by_key = {form_key("panels:row", keys | {"pk": row.problem.pk}): form for row, form in listed}
        for key, kept in keeping_each(by_key, user=self.request.user).items():
            by_key[key].kept = kept
        return listed


class ChronologyAccept(CaseForm):
    model = Chronology
    action = PanelAction.ACCEPT_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    form_class = PortalForm
    heading = "Accept this chronology"
    lead = "It was read rightly. From now on the panel can read it, in coded form."
    button = "Accept it"
    success = "Accepted. The panel can read it now."

    def outstanding(self) -> Any:
        return workflow.shut_by(self.object, ChronologyStatus.ACCEPTED)

    def act(self, form: forms.BaseForm) -> Any:
        accepted = chronologies.accept(self.object, by=self.request.user)
        return accepted.commission


class ChronologyWithdraw(CaseForm):
    """A wrong file: it stays listed with the reason, and the panel reads it no more."""

    model = Chronology
    action = PanelAction.WITHDRAW_CHRONOLOGY
    parents = {"review_id": "commission__review_id"}
    form_class = WithdrawForm
    heading = "Withdraw this file"
    button = "Withdraw it"
    warning = True
    success = "The file is withdrawn."

    def get_lead(self) -> str:
        stays = "The file stays listed with your reason."
        if self.object.status == ChronologyStatus.ACCEPTED:
            return f"The panel can no longer read what was in it. {stays}"
        return f"The panel has not read it and will not. {stays}"

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.get_absolute_url())]

    def act(self, form: forms.BaseForm) -> Any:
        return chronologies.withdraw(self.object, by=self.request.user, **form.cleaned_data)


class RowStep(CaseForm):
    """A step on one row of a chronology that the person may see."""

    model = RowProblem
    action = PanelAction.ACCEPT_CHRONOLOGY
    parents = {"review_id": "chronology__commission__review_id"}

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("chronology__commission__terms")

    def get_caption(self) -> str:
        part = f", table {self.object.part}" if self.object.part > 1 else ""
        return f"Row {self.object.row}{part}"

    def above(self) -> list[tuple[str, str]]:
        return [("Chronology", self.object.chronology.get_absolute_url())]

    def back(self) -> str:
        """Return the page that the person came from: all rows in one table, at this one, or the chronology."""
        chronology, row = self.object.chronology, self.object
        if self.request.GET.get("from") == "table":
            return f"{chronology.get_absolute_url()}rows/?at={row.part}.{row.place}.{row.row}#row-{row.part}-{row.row}"
        return f"{chronology.get_absolute_url()}#rows"


class RowSettle(RowStep):
    """One row with a problem: every field as it was read, what is wrong beside it, and what shall become of it."""

    form_class: Any = RowForm
    template_name = "panels/row.html"
    button = "Save this row"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Lead from a row that has been settled meanwhile to the page of its chronology."""
        if self.object.outcome != RowOutcome.OPEN:
            return redirect(f"{self.object.chronology.get_absolute_url()}#rows")
        return super().get(request, *args, **kwargs)

    def get_heading(self) -> str:
        return f"Row {self.object.row}"

    def get_caption(self) -> str:
        return str(self.object.chronology)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "row": rows.row_of(self.object)}

    def act(self, form: Any) -> Any:
        decision, reason = form.cleaned_data["decision"], form.cleaned_data.get("reason", "")
        self.success = f"Row {self.object.row} is {'left out' if decision == OUT else 'an event'} now."
        if decision == OUT:
            rows.leave_out(self.object, reason=reason, by=self.request.user)
        elif decision == ACCEPT and not reason.strip():
            raise Missing({"reason": "Say why this row is accepted as it is."})
        else:
            rows.mend_row(
                self.object,
                corrections=form.corrections,
                accepted_because=reason if decision == ACCEPT else "",
                everywhere=form.cleaned_data.get("everywhere", False),
                group=form.group,
                by=self.request.user,
            )
        return self.back()


class RowTakeBack(RowStep):
    """Undo what was settled about a row."""

    form_class = PortalForm
    heading = "Take this row back"
    lead = "It waits to be settled again, with everything that was typed."
    button = "Take it back"

    def get_queryset(self) -> Any:
        return super().get_queryset().exclude(outcome=RowOutcome.OPEN)

    def get_lead(self) -> str:
        by_hand = self.object.code in (RowProblem.CHANGED, RowProblem.ADDED)
        if by_hand and self.object.outcome == RowOutcome.LEFT_OUT:
            return "It is read again, with what was typed in it."
        if self.object.event_kept:
            return "It becomes an event again, as it was read."
        return self.lead

    def act(self, form: forms.BaseForm) -> Any:
        rows.take_back(self.object, by=self.request.user)
        return self.back()
