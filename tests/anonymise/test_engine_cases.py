"""Every case in `cases/` comes out as its rule says."""

from __future__ import annotations

from itertools import groupby

import pytest

from scr_portal.anonymise import Result
from tests.anonymise.judging import Case, Coverage, faults_of, read_cases

CASES = [
    pytest.param(case, id=f"{kind}-{number}")
    for kind, rows in groupby(read_cases(), key=lambda case: case.kind)
    for number, case in enumerate(rows, 1)
]


@pytest.mark.parametrize("case", CASES)
def test_engine_case_comes_out_as_its_rule_says(case: Case) -> None:
    assert faults_of(case) == []


RESULT: Result = {
    "text": "School 1 rang Dunn at Bay View.",
    "replacements": [{"start": 0, "end": 9, "entry_id": "s", "pseudonym": "School 1"}],
    "residuals": [{"start": 14, "end": 18, "kind": "name"}, {"start": 22, "end": 25, "kind": "name"}],
}


def test_judge_tells_exchanged_flagged_and_untouched() -> None:
    coverage = Coverage("Bay Lodge rang Dunn at Bay View.", RESULT)
    [lodge], [dunn], [rang], [view] = map(coverage.spans, ("Bay Lodge", "Dunn", "rang", "Bay View"))
    assert coverage.is_exchanged(lodge, "school 1") and not coverage.is_exchanged(lodge, "Hospital")
    assert coverage.is_one_flag(dunn) and coverage.is_not_exchanged(dunn) and not coverage.is_untouched(dunn)
    assert coverage.is_untouched(rang) and not coverage.is_covered(rang)
    assert not coverage.is_covered(view) and not coverage.is_one_flag(view)
