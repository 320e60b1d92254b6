"""The gallery of components, and pages that fail, for the tests of scr_portal.web."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import include, path

from scr_portal.access.rules import Denied
from scr_portal.access.views import public
from scr_portal.web.urls import gallery_patterns
from scr_portal.workflow import Outstanding, TransitionBlocked

handler400 = "scr_portal.web.errors.bad_request"
handler403 = "scr_portal.web.errors.permission_denied"
handler404 = "scr_portal.web.errors.page_not_found"
handler500 = "scr_portal.web.errors.server_error"


@public
def hidden(request, name):
    raise Http404(f"Review of {name} is not visible")


@public
def refused(request):
    raise Denied("Only the board’s chair may decide.", action="reviews.decide")


@public
def denied(request):
    raise PermissionDenied("the row of Alfie Marsh is locked")


@public
def shut(request):
    raise TransitionBlocked([Outstanding("The record has not been checked.", source="Portsmouth leaflet")])


@public
def broken(request):
    raise RuntimeError("Alfie Marsh")


urlpatterns = [
    *gallery_patterns,
    path("hidden/<slug:name>/", hidden),
    path("refused/", refused),
    path("denied/", denied),
    path("broken/", broken),
    path("shut/", shut),
    path("account/", include("scr_portal.accounts.urls")),
]
