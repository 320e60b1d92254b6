"""The WSGI application that gunicorn serves. It does not start with a key that is not that of the database."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_portal.settings.base")

application = get_wsgi_application()

from django.db import connections  # noqa: E402 - Django is set up now

from scr_portal.sealed import witnesses  # noqa: E402

witnesses.stop_if_wrong()
connections.close_all()
