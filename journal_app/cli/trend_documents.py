"""The views of the trends as JSON. Its names stay as they are: see docs/trends.md."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from journal_app.domain.trends.tables import Table
from journal_app.domain.trends.views import (
    Comparison,
    LookingBack,
    Overview,
    PracticeSeries,
    PracticeView,
    Side,
    Span,
    View,
    Writing,
)


def document_of(view: View, words: str, caution: str, table: Table) -> dict[str, Any]:
    """A view with its words and its table. Means have four decimals, days are written as 2026-03-01."""
    said = {"words": words, "caution": caution}
    shown = {"table": {"columns": list(table.columns), "rows": [list(row) for row in table.rows]}}
    if isinstance(view, Overview):
        return {"view": "overview", **said, **_overview(view), **shown}
    if isinstance(view, PracticeView):
        return {"view": "practice", **said, **_practice(view), **shown}
    if isinstance(view, Comparison):
        return {"view": "comparison", **said, **_comparison(view), **shown}
    if isinstance(view, Writing):
        return {"view": "writing", **said, **_writing(view), **shown}
    return {"view": "looking-back", **said, **_looking_back(view), **shown}


def _span(span: Span) -> dict[str, Any]:
    return {"since": span.since.isoformat() if span.since else None, "until": span.until.isoformat()}


def _time(view: Overview | PracticeView) -> dict[str, Any]:
    ahead = [day.isoformat() for day in view.ahead]
    return {**_span(view.span), "check_ins": len(view.check_ins), "earlier": view.earlier, "ahead": ahead}


def _overview(view: Overview) -> dict[str, Any]:
    return {
        **_time(view),
        "practices": {series.practice: _points(series) for series in view.series},
        "breaks": {series.practice: _breaks(series) for series in view.series if series.breaks},
    }


def _points(series: PracticeSeries) -> list[dict[str, Any]]:
    return [
        {
            "check_in": point.check_in,
            "on": point.on.isoformat(),
            "score": _mean(point.exact),
            "low": point.low,
            "high": point.high,
            "rated": point.rated,
            "no_opportunity": point.passed,
            "evidence": point.evidence,
            "piece": number,
        }
        for number, segment in enumerate(series.segments, start=1)
        for point in segment
    ]


def _breaks(series: PracticeSeries) -> list[dict[str, Any]]:
    return [
        {
            "check_in": each.check_in,
            "on": each.on.isoformat(),
            "reworded": list(each.reworded),
            "added": list(each.added),
            "dropped": list(each.dropped),
        }
        for each in series.breaks
    ]


def _practice(view: PracticeView) -> dict[str, Any]:
    statements = [
        {
            "behaviour": series.behaviour,
            "text": series.text,
            "asked": series.asked,
            "ratings": [
                {"check_in": p.check_in, "on": p.on.isoformat(), "value": p.value, "evidence": len(p.evidence)}
                for p in series.points
            ],
        }
        for series in view.series
    ]
    return {**_time(view), "practice": view.practice, "statements": statements}


def _comparison(view: Comparison) -> dict[str, Any]:
    rows = [
        {
            "key": row.key,
            "text": row.text,
            "first": _side(row.first),
            "second": _side(row.second),
            "shared": row.shared,
            "statements": row.statements,
        }
        for row in view.rows
    ]
    return {
        "practice": view.practice or None,
        "first": {**_span(view.first), "check_ins": view.first_check_ins},
        "second": {**_span(view.second), "check_ins": view.second_check_ins},
        "rows": rows,
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"mean": _mean(side.mean), "low": _mean(side.low), "high": _mean(side.high), "check_ins": side.check_ins}


def _writing(view: Writing) -> dict[str, Any]:
    months = [f"{month:%Y-%m}" for month in view.months]
    practices = {
        row.practice: {
            "reflections": dict(zip(months, row.counts, strict=True)),
            "check_ins": row.rated,
            "newest": {"on": row.newest.on.isoformat(), "score": _mean(row.newest.exact)} if row.newest else None,
        }
        for row in view.rows
    }
    return {
        **_span(view.span),
        "check_ins": view.check_ins,
        "reflections": dict(zip(months, view.reflections, strict=True)),
        "without_practice": view.untagged,
        "practices": practices,
    }


def _looking_back(view: LookingBack) -> dict[str, Any]:
    def told(check_in: tuple[str, date] | None) -> dict[str, str] | None:
        return {"check_in": check_in[0], "on": check_in[1].isoformat()} if check_in else None

    practices = {
        row.practice: {"start": _mean(row.start), "then": _mean(row.then), "now": _mean(row.now), "shared": row.shared}
        for row in view.rows
    }
    days = {"as_of": view.as_of.isoformat(), "made": view.made.isoformat()}
    return {"check_in": view.uid, **days, "start": told(view.start), "now": told(view.now), "practices": practices}


def _mean(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 4)
