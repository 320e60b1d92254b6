"""The ASGI application; the portal itself needs none of ASGI's features."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_portal.settings.base")

application = get_asgi_application()
