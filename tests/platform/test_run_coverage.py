"""`./run coverage` adds lines and branches up, names what did not run of the rules, and fails below its figures."""

from __future__ import annotations

import pytest

from tools import coverage


def file(lines: tuple[int, int], branches: tuple[int, int] = (0, 0), **missing: object) -> dict[str, object]:
    summary = {
        "covered_lines": lines[0],
        "num_statements": lines[1],
        "covered_branches": branches[0],
        "num_branches": branches[1],
    }
    return {"summary": summary, "missing_lines": [], "missing_branches": [], **missing}


FILES = {
    "reviews/services/terms.py": file(
        (8, 10), (1, 2), missing_lines=[31, 44], missing_branches=[[30, 31], [50, 52]]
    ),
    "panels/policy.py": file((10, 10)),
    "reports/gates.py": file((5, 5)),
    "reviews/views/terms.py": file((1, 3), missing_lines=[7, 9]),
    "templates/base.html": file((2, 2)),
}


def test_lines_and_branches_count_together():
    assert coverage.share(FILES, coverage.GROUPS["rules"]) == pytest.approx(100 * 24 / 27)
    assert coverage.share(FILES, coverage.GROUPS["whole"]) == pytest.approx(100 * 27 / 32)
    assert coverage.share({}, coverage.GROUPS["whole"]) == 100


def test_what_did_not_run_is_named_for_the_rules_alone():
    assert coverage.missed(FILES) == ["reviews/services/terms.py: 31, 44, 50->52"]


def test_group_below_its_figure_is_named():
    assert coverage.below(FILES, {"rules": 88, "whole": 84}) == []
    assert coverage.below(FILES, {"rules": 89, "whole": 84}) == [
        "rules is below the 89 per cent of pyproject.toml."
    ]


def test_each_group_has_its_figure_and_each_rule_of_an_app_its_place():
    assert set(coverage.floors()) == set(coverage.GROUPS)
    for app in ("reviews", "panels", "families", "reports"):
        for place in (
            f"{app}/policy.py",
            f"{app}/policy/some.py",
            f"{app}/gates/some.py",
            f"{app}/services/some.py",
        ):
            assert coverage.share({place: file((0, 1))}, coverage.RULES) == 0
