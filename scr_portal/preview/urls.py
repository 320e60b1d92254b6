from django.urls import path

from . import views

app_name = "preview"

urlpatterns = [
    path("previews/open/", views.OpenPreview.as_view(), name="open"),
    path("previews/<uuid:pk>/leave/", views.LeavePreview.as_view(), name="leave"),
]
