from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OutstandingConfig(AppConfig):
    name = "scr_portal.outstanding"
    label = "outstanding"
    verbose_name = "Outstanding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from scr_portal.audit.signals import recorded
        from scr_portal.jobs.signals import ended

        from . import boards, keeping, mails  # boards registers what is outstanding beside the cases

        post_migrate.connect(keeping.after_migrate, sender=self, dispatch_uid="outstanding.after_migrate")
        recorded.connect(keeping.after_act, dispatch_uid="outstanding.after_act")
        ended.connect(keeping.after_job, dispatch_uid="outstanding.after_job")
        self.loaded = (boards, mails)
