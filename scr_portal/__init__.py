"""The platform: people, access, audit, clocks, mail, files. It has never heard of a review."""

from scr_portal.celery import app as celery_app

__all__ = ["celery_app"]
