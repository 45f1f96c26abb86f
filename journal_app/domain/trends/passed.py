"""Where a practice was asked about and there was no opportunity: no score, but not left out either."""

from __future__ import annotations

from dataclasses import replace

from journal_app.domain.trends.totals import Sums
from journal_app.domain.trends.views import Overview, PracticeSeries


def with_passed(view: Overview, sums: Sums) -> Overview:
    """An overview whose series know on which days they were answered with "no opportunity" alone."""
    within = {uid for uid, _ in view.check_ins}

    def told(series: PracticeSeries) -> PracticeSeries:
        totals = sums.totals.get(series.practice)
        passed = [sums.heads[place] for place in totals.passed] if totals else []
        days = tuple(head.on for head in passed if head.uid in within)
        return replace(series, passed=days) if days else series

    return replace(view, series=tuple(map(told, view.series)))
