from django.apps import AppConfig


class SealedConfig(AppConfig):
    """Encrypted columns, their keys, and narrative that is stored sealed and displayed coded."""

    name = "scr_portal.sealed"
    label = "sealed"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401
