"""What tests of the report and its public edition share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from reviews.models import Review
from reviews.procedures import get
from tests import factory_cache


@pytest.fixture
def edition_settles_names() -> Iterator[None]:
    """A board whose procedure lets a report go on with unsettled names, so that its edition has them to settle."""
    procedure = get("portsmouth-2010")
    assert procedure is not None
    names = replace(procedure.names, settled_before=("terms", "management-review"))
    later = patch.object(Review, "procedure", replace(procedure, names=names))
    with later, factory_cache.under("names are settled in the edition"):
        yield
