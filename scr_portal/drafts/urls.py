from django.urls import path

from . import views

app_name = "drafts"

urlpatterns = [
    path("", views.SaveDraft.as_view(), name="save"),
    path("<uuid:pk>/throw-away/", views.ThrowAway.as_view(), name="throw_away"),
]
