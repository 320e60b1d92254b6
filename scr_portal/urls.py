"""The URL configuration. The only module that names all the apps; no app imports it."""

from django.urls import include, path

from scr_portal import health

handler400 = "scr_portal.web.errors.bad_request"
handler403 = "scr_portal.web.errors.permission_denied"
handler404 = "scr_portal.web.errors.page_not_found"
handler500 = "scr_portal.web.errors.server_error"

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("account/", include("scr_portal.accounts.urls")),
    path("draft/", include("scr_portal.drafts.urls")),
    path("jobs/", include("scr_portal.jobs.urls")),
    path("files/", include("scr_portal.files.urls")),
    path("", include("scr_portal.preview.urls")),
    path("", include("scr_portal.web.urls")),
    path("", include("scr_portal.deadlines.urls")),
    path("", include("scr_portal.notices.urls")),
    path("", include("scr_portal.audit.urls")),
    path("", include("reviews.urls")),
    path("", include("panels.urls")),
    path("", include("families.urls")),
    path("", include("reports.urls")),
]
