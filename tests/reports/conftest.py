"""What tests of the report and its public edition share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviews.models import Review
from reviews.procedures import get


@pytest.fixture
def edition_settles_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A board whose procedure lets a report go on with unsettled names, so that its edition has them to settle."""
    procedure = get("portsmouth-2010")
    assert procedure is not None
    names = replace(procedure.names, settled_before=("terms", "management-review"))
    monkeypatch.setattr(Review, "procedure", replace(procedure, names=names))
