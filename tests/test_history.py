"""What changes keeps its history: every model is looked at, and an exception has a reason beside it."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from reviews.services import decisions, referrals
from scr_portal.audit.history import SilentWrite, has_history, history_leaks
from scr_portal.sealed.columns import narratives_of
from scr_portal.sealed.fields import EncryptedJSONField, EncryptedTextField
from tests import make

WITHOUT_HISTORY = {
    "panels.ChronologyEvent": "It never changes: a corrected file is a new edition, and what a row was is kept with its problem.",
    "accounts.User": "The sealed name is the account's own; what changes an account is an act in the audit.",
    "accounts.Absence": "Written once; that it was called off, and by whom, stands on it and in the audit.",
    "accounts.Membership": "It begins and ends; both are acts in the audit.",
    "preview.Preview": "Written once, with its reason; it is itself a record.",
    "sealed.NamedView": "Written once, with its reason; it is itself a record.",
    "deadlines.Extension": "Written once for each new date; the extensions of a deadline are its history.",
    "outstanding.OpenMatter": "Computed from the gates; what was done about it is an act in the audit.",
    "outstanding.Reminder": "Written once: the claim to one reminder.",
    "files.StoredFile": "Its content is named by its digest and never changes.",
    "reports.FamilyCopy": "Written once; another text has another copy.",
    "notices.Notice": "An outbox: a row says that something is to be sent, and when it was.",
    "drafts.Draft": "Text nobody has sent yet: versions would keep it after it was thrown away.",
    "jobs.Job": "Long work: state and progress, no case content.",
    "audit.AuditEvent": "The record of acts itself, which nobody can change.",
    "audit.AuditHead": "The end of the chain of the record of acts.",
}
"""Models with a status, a sealed text, or an act's time that keep no versions, each with its reason."""

UNPAIRED = {
    "accounts.User.invited_at": "Who invited stands on the membership.",
    "sealed.NamedView.opened_at": "No foreign keys there; the person is opened_by_id and never empty.",
    "sealed.NamedView.ended_at": "Only the person who opened a named view ends it.",
    "reports.EditionReading.shown_at": "The second reader who finishes shows both; who finished stands in the audit.",
    "reviews.SealedPassage.lost_at": "The portal finds it, after an act whose person stands in the audit.",
    "families.PersonalContact.ended_at": "Who ended it stands in the history and in the audit.",
}
"""Times without a person beside them."""


BY_THE_PORTAL = {
    "files.StoredFile.stored": "A document the portal has made is stored by nobody; its time is never empty.",
}
"""Acts that may have no person."""


def ours() -> list[type[models.Model]]:
    domain_apps = ("reviews", "panels", "families", "reports")
    return [
        model
        for model in apps.get_models()
        if (model.__module__.startswith("scr_portal.") or model._meta.app_label in domain_apps)
        and not hasattr(model, "instance_type")
    ]


def fields_of(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.local_fields}


def pairs_of(model: type[models.Model]) -> list[str]:
    """The X of each X_at with an X_by beside it."""
    names = fields_of(model)
    return [name[:-3] for name in names if name.endswith("_at") and f"{name[:-3]}_by" in names]


def changes(model: type[models.Model]) -> bool:
    """Whether the model has something whose versions matter: a status, a sealed text, an act with its person."""
    sealed = any(
        isinstance(field, EncryptedTextField | EncryptedJSONField) for field in model._meta.local_fields
    )
    return "status" in fields_of(model) or sealed or bool(narratives_of(model)) or bool(pairs_of(model))


def both_or_neither(model: type[models.Model], pair: str) -> bool:
    """Whether both are required, or a constraint names the two together."""
    if f"{model._meta.label}.{pair}" in BY_THE_PORTAL:
        return True
    at, by = model._meta.get_field(f"{pair}_at"), model._meta.get_field(f"{pair}_by")
    if not at.null and not by.null:
        return True
    checks = [item for item in model._meta.constraints if isinstance(item, models.CheckConstraint)]
    return any({f"{pair}_at", f"{pair}_by"} <= named_in(item.condition) for item in checks)


def named_in(condition: Any) -> set[str]:
    """Names of the fields a condition speaks of."""
    if isinstance(condition, models.Q):
        return {name for child in condition.children for name in named_in(child)}
    if isinstance(condition, tuple):
        return {condition[0].split("__")[0]}
    return set()


def test_every_model_that_changes_keeps_its_versions_or_says_why_not() -> None:
    lacking = {model._meta.label for model in ours() if changes(model) and not has_history(model)}
    assert lacking - set(WITHOUT_HISTORY) == set()
    assert {label for label in WITHOUT_HISTORY if has_history(apps.get_model(label))} == set()


def test_no_version_keeps_a_coded_form_made_before_a_name_was_known() -> None:
    kept = [model for model in ours() if has_history(model)]
    assert len(kept) >= 20
    assert {model._meta.label: history_leaks(model) for model in kept if history_leaks(model)} == {}


def test_the_versions_of_a_public_edition_do_not_hold_its_text() -> None:
    """The frozen text is clear, and before it is settled it may hold what identifies."""
    history = apps.get_model("reports", "HistoricalPublicEdition")
    assert not {"overview", "summary"} & fields_of(history)


def test_an_act_and_its_person_are_recorded_together_or_not_at_all() -> None:
    loose = [
        f"{model._meta.label}.{pair}"
        for model in ours()
        for pair in pairs_of(model)
        if not both_or_neither(model, pair)
    ]
    assert loose == []
    assert sum(len(pairs_of(model)) for model in ours()) >= 15


def test_a_time_of_an_act_has_its_person_beside_it() -> None:
    alone = {
        f"{model._meta.label}.{field.name}"
        for model in ours()
        if has_history(model) or model._meta.label in ("accounts.User", "sealed.NamedView")
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField)
        and field.null
        and field.name.endswith("_at")
        and field.name[:-3] not in pairs_of(model)
    }
    assert alone == set(UNPAIRED) - {"sealed.NamedView.opened_at"}


@pytest.mark.parametrize("label", sorted(model._meta.label for model in ours() if has_history(model)))
def test_a_write_that_history_would_not_see_is_refused(label: str) -> None:
    model = apps.get_model(label)
    if model._meta.app_label == "deadlines":
        return
    manager = model._default_manager
    with pytest.raises(SilentWrite):
        manager.update(pk=None)
    with pytest.raises(SilentWrite):
        manager.bulk_create([])
    with pytest.raises(SilentWrite):
        manager.bulk_update([], ["pk"])


def test_a_model_that_forgot_its_history_would_be_found() -> None:
    class Forgetful(models.Model):
        status = models.CharField(max_length=3)
        closed_at = models.DateTimeField(null=True)
        closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

        class Meta:
            app_label = "nowhere"

    assert changes(Forgetful)
    assert not has_history(Forgetful)
    assert not both_or_neither(Forgetful, "closed")


@pytest.mark.django_db
def test_each_change_of_status_through_a_service_leaves_a_version() -> None:
    people = make.staff(make.board())
    about = make.recommended(people)
    decisions.decide(about, outcome="review", reasons="The committee is right.", by=people.chair)
    seen = list(about.history.order_by("history_date", "history_id").values_list("status", flat=True))
    assert list(dict.fromkeys(seen)) == ["draft", "submitted", "screened", "decided"]


@pytest.mark.django_db
def test_an_older_version_still_holds_what_was_written_then_sealed() -> None:
    people = make.staff(make.board())
    about = make.referral(people, submitted=False)
    referrals.write(about, version=about.version, account="Another account.", by=people.referrer)
    sealed = list(about.history.order_by("history_id").values_list("account_sealed", flat=True))
    assert any(text and "found unwell at home" in text for text in sealed)
    assert sealed[-1] == "Another account."
