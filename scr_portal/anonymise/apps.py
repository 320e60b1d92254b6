from django.apps import AppConfig


class AnonymiseConfig(AppConfig):
    name = "scr_portal.anonymise"
    label = "anonymise"
    verbose_name = "Anonymiser"
    default_auto_field = "django.db.models.BigAutoField"
