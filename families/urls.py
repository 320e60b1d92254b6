"""URLs of the pages about the family."""

from django.urls import path

from .views import holds, letters, others, relatives

app_name = "families"

CASE = "reviews/<uuid:review_id>/family/"

urlpatterns = [
    path("reviews/<uuid:pk>/family/", relatives.FamilyPage.as_view(), name="family"),
    path("reviews/<uuid:pk>/family/add/", relatives.RelativeAdd.as_view(), name="relative_add"),
    path("reviews/<uuid:pk>/family/contact/", relatives.PersonalContactName.as_view(), name="contact_name"),
    path(
        CASE + "contact/<uuid:pk>/end/", relatives.PersonalContactEnd.as_view(), name="personal_contact_end"
    ),
    path(CASE + "<uuid:pk>/", relatives.RelativePage.as_view(), name="relative"),
    path(CASE + "<uuid:pk>/contacts/new/", relatives.ContactRecord.as_view(), name="contact_record"),
    path(CASE + "<uuid:pk>/edit/", relatives.RelativeEdit.as_view(), name="relative_edit"),
    path(CASE + "<uuid:pk>/wishes/", relatives.WishesEdit.as_view(), name="wishes_edit"),
    path(CASE + "<uuid:pk>/not-told/", holds.NotToldPlace.as_view(), name="not_told"),
    path(CASE + "<uuid:pk>/letters/new/", letters.LetterBegin.as_view(), name="letter_begin"),
    path(CASE + "letters/<uuid:pk>/", letters.LetterPage.as_view(), name="letter"),
    path(CASE + "letters/<uuid:pk>/edit/", letters.LetterEdit.as_view(), name="letter_edit"),
    path(CASE + "letters/<uuid:pk>/ask/", letters.LetterAsk.as_view(), name="letter_ask"),
    path(CASE + "letters/<uuid:pk>/send/", letters.LetterSend.as_view(), name="letter_send"),
    path(CASE + "letters/<uuid:pk>/aside/", letters.LetterSetAside.as_view(), name="letter_set_aside"),
    path(CASE + "letters/<uuid:pk>/print/", letters.LetterPrint.as_view(), name="letter_print"),
    path(CASE + "others/<uuid:pk>/", others.OthersClear.as_view(), name="clear_others"),
    path(CASE + "holds/<uuid:pk>/agree/", holds.NotToldAgree.as_view(), name="hold_agree"),
    path(CASE + "holds/<uuid:pk>/end/", holds.NotToldEnd.as_view(), name="hold_end"),
]
