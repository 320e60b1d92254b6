"""The web room: form renderer, template tags and page classes. It has never heard of a review."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "scr_portal.web"
    label = "web"
    verbose_name = "Web pages"
