"""What the search of a finished PDF found, and what two people do about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse

from reviews.actions import ReviewAction
from reviews.models import Review
from reviews.views.pages import CasePage
from scr_portal import access, audit
from scr_portal.access.actions import Action
from scr_portal.workflow import Outstanding

from ..actions import ReportAction
from ..enums import EditionStatus
from ..forms.search import AGREE, NOT_A_NAME, TO_REGISTER, TO_TEXT, AgreeForm, HitForm
from ..models import EditionSearch, SearchHit
from ..services import editions, settlements
from .editions import EditionStep, edition_of, search_of


class SearchPage(CasePage):
    """What the search found, where, and who settled it; what it could not read, and what to do about that."""

    model = Review
    action = ReviewAction.VIEW_REVIEW
    template_name = "reports/search.html"
    heading = "What the search of the PDF found"

    def above(self) -> list[tuple[str, str]]:
        return [("Public edition", reverse("reports:edition", args=[self.object.pk]))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition = edition_of(self.request.user, self.object)
        search = search_of(self.request.user, edition) if edition is not None else None
        if edition is None or search is None:
            raise Http404
        search.edition = edition
        may_settle, shows_words = (
            self.may(ReportAction.SETTLE_HIT, edition),
            self.may(ReportAction.VIEW_SEARCH, edition),
        )
        if shows_words:
            audit.read(by=self.request.user, on=edition, what="search", **self.where())
        hits = list(search.hits.select_related("identity", "settled_by", "agreed_by", "objected_by"))
        return super().get_context_data(
            edition=edition,
            search=search,
            hits=[(hit, self.offered(hit, may_settle=may_settle)) for hit in hits],
            open_count=sum(hit.agreed_by_id is None for hit in hits),
            shows_words=shows_words,
            may_withdraw=self.may(ReportAction.WITHDRAW, edition)
            and edition.status != EditionStatus.PUBLISHED,
            **kwargs,
        )

    def offered(self, hit: SearchHit, *, may_settle: bool) -> str:
        """Return what this person is offered for a hit: settle, agree, or nothing."""
        if not may_settle or hit.agreed_by_id is not None:
            return ""
        if not hit.settlement:
            return "settle"
        return "change" if hit.settled_by_id == self.request.user.pk else "agree"


class HitStep(EditionStep):
    """A step on one hit of the search of the present PDF; a hit of an older search is not found."""

    template_name = "reports/hit.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.hit = self.find_hit()
        return super().dispatch(request, *args, **kwargs)

    def find_hit(self) -> SearchHit:
        edition = edition_of(self.request.user, self.get_object())
        search: EditionSearch | None = edition.search() if edition is not None else None
        rows = SearchHit.objects.select_related("search", "identity", "settled_by", "objected_by")
        hit: SearchHit | None = (
            rows.filter(pk=self.kwargs["hit_id"], search=search).first() if search else None
        )
        if edition is None or hit is None:
            raise Http404
        hit.search.edition = edition
        return hit

    def above(self) -> list[tuple[str, str]]:
        return [*super().above(), ("Search of the PDF", self.search_url())]

    def search_url(self) -> str:
        return reverse("reports:search", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit.read(by=self.request.user, on=self.edition, what="search", **self.where())
        return super().get_context_data(hit=self.hit, **kwargs)


class HitSettle(HitStep):
    """One hit: it is not a name, it belongs in the register, or the text has to change."""

    edition_action = ReportAction.SETTLE_HIT
    form_class = HitForm
    heading = "Is this a name?"
    button = "Save and go on"

    def outstanding(self) -> Any:
        sentence = settlements.why_settled(self.hit)
        return [Outstanding(sentence, url=self.search_url())] if sentence else []

    def choices(self) -> list[tuple[str, str]]:
        answers = [(NOT_A_NAME, "No. It is not a name, and nobody can be recognised by it")]
        if self.allows(ReviewAction.EDIT_IDENTITIES) and self.hit.identity_id is None:
            answers.append((TO_REGISTER, "Yes. Add it to the identity register"))
        if self.allows(ReportAction.WITHDRAW):
            answers.append((TO_TEXT, "Yes, or it may be. Go back to the text"))
        return answers

    def allows(self, action: Action) -> bool:
        return access.allowed(action, self.request.user, self.edition)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"choices": self.choices()}

    def get_initial(self) -> dict[str, Any]:
        return {"answer": self.hit.settlement, "reason": self.hit.reason}

    def act(self, form: forms.BaseForm) -> Any:
        answer = form.cleaned_data["answer"]
        if answer == TO_REGISTER:
            back = urlencode({"next": reverse("reports:edition_back", args=[self.object.pk])})
            return f"{reverse('reviews:identity_new', args=[self.object.pk])}?{back}"
        if answer == TO_TEXT:
            return reverse("reports:edition_back", args=[self.object.pk])
        hit = settlements.settle(self.hit, reason=form.cleaned_data["reason"], by=self.request.user)
        following = hit.search.open_hits().filter(settlement="").first()
        if following is None:
            self.success = "Settled. It counts when a second person has agreed; they find it in their work."
            return self.search_url()
        return reverse("reports:hit", args=[self.object.pk, following.pk])


class HitAgree(HitStep):
    """The second person, who did not settle the hit, agrees or says why not."""

    edition_action = ReportAction.SETTLE_HIT
    form_class = AgreeForm
    heading = "Do you agree that this is not a name?"
    button = "Save and go on"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.hit = self.find_hit()
        access.require(ReportAction.AGREE_HIT, request.user, self.hit)
        return super().dispatch(request, *args, **kwargs)

    def outstanding(self) -> Any:
        sentence = settlements.why_no_agreement(self.hit)
        return [Outstanding(sentence, url=self.search_url())] if sentence else []

    def act(self, form: forms.BaseForm) -> Any:
        user, cleaned = self.request.user, form.cleaned_data
        if cleaned["answer"] == AGREE:
            hit = settlements.agree(self.hit, by=user)
        else:
            hit = settlements.object_to(self.hit, objection=cleaned["reason"], by=user)
        following = hit.search.open_hits().exclude(settlement="").exclude(settled_by=user).first()
        if following is not None:
            return reverse("reports:hit_agree", args=[self.object.pk, following.pk])
        self.success = self.what_is_next(hit)
        return self.search_url()

    def what_is_next(self, hit: SearchHit) -> str:
        if not hit.search.open_hits().exists() and hit.search.is_complete:
            return "Saved. Nothing the search found is left to settle."
        return "Saved. What you did not agree with is settled again by the business manager or the chairs."


class EditionBack(EditionStep):
    """Go back to the text: the edition is set aside, and the next one lists what was found in it."""

    edition_action = ReportAction.WITHDRAW
    template_name = "reports/edition_back.html"
    heading = "Go back to the text"
    button = "Set this edition aside"
    success = "Set aside. Make the next edition: what was found is listed there for you to replace."
    warning = True

    def outstanding(self) -> Any:
        if self.edition.status != EditionStatus.PUBLISHED:
            return []
        url = reverse("reports:withdraw", args=[self.object.pk])
        return [Outstanding("This edition is public. It has to be withdrawn first.", url=url)]

    def act(self, form: forms.BaseForm) -> Any:
        editions.set_aside(self.edition, by=self.request.user)
        return reverse("reports:edition_prepare", args=[self.object.pk])
