"""Configuration of gunicorn. The address comes from the command line."""

import os
from pathlib import Path

workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# Seconds. Anything longer belongs in a job.
timeout = 30
graceful_timeout = 20
keepalive = 5
# Workers are restarted, not all at once, to limit memory leaks.
max_requests = 5000
max_requests_jitter = 500
# Heartbeat files on a slow disk would make a worker look hung.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder in memory
control_socket_disable = True
# The portal logs each request itself, without the query string.
accesslog = None
errorlog = "-"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "scr_portal.logs.RequestIdFilter"},
        "no_details": {"()": "scr_portal.logs.WithoutDetails"},
    },
    "formatters": {"json": {"()": "scr_portal.logs.PortalJsonFormatter"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json",
            "filters": ["request_id", "no_details"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "handlers": [], "propagate": False},
    },
}
# The proxy in front is the only one that can reach this port.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
