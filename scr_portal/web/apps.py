"""Form renderer, template tags and page classes. Nothing here knows of a review."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "scr_portal.web"
    label = "web"
    verbose_name = "Web pages"
