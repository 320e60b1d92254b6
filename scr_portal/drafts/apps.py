from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "scr_portal.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
