"""Who can see real names: in one case, and in every case of a board. Each look at it is on record."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from scr_portal import access, audit
from scr_portal.accounts.models import User
from scr_portal.sealed.models import NamedView
from scr_portal.web.lists import PortalListView

from ..actions import ReviewAction
from ..enums import IdentityKind
from ..forms.name_readers import SinceForm
from ..models import SUBJECT_CHILD, Identity, Review
from ..models.review import name_readers_told_to
from ..name_readers import of_cases
from .pages import CasePage


class NameReadersPage(CasePage):
    """Each person who can see real names in this case, by which right and since when, and what has changed."""

    model = Review
    action = ReviewAction.VIEW_NAME_READERS
    template_name = "reviews/name_readers.html"
    heading = "Who can see names"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        review, by = self.object, self.request.user
        audit.read(by=by, on=review, what="name_readers", **self.where())
        (people,) = of_cases([review])
        form = SinceForm(self.request.GET)
        since = form.day()
        writers = people.writers(by)
        named = User.objects.visible_to(by).in_bulk(
            {row.user_id for row in writers if row.told} | {reader.user.pk for reader in people.readers}
        )
        opened = last_openings(review)
        return super().get_context_data(
            readers=[(reader, opened.get(reader.user.pk)) for reader in people.readers],
            writers=[(named.get(row.user_id) if row.told else None, row) for row in writers],
            since=since,
            since_form=form,
            changes=people.changes(since),
            may_view_history=self.may(ReviewAction.VIEW_HISTORY),
            **kwargs,
        )


def last_openings(review: Review) -> dict[Any, Any]:
    """Return when each person last showed the real names of this case, or of the referral it grew from."""
    openings = NamedView.objects.filter(review_id__in=[review.pk, review.referral_id])
    rows = openings.order_by().values_list("opened_by_id").annotate(last=Max("opened_at"))
    return dict(rows)


class NameReadersOfCases(PortalListView):
    """The same over every case whose readers one is told of, with what has changed in each."""

    access = access.Access.SIGNED_IN
    template_name = "reviews/name_readers_of_cases.html"
    heading = "Who can see which child’s name"
    noun = "review,reviews"
    paginate_by = 25
    sorts = {"newest": ("-opened_at", "pk"), "reference": ("code",)}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Open to whoever is told of a case; anybody else does not find it."""
        if request.user.is_authenticated and not self.get_queryset().exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        return name_readers_told_to(self.request.user).select_related("board", "referral")

    def crumbs(self) -> list[tuple[str, str]]:
        return [("Cases", reverse("reviews:cases"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = SinceForm(self.request.GET)
        since = form.day()
        reviews = list(context["page"])
        labels = children(reviews)
        rows = [
            (people.review, labels.get(people.review.referral_id, ""), people.readers, people.changes(since))
            for people in of_cases(reviews)
        ]
        self.record(reviews)
        return context | {"rows": rows, "since": since, "since_form": form}

    def record(self, reviews: list[Review]) -> None:
        """Record the reading once for each board, with the cases of this page."""
        for board in {review.board for review in reviews}:
            keys = [review.pk for review in reviews if review.board_id == board.pk]
            audit.read(by=self.request.user, on=board, what="name_readers", cases=keys)


def children(reviews: list[Review]) -> dict[Any, str]:
    """Return the label of the child of each case, by its referral."""
    rows = Identity.objects.filter(
        register__referral__in=[review.referral_id for review in reviews],
        kind=IdentityKind.PERSON,
        role=SUBJECT_CHILD,
    )
    return dict(rows.values_list("register__referral", "pseudonym"))
