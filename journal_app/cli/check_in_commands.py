"""Commands about check-ins: check-in, trends."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from journal_app.cli.session import TARGET, Session, as_json, pass_session, print_json, read_text_file
from journal_app.domain.check_in import Answers
from journal_app.domain.errors import BadCheckInFile, CannotWriteFile
from journal_app.domain.moment import parse_day
from journal_app.domain.trends.overview import Trends, one_decimal


@click.command("check-in")
@click.option("--from", "file", type=click.Path(path_type=Path, readable=False), required=True, metavar="FILE.json")
@pass_session
def check_in(session: Session, file: Path) -> None:
    """Keep a check-in from a file: {"on": "2026-03-01", "ratings": {"KEY": 4, "OTHER": null}}."""
    on, ratings = _read(file)
    saved = session.services(writing=True).check_ins.save(Answers(ratings), on)
    rated = sum(1 for value in saved.check_in.ratings.values() if value is not None)
    click.echo(f"Check-in of {saved.check_in.on.isoformat()} kept: {rated} of {len(saved.check_in.ratings)} rated.")


def _read(file: Path) -> tuple[date | None, dict[str, Any]]:
    text = read_text_file(file)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadCheckInFile(name=file.name, reason="it is not JSON") from error
    if not isinstance(document, dict) or not isinstance(document.get("ratings"), dict):
        raise BadCheckInFile(name=file.name, reason='it needs "ratings", an object of behaviours and numbers')
    unknown = sorted(set(document) - {"on", "ratings"})
    if unknown:
        raise BadCheckInFile(name=file.name, reason=f'"{unknown[0][:40]}" is not known here')
    on = document.get("on")
    if on is not None and not isinstance(on, str):
        raise BadCheckInFile(name=file.name, reason='"on" must be a date such as "2026-03-01"')
    return (parse_day(on) if on is not None else None), document["ratings"]


@click.command()
@click.option("--months", type=click.IntRange(1, 1200), help="Only the last so many months.")
@click.option("--png", type=TARGET, metavar="FILE", help="Also draw the chart into a picture.")
@as_json
@pass_session
def trends(session: Session, months: int | None, png: Path | None, as_json: bool) -> None:
    """Show scores for each practice, month by month."""
    service = session.services().trends
    found = service.trends(months)
    if png is not None:
        _write(png, _drawn(session, found))
    if as_json:
        print_json(_document(found, service.in_words(found)))
        return
    click.echo(service.in_words(found) or "No check-ins yet.")
    caution = service.caution(found)
    if caution:
        click.echo(caution)
    if found.months:
        click.echo()
        _table(session, found)


def _table(session: Session, found: Trends) -> None:
    items = session.app.content.practices()
    widths = [max(len(item.short), 5) for item in items]
    heads = "  ".join(f"{item.short:>{width}}" for item, width in zip(items, widths, strict=True))
    click.echo(f"{'Month':8}  {heads}")
    for row in found.months:
        cells = []
        for item, width in zip(items, widths, strict=True):
            score = row.scores.get(item.key)
            cells.append(f"{one_decimal(score) if score is not None else '–':>{width}}")
        click.echo(f"{row.month:%b %Y}  {'  '.join(cells)}")


def _document(found: Trends, words: str) -> dict[str, Any]:
    return {
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat(),
        "check_ins": found.check_ins,
        "words": words,
        "practices": {
            series.practice: [
                {
                    "on": p.on.isoformat(),
                    "score": round(float(p.score), 4),
                    "low": p.low,
                    "high": p.high,
                    "rated": p.rated,
                }
                for p in series.points
            ]
            for series in found.series
        },
        "months": [
            {
                "month": f"{row.month:%Y-%m}",
                "check_ins": row.check_ins,
                "scores": {k: None if v is None else round(float(v), 4) for k, v in row.scores.items()},
            }
            for row in found.months
        ],
    }


def _drawn(session: Session, found: Trends) -> bytes:
    from journal_app.charts.palette import LIGHT
    from journal_app.charts.trend_figure import draw_trends, save_figure

    content = session.app.content
    drawing = draw_trends(found, content.practices(), content.scale(), LIGHT)
    return save_figure(drawing.figure, "png", dpi=200)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CannotWriteFile(name=path.name, reason=error.strerror or "unknown") from error


COMMANDS = (check_in, trends)
