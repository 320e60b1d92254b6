from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "scr_portal.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check of the renderer, the labels of acts, and the re-encryption in a key rotation."""
        from scr_portal.files import audit_labels, checks, rotating  # noqa: F401
