"""Addresses of the family's room."""

from django.urls import path

from .views import relatives

app_name = "families"

CASE = "reviews/<uuid:review_id>/family/"

urlpatterns = [
    path("reviews/<uuid:pk>/family/", relatives.FamilyPage.as_view(), name="family"),
    path("reviews/<uuid:pk>/family/add/", relatives.RelativeAdd.as_view(), name="relative_add"),
    path("reviews/<uuid:pk>/family/contact/", relatives.PersonalContactName.as_view(), name="contact_name"),
    path(CASE + "<uuid:pk>/", relatives.RelativePage.as_view(), name="relative"),
    path(CASE + "<uuid:pk>/contacts/new/", relatives.ContactRecord.as_view(), name="contact_record"),
    path(CASE + "<uuid:pk>/not-told/", relatives.NotToBeTold.as_view(), name="not_told"),
]
