"""Which mails the portal sends to whom, as data: for whoever wants to see them before somebody has a part (decision 58).

Services decide whom they tell (`notices.send`). What stands here says the same of any person and case, and is compared with
every notice of whole cases in the tests. Each app registers its mails in its `mails.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import delivery
from .links import maker_for

Audience = Callable[[Any, Any], bool]
"""Whether a person is sent it; asked with the case, or with None where the mail is about no case."""
Cases = type[Any] | tuple[type[Any], ...] | None
LINK = "[a link to the page it is about]"
LINK_FOR_ONE = "[a link made for this person when the mail is sent]"


@dataclass(frozen=True, slots=True)
class Mail:
    """One text of `templates/email/`. `when` is a sentence without "When"; `of` is the model of its case, or several, if any.

    `figures(person)` gives the counts that the text prints.
    """

    template: str
    when: str
    goes_to: Audience
    of: Cases = None
    figures: Callable[[Any], dict[str, int]] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A mail as it would be read: nothing of it is sent, and no link in it works."""

    template: str
    when: str
    subject: str
    body: str


_mails: dict[str, Mail] = {}


def register(
    template: str,
    when: str,
    goes_to: Audience,
    *,
    of: Cases = None,
    figures: Callable[[Any], dict[str, int]] | None = None,
) -> None:
    """Say of a mail when it is sent, and to whom."""
    _mails[template] = Mail(template, when, goes_to, of, figures)


def registered() -> dict[str, Mail]:
    """Return every mail by the name of its text."""
    return dict(_mails)


def written_to(person: Any, case: Any = None) -> list[Written]:
    """Return the mails that this person would be sent about a case; without one, those that are about no case."""
    return [
        written(mail, person, case)
        for mail in _mails.values()
        if concerns(mail, case) and mail.goes_to(person, case)
    ]


def concerns(mail: Mail, case: Any) -> bool:
    return case is None if mail.of is None else isinstance(case, mail.of)


def written(mail: Mail, person: Any, case: Any) -> Written:
    """Return the text as the outbox would write it, without a link that leads anywhere."""
    context = {
        "reference": case.case_code if case is not None else delivery.NO_CASE,
        "link": LINK_FOR_ONE if maker_for(mail.template) else LINK,
        "figures": mail.figures(person) if mail.figures else {},
    }
    subject, body = delivery.subject_and_body(delivery.render(mail.template, context))
    return Written(mail.template, mail.when, subject, body)
