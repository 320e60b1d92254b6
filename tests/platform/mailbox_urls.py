"""The portal with its development mailbox, which the test settings leave out."""

from django.urls import include, path

from scr_portal.accounts import mailbox

urlpatterns = [
    path("account/mailbox/", mailbox.letters, name="mailbox"),
    path("account/mailbox/<slug:name>/", mailbox.letter, name="mailbox_letter"),
    path("account/", include("scr_portal.accounts.urls")),
]
