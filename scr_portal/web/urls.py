"""The gallery of components, on development machines only."""

from django.conf import settings
from django.urls import path

from scr_portal.web import gallery

gallery_patterns = [
    path("_components/", gallery.GalleryIndex.as_view()),
    path("_components/case/", gallery.GalleryCase.as_view()),
    path("_components/list/", gallery.GalleryList.as_view()),
    path("_components/form/", gallery.GalleryForm.as_view()),
    path("_components/question/", gallery.GalleryQuestion.as_view()),
    path("_components/step/", gallery.GalleryStep.as_view()),
    path("_components/error/<slug:name>/", gallery.GalleryError.as_view()),
]
urlpatterns = gallery_patterns if getattr(settings, "PORTAL_MAILBOX", False) else []
