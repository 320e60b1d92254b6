from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "scr_portal.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Configure Celery before any task is defined, then load every app's `tasks` module.

        The registered jobs are then known in web and worker alike. Not on import of the platform: its pure
        parts need no queue.
        """
        from scr_portal import celery  # noqa: F401  importing it makes it the current application

        autodiscover_modules("tasks")
