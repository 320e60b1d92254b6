from django.apps import AppConfig


class OutstandingConfig(AppConfig):
    name = "scr_portal.outstanding"
    label = "outstanding"
    verbose_name = "Outstanding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from scr_portal.audit.signals import recorded
        from scr_portal.jobs.signals import ended

        from . import keeping

        recorded.connect(keeping.after_act, dispatch_uid="outstanding.after_act")
        ended.connect(keeping.after_job, dispatch_uid="outstanding.after_job")
