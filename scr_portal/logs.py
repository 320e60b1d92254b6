"""Structured log lines without personal data.

One JSON object a line. No path, query string, form value, exception text or account: a path can contain the
token of a reset link, and an exception can quote the row it failed on.
"""

from __future__ import annotations

import logging
import re
import time
import traceback
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

request_id: ContextVar[str] = ContextVar("request_id", default="")

REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
LEFT_OUT = ("request", "args", "message", "color_message", "server_time", "sql", "params", "alias", "data")

requests = logging.getLogger("scr_portal.requests")


class RequestIdMiddleware:
    """Middleware that gives each request an id, returns it, and writes one log line about the request.

    An id from the request header is accepted only behind the portal's own proxy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        offered = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
        identifier = offered if REQUEST_ID.match(offered) else uuid.uuid4().hex
        token = request_id.set(identifier)
        started = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = identifier
            _write_line(request, response, time.monotonic() - started)
            return response
        finally:
            request_id.reset(token)


def _write_line(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    match = request.resolver_match
    requests.info(
        "request",
        extra={
            "method": request.method,
            "view": match.view_name if match else "",
            "status": response.status_code,
            "milliseconds": round(seconds * 1000),
        },
    )


class RequestIdFilter(logging.Filter):
    """A filter that adds the id of the current request to every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class WithoutDetails(logging.Filter):
    """A filter that removes paths, hosts and exception texts from the log lines of libraries."""

    WITH_PATHS = ("django.request", "django.security", "django.server")

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith(self.WITH_PATHS):
            status = getattr(record, "status_code", None)
            record.msg, record.args = f"answered {status}" if status else "refused as unsafe", ()
        elif record.name == "celery.app.trace" and isinstance(record.args, dict) and "exc" in record.args:
            record.msg, record.args = f"task {record.args.get('name')} failed", ()
        elif record.name == "gunicorn.error" and str(record.msg).startswith("Error handling request"):
            record.msg, record.args = "error handling a request", ()
        return True


class PortalJsonFormatter(JsonFormatter):
    """A formatter of JSON lines with the location and class of an exception, never its text."""

    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}{request_id}",
            style="{",
            timestamp=True,
            rename_fields={"levelname": "level", "name": "logger"},
            reserved_attrs=[*RESERVED_ATTRS, *LEFT_OUT],
        )

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the standard library's
        return described(ei[1])


def described(error: BaseException | None) -> str:
    """Return the classes of an exception and its causes with their locations, without their messages."""
    parts: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        places = " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        parts.append(f"{type(error).__module__}.{type(error).__qualname__} at {places}")
        error = error.__cause__ or error.__context__
    return " | caused by ".join(parts)
