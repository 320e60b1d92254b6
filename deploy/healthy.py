"""Health checks of the containers, by role: `healthy web`, `healthy worker`, `healthy beat`."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

OLDEST_SCHEDULE = 600
"""Seconds. The scheduler writes its schedule every three minutes; one that has not for ten minutes hangs."""


def web() -> bool:
    """Return whether the portal reports over HTTP that database, cache and broker are available."""
    port = int(os.environ.get("BIND", ":8000").rpartition(":")[2])
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def worker() -> bool:
    """Return whether the worker of this container answers a ping through the broker."""
    name = f"worker@{os.environ['HOSTNAME']}"
    ping = ["celery", "--app=scr_portal", "inspect", "ping", f"--destination={name}", "--timeout=5"]
    return subprocess.run(ping, capture_output=True).returncode == 0


def beat() -> bool:
    """Return whether the scheduler has written its schedule recently."""
    schedule = Path(os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule"))  # noqa: S108 - the container's own
    # The file's ending depends on how Python was built.
    written = [file.stat().st_mtime for file in schedule.parent.glob(f"{schedule.name}*")]
    return bool(written) and time.time() - max(written) < OLDEST_SCHEDULE


if __name__ == "__main__":
    roles = {"web": web, "worker": worker, "beat": beat}
    sys.exit(0 if roles[sys.argv[1]]() else 1)
