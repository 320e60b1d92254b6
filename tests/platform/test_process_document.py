"""The process as people read it is the process as the portal runs it."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from reviews.models import Review


def test_process_document_is_what_the_transition_tables_say():
    call_command("process_document", check=True)


def test_process_document_that_lags_behind_is_noticed(monkeypatch):
    monkeypatch.setattr(Review, "TRANSITIONS", {("set_up", "published"): ()})
    with pytest.raises(CommandError, match="process_document"):
        call_command("process_document", check=True)
