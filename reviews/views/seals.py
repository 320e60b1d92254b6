"""Seals: place one, see those of a case as far as they name you, look at one again, lift it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property

from scr_portal import workflow

from ..actions import ReviewAction
from ..forms.seals import SealAgainForm, SealForm, SealLiftForm
from ..models import PASSAGE, Review, Seal, SealedPassage
from ..seal_people import Acting, acting_next, always_reads, those_to_check, who_reads, with_sealer
from ..sealable import Sealable, kind_named, kind_of
from ..services import seals
from ..services.seals import subject_of
from .pages import CaseForm, CaseMixin, CasePage


class Seals(CasePage):
    """The seals of a case of which this person is told: those that name them, and all for the manager."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reviews/seals.html"
    heading = "Sealed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Seal.objects.visible_to(self.request.user).filter(review=self.object)
        return super().get_context_data(
            seals=[(seal, noun_of(seal)) for seal in rows.select_related("sealed_by").order_by("-sealed_at")],
            **kwargs,
        )


def noun_of(seal: Seal) -> str:
    """Return what kind of thing is sealed, in words."""
    kind = kind_named(seal.kind)
    return kind.noun.capitalize() if kind else "Document"


class NamesReadersMixin(CaseMixin):
    """A form that names readers offers those who can read the thing today and whom a seal can shut out."""

    def subject(self) -> Any:
        raise NotImplementedError(f"{type(self).__name__} does not say what is sealed.")

    def sealer(self) -> Any:
        return self.request.user

    @cached_property
    def people(self) -> list[Any]:
        """Leave out whoever seals and the managers: they read it in any case."""
        subject = self.subject()
        reading = who_reads(subject) if subject is not None else []
        return [one for one in reading if one != self.sealer() and not always_reads(one, subject)]

    @cached_property
    def acting(self) -> list[Acting]:
        subject, keys = self.subject(), {person.pk for person in self.people}
        return [one for one in acting_next(subject) if one.person.pk in keys] if subject is not None else []

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | {"people": self.people, "acting": self.acting}

    def named(self, cleaned: Mapping[str, Any]) -> list[Any]:
        """Return everybody the form names, with whoever seals as long as they read it."""
        named = with_sealer(cleaned.get("readers", []), self.sealer())
        return those_to_check(self.subject(), named, self.sealer())


class PlacesSeal(NamesReadersMixin, CaseForm):
    """A page on which something is sealed."""

    action = ReviewAction.SEAL
    form_class = SealForm
    template_name = "reviews/seal_new.html"
    button = "Seal it"
    success = (
        "Sealed. Whoever it does not name sees that something is sealed, why in a few words, and until when."
    )

    def get_initial(self) -> dict[str, Any]:
        """Begin with those who have to act next, so that nobody is shut out of their part by oversight."""
        return {"readers": [str(acting.person.pk) for acting in self.acting]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject = self.subject()
        name = kind_of(subject).name(subject) if subject is not None else ""
        return super().get_context_data(acting=self.acting, name=name, **kwargs)

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        return seals.checks_seal(self.subject(), **{**cleaned, "readers": self.named(cleaned)})


class SealNew(PlacesSeal):
    """Close one thing, and nothing else of the case, to everybody who is not named."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find out what kind of thing the address names."""
        super().setup(request, *args, **kwargs)
        kind = kind_named(kwargs["kind"])
        if kind is None or kind.slug == PASSAGE:
            raise Http404
        self.kind: Sealable = kind
        self.model = kind.model

    def subject(self) -> Any:
        return self.object

    def get_heading(self) -> str:
        return f"Seal this {self.kind.noun}"

    def above(self) -> list[tuple[str, str]]:
        name = self.kind.name(self.object)
        return [(name[:1].upper() + name[1:], self.kind.place(self.object))]

    def outstanding(self) -> Any:
        return workflow.refused_now(seals.refusals_to_seal(self.object))

    def act(self, form: forms.BaseForm) -> Any:
        return seals.seal(self.object, by=self.request.user, **{"readers": [], **form.cleaned_data})


class OfSeal(CaseMixin):
    """A page about one seal."""

    model = Seal
    object: Seal

    def get_queryset(self) -> Any:
        return (
            super()
            .get_queryset()
            .select_related("review__board", "review__referral", "sealed_by", "lifted_by")
        )

    @cached_property
    def sealed_subject(self) -> Any:
        return subject_of(self.object)

    def above(self) -> list[tuple[str, str]]:
        return [("Sealed", reverse("reviews:seals", args=[self.object.review_id]))]

    def crumbs(self) -> list[tuple[str, str]]:
        """Leave out the way through the case for somebody who may not open it."""
        opened = Review.objects.visible_to(self.request.user).filter(pk=self.object.review_id).exists()
        return super().crumbs() if opened else []


class SealPage(OfSeal, CasePage):
    """What is sealed, why, to whom and until when."""

    action = ReviewAction.VIEW_SEAL
    template_name = "reviews/seal.html"

    def get_heading(self) -> str:
        return (
            f"{noun_of(self.object)}: sealed"
            if self.object.is_in_force
            else f"{noun_of(self.object)}: was sealed"
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seal, subject = self.object, self.sealed_subject
        wider, passage = seal.closes_more(), subject if isinstance(subject, SealedPassage) else None
        return super().get_context_data(
            readers=[row.user for row in seal.readers.select_related("user")],
            name=kind_of(subject).name(subject) if subject is not None else "",
            place=self.place_of(subject),
            wider=wider,
            passage=self.shown(passage),
            lost_at=passage.lost_at if passage is not None else None,
            may_change=seal.is_in_force and self.may(ReviewAction.LIFT_SEAL),
            **kwargs,
        )

    def shown(self, passage: SealedPassage | None) -> SealedPassage | None:
        """Return the sealed sentences for whoever reads them; the manager does not read every document."""
        rows = SealedPassage.objects.visible_to(self.request.user)
        return rows.filter(pk=passage.pk).first() if passage is not None else None

    def place_of(self, subject: Any) -> str:
        """Return where the thing stands, for whoever reads it."""
        if subject is None:
            return ""
        whole = kind_of(subject).whole(subject)
        shown = type(whole)._default_manager.visible_to(self.request.user).filter(pk=whole.pk).exists()
        return kind_of(subject).place(subject) if shown else ""


class SealStep(OfSeal, CaseForm):
    action = ReviewAction.LIFT_SEAL

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), (noun_of(self.object), self.object.get_absolute_url())]

    def outstanding(self) -> Any:
        return workflow.refused_now(seals.refusals_once_open(self.object))


class SealAgain(NamesReadersMixin, SealStep):
    """The day to look again has come, or other people are to read: the seal stands until another day."""

    form_class = SealAgainForm
    heading = "Look at this seal again"
    lead = "Must it still be sealed, and from the same people? If nothing needs to be sealed any longer, lift it instead."
    button = "Keep the seal"
    success = "Kept."

    def subject(self) -> Any:
        return self.sealed_subject

    def sealer(self) -> Any:
        return self.object.sealed_by

    def get_initial(self) -> dict[str, Any]:
        seal = self.object
        named = [str(key) for key in seal.readers.values_list("user_id", flat=True)]
        return {"readers": named, "ends": seal.ends, "day": seal.day, "version": seal.version}

    def saved_values(self, current: Any, form: forms.BaseForm) -> dict[str, Any]:
        named = [str(key) for key in current.readers.values_list("user_id", flat=True)]
        return {"readers": named, "ends": current.ends, "day": current.day, "without": False}

    def checks(self, cleaned: Mapping[str, Any]) -> Mapping[str, str]:
        if self.sealed_subject is None:
            return {}
        return seals.checks_seal(self.sealed_subject, **{**cleaned, "readers": self.named(cleaned)})

    def act(self, form: forms.BaseForm) -> Any:
        return seals.look_again(self.object, by=self.request.user, **{"readers": [], **form.cleaned_data})


class SealLift(SealStep):
    form_class = SealLiftForm
    heading = "Lift this seal"
    lead = "Whoever could read it before it was sealed reads it again at once. Both reasons stay on record."
    button = "Lift the seal"
    success = "Lifted."
    warning = True

    def act(self, form: forms.BaseForm) -> Any:
        return seals.lift(self.object, by=self.request.user, **form.cleaned_data)
