from django.urls import path

from scr_portal.jobs import views

app_name = "jobs"

urlpatterns = [path("<uuid:pk>/", views.JobProgress.as_view(), name="progress")]
