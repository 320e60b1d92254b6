"""People, the boards and agencies they work for, and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "scr_portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from scr_portal.web import navigation  # registries fill once models are loaded

        from . import audit_labels, links, mails, policy, rotation, session_key, signals

        links.register()
        navigation.add("People", "accounts:people_home", shown_to=policy.looks_after_people, order=80)
        signals.connect()
        self.loaded = (audit_labels, mails, policy, rotation, session_key)
