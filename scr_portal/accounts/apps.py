"""People, the boards and agencies they work for, and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "scr_portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signals

        signals.connect()
