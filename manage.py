#!/usr/bin/env python3
"""Django's command line. Production settings are the default; `./run` chooses the others."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scr_portal.settings.base")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
