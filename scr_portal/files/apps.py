from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "scr_portal.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the system check of the renderer, and the re-encryption of files in a key rotation."""
        from scr_portal.files import checks, rotating  # noqa: F401
