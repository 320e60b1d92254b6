"""Signing in and one's own account. Included at /account/ by the portal's urls.

Only those addresses of the account library that the portal wants: no sign-up, no change of the address one
signs in with. The names are the library's own, which it looks up.
"""

from allauth.account import views as account
from django.conf import settings
from django.urls import include, path, re_path

from .views import absences, boards, entrance, own, people

own_pages = [
    path("", own.Overview.as_view(), name="overview"),
    path("second-step/needed/", own.SecondFactorNeeded.as_view(), name="second_factor"),
    path("access-ended/", own.access_ended, name="access_ended"),
    path("signed-out/", own.session_ended, name="session_ended"),
    path("away/", absences.DaysAway.as_view(), name="away"),
    path("away/<uuid:pk>/call-off/", absences.CallOff.as_view(), name="away_call_off"),
    path("weekly-summary/", absences.WeeklySummary.as_view(), name="weekly_summary"),
    path("people/", people.people_home, name="people_home"),
    path("people/<slug:board>/", people.People.as_view(), name="people"),
    path("people/<slug:board>/invite/", people.Invite.as_view(), name="invite"),
    path("people/<slug:board>/details/", boards.BoardDetails.as_view(), name="board_details"),
    path("people/<slug:board>/agencies/", boards.Agencies.as_view(), name="agencies"),
    path("people/<slug:board>/agencies/add/", boards.AddAgency.as_view(), name="add_agency"),
    path(
        "memberships/<uuid:pk>/reset-second-step/",
        people.ResetSecondFactor.as_view(),
        name="reset_second_factor",
    ),
    path("memberships/<uuid:pk>/end/", people.EndAccess.as_view(), name="end_access"),
    path("memberships/<uuid:pk>/away/", absences.DaysAwayOfPerson.as_view(), name="away_of"),
    path("memberships/<uuid:pk>/invite-again/", people.InviteAgain.as_view(), name="invite_again"),
]

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", own.access_ended, name="account_inactive"),
    path("sign-up/", own.no_sign_up, name="account_signup"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", own.no_sign_up, name="account_set_password"),
    path("forgotten/", account.password_reset, name="account_reset_password"),
    path("forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^link/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        entrance.SetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("link/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "second-step/webauthn/keys/<int:pk>/remove/", own.RemovePasskey.as_view(), name="mfa_remove_webauthn"
    ),
    path("second-step/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("", include((own_pages, "accounts"))),
]

if settings.PORTAL_MAILBOX:
    from . import mailbox  # not even imported where the mailbox is not wanted

    urlpatterns += [
        path("mailbox/", mailbox.letters, name="mailbox"),
        path("mailbox/<slug:name>/", mailbox.letter, name="mailbox_letter"),
    ]
