#!/usr/bin/env python3
"""Django's command line. Production settings are the default; `./run` chooses the others.

Commands that only look at a file need no keys and no database, so they work on a fresh clone as they are.
"""

import os
import sys

ONLY_A_FILE = {"anonymise", "check_chronology", "scan_identifiers"}

if __name__ == "__main__":
    alone = len(sys.argv) > 1 and sys.argv[1] in ONLY_A_FILE
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"scr_portal.settings.{'offline' if alone else 'base'}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
