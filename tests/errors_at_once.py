"""Asks one form page whether it says everything that is wrong at one time: sent empty, with nonsense, with wrong days.

Whatever is said of a field in a later round, after only other fields were mended, could have been said in the first.
"""

from __future__ import annotations

import datetime
import re
from http.cookies import SimpleCookie
from typing import Any

from django import forms
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from scr_portal.web.dates import PARTS, DateInputField

MOST_ROUNDS = 4
WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)', re.IGNORECASE)
BESIDE_THE_ACT = {
    "django_session",
    "drafts_draft",
    "audit_auditevent",
    "audit_audithead",
    "usersessions_usersession",
}
"""Tables that a refused form may write: the session, the typed text that is kept, the record of the refusal."""

KINDS = ("empty", "nonsense", "a day ahead", "a day long ago", "known already")
NAMES, LABELS = ("name", "canonical", "child_name"), ("pseudonym", "label")
"""Fields that take the name of somebody, and the label that stands for one."""


def faults(
    client: Client, url: str, shown: Any, form: Any = None, known: tuple[str, str] = ("", "")
) -> list[str]:
    """Return what this page does not say at once, in words.

    `shown` is its form element, with the values it came with; `form` is the form, where the page has it at hand.
    `known` are name and label of somebody whom the register of the case holds.
    """
    came_with = {name: value for name, value in shown.form_values() if is_hidden(shown, name)}
    found = []
    for kind in KINDS:
        typed = wrong_values(form, kind) if kind != "known already" else known_values(form, *known)
        if kind != "empty" and not typed:
            continue
        answer, refused, wrote = sent(client, url, came_with | typed)
        if answer.status_code == 422 and isinstance(refused, forms.BaseForm):
            form = form or refused
            wrong = wrote | not_named(refused, kind) | out_of_order(html.fromstring(answer.content))
            wrong |= said_later(client, url, came_with | typed, refused)
        else:
            wrong = {f"takes it though {name} is asked" for name in asked(form)} if kind == "empty" else set()
        found += [f"{url}, {kind}: {fault}" for fault in sorted(wrong)]
    return found


def wrong_values(form: Any, kind: str) -> dict[str, str]:
    return (
        {key: value for name in form.fields for key, value in wrong_value(form, name, kind).items()}
        if form
        else {}
    )


def known_values(form: Any, name: str, label: str) -> dict[str, str]:
    """Return name or label of somebody who is registered, and days that are none."""
    values = {
        form.add_prefix(field): value
        for fields, value in ((NAMES, name), (LABELS, label))
        for field in fields
        if value and form and field in form.fields
    }
    return values and wrong_values(form, "nonsense") | values


def asked(form: Any) -> set[str]:
    """Return the required fields that stand open on the page; one under an answer is asked once that is chosen."""
    if not isinstance(form, forms.BaseForm):
        return set()
    below = form.revealed_names() if hasattr(form, "revealed_names") else set()
    fields = {bound.name: bound.field for bound in form.visible_fields()}
    return {name for name, field in fields.items() if field.required and name not in below}


def is_hidden(shown: Any, name: str) -> bool:
    return bool(shown.xpath(".//input[@type='hidden'][@name=$name]", name=name))


def sent(client: Client, url: str, values: dict[str, Any]) -> tuple[Any, Any, set[str]]:
    """Return the answer, its form, and the tables that were written; all of it undone."""
    cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            answer: Any = client.post(url, values, headers={"referer": f"http://testserver{url}"})
        transaction.set_rollback(True)
    client.cookies = cookies
    tables = {found[1] for query in queries if (found := WRITES.match(query["sql"]))} - BESIDE_THE_ACT
    form = (getattr(answer, "context_data", None) or {}).get("form")
    return answer, form, {f"writes {table}" for table in tables}


def wrong_value(form: Any, name: str, kind: str) -> dict[str, str]:
    """Return what is typed into a field so that it is wrong; nothing where its kind of field takes everything."""
    field, key = form.fields[name], form.add_prefix(name)
    if isinstance(field.widget, forms.HiddenInput):
        return {}
    if isinstance(field, DateInputField):
        today = timezone.localdate()
        days = {
            "a day ahead": today + datetime.timedelta(days=400),
            "a day long ago": datetime.date(1950, 1, 1),
        }
        return day_of(key, days[kind]) if kind in days else nonsense_day(key) if kind == "nonsense" else {}
    if kind != "nonsense" or not isinstance(field, forms.CharField | forms.IntegerField):
        return {}
    return {key: "many" if isinstance(field, forms.IntegerField) else " "}


def day_of(key: str, day: datetime.date) -> dict[str, str]:
    return dict(
        zip((f"{key}_{part}" for part in PARTS), (str(day.day), str(day.month), str(day.year)), strict=True)
    )


def nonsense_day(key: str) -> dict[str, str]:
    return {f"{key}_day": "45", f"{key}_month": "13", f"{key}_year": "20"}


def not_named(form: Any, kind: str) -> set[str]:
    """Return required fields that the answer to an empty form does not name."""
    return {f"does not name {name}" for name in asked(form) - set(form.errors)} if kind == "empty" else set()


def out_of_order(page: Any) -> set[str]:
    """Return errors of the summary that lead to nothing on the page, or stand in another order than their fields."""
    places = {element.get("id"): place for place, element in enumerate(page.iter()) if element.get("id")}
    links = page.xpath("//*[contains(@class, 'govuk-error-summary__list')]//a/@href")
    if not page.xpath("//*[contains(@class, 'govuk-error-summary__list')]/li"):
        return {"has no error summary"}
    if nowhere := {f"leads to nothing: {link}" for link in links if link[1:] not in places}:
        return nowhere
    found = [places[link[1:]] for link in links]
    return set() if found == sorted(found) else {f"is not in the order of the page: {links}"}


def said_later(client: Client, url: str, values: dict[str, Any], form: Any) -> set[str]:
    """Return what is said of a field only after others were mended, round by round."""
    touched: set[str] = set()
    said = set(form.errors)
    for _ in range(MOST_ROUNDS):
        wrong_now = [name for name in form.errors if name in form.fields]
        values = dict(values)
        for name in wrong_now:
            values.update(right(form, name, values))
        touched |= set(wrong_now)
        answer, form, _ = sent(client, url, values)
        if answer.status_code != 422 or form is None:
            return set()
        excused = asked_by(form, touched)
        late = set(form.errors) - said - touched - excused - {"__all__"}
        if late:
            return {
                f"says only once {sorted(touched)} are right: {name}: {form.errors[name][0]}" for name in late
            }
        said |= set(form.errors)
    return set()


def asked_by(form: Any, touched: set[str]) -> set[str]:
    """Fields that an answer which was changed now asks for, or about."""
    if "decision" in touched:  # what becomes of a row says whether its cells are asked for
        return set(form.fields)
    if (
        "kind" in touched and "since" in form.fields
    ):  # what two people are to each other says whether it has months
        return {"since", "until"}
    reveals = getattr(form, "reveals", {})
    return {name for asks in touched & set(reveals) for names in reveals[asks].values() for name in names}


def right(form: Any, name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return something that the kind of field takes; nothing in a field that may be left empty."""
    field, key = form.fields[name], form.add_prefix(name)
    typed = {box: "" for box in (key, *(f"{key}_{part}" for part in PARTS)) if values.get(box)}
    if typed and not field.required:
        return typed
    if isinstance(field, DateInputField):
        return day_of(key, timezone.localdate() - datetime.timedelta(days=1))
    if isinstance(field, forms.BooleanField):
        return {key: "on"}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        taken = [str(value) for value, _ in flat(field.choices) if str(value)]
        return {key: taken[:1] if isinstance(field, forms.MultipleChoiceField) else taken[0]} if taken else {}
    if isinstance(field, forms.EmailField):
        return {key: "somebody.new@example.org"}
    if name in NAMES:
        return {key: "Ebba Wintersett"}
    return {key: "1" if isinstance(field, forms.IntegerField) else "Said in plain words"}


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Return choices without their groups."""
    return [
        choice
        for value, words in choices
        for choice in (words if isinstance(words, list | tuple) else [(value, words)])
    ]
