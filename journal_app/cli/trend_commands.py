"""The command about trends: every view of them as text, JSON, CSV or a picture."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import click

from journal_app.cli.session import TARGET, Session, as_json, pass_session, print_json
from journal_app.cli.terminal_table import table_lines, terminal_width
from journal_app.cli.trend_documents import document_of
from journal_app.domain.check_in_errors import BadPeriod, NoLookBack, PeriodAhead
from journal_app.domain.text import visible
from journal_app.domain.trends.periods import parse_period, parse_two_periods
from journal_app.domain.trends.views import Span, View, Writing
from journal_app.services.trend_service import TrendService
from journal_app.services.whole_file import write_whole

# In place of a file, as shells have it.
_OUTPUT = Path("-")

_NOTHING = "Nothing was written or rated in this time."


@click.command()
@click.option("--practice", metavar="KEY", help="One practice, behaviour by behaviour.")
@click.option("--months", type=click.IntRange(1, 1200), help="Only the last so many months.")
@click.option("--from", "begin", metavar="PERIOD", help="From a year, quarter, month or day: 2026, 2026-Q1, 2026-03...")
@click.option("--to", "end", metavar="PERIOD", help="Up to the end of one.")
@click.option("--compare", metavar="A..B", help="Two periods beside each other: 2026-Q1..2026-Q3, or A..B,C..D.")
@click.option("--writing", is_flag=True, help="What you wrote about, beside what you rated.")
@click.option("--looking-back", is_flag=True, help="Your newest look back, beside the time itself and now.")
@click.option("--csv", "csv_file", type=TARGET, metavar="FILE", help="Also write the table into a file; - prints it.")
@click.option("--png", type=TARGET, metavar="FILE", help="Also draw the chart into a picture; or -.")
@click.option("--svg", type=TARGET, metavar="FILE", help="Also draw the chart into a drawing; or -.")
@as_json
@pass_session
def trends(
    session: Session,
    practice: str | None,
    months: int | None,
    begin: str | None,
    end: str | None,
    compare: str | None,
    writing: bool,
    looking_back: bool,
    csv_file: Path | None,
    png: Path | None,
    svg: Path | None,
    as_json: bool,
) -> None:
    """Show what your check-ins say: scores for each practice, or one of the other views."""
    _one_output(csv_file, png, svg, as_json=as_json)
    timed = months is not None or begin is not None or end is not None
    _one_view(practice, compare, writing, looking_back, timed=timed)
    if months is not None and (begin is not None or end is not None):
        raise click.UsageError("Give --months, or --from and --to, not both.")
    periods = parse_two_periods(compare) if compare is not None else None
    between = _between(begin, end)
    service = session.services().trends
    view = _view(service, practice, _span(service, months, between), periods, writing, looking_back)
    if _write_files(session, view, csv_file, png, svg):
        return
    if as_json:
        print_json(document_of(view, service.words(view), service.caution(view), service.table(view)))
    else:
        _print(service, view)


def _one_view(practice: str | None, compare: str | None, writing: bool, looking_back: bool, *, timed: bool) -> None:
    if writing + looking_back + (compare is not None or practice is not None) > 1:
        raise click.UsageError("Ask for one view: --practice, --compare (both go together), --writing, --looking-back.")
    if timed and (compare is not None or looking_back):
        raise click.UsageError("--months, --from and --to do not go with --compare or --looking-back.")


def _one_output(*files: Path | None, as_json: bool) -> None:
    if files.count(_OUTPUT) + as_json > 1 and _OUTPUT in files:
        raise click.UsageError("Standard output holds one thing: give - once, and without --json.")


def _between(begin: str | None, end: str | None) -> tuple[date | None, date | None]:
    """The first day and the last that were asked for. Raises BadPeriod."""
    since = parse_period(begin).since if begin is not None else None
    until = parse_period(end).until if end is not None else None
    if since is not None and until is not None and since > until:
        raise BadPeriod(text=f"{begin}..{end}"[:80])
    return since, until


def _span(service: TrendService, months: int | None, between: tuple[date | None, date | None]) -> Span:
    """The time that was asked for; open ends are as they are on the trends page."""
    usual = service.span(months)
    since, until = between
    if since is not None and until is None and since > usual.until:
        raise PeriodAhead(text=since.isoformat())
    return Span(since or usual.since, until or usual.until)


def _view(
    service: TrendService,
    practice: str | None,
    span: Span,
    periods: tuple[Span, Span] | None,
    writing: bool,
    looking_back: bool,
) -> View:
    if looking_back:
        found = service.looking_back()
        if found is None:
            raise NoLookBack
        return found
    if writing:
        return service.writing(span)
    if periods is not None:
        return service.compare(*periods, practice or "")
    return service.practice(practice, span) if practice is not None else service.overview(span)


def _write_files(session: Session, view: View, csv_file: Path | None, png: Path | None, svg: Path | None) -> bool:
    """Whatever was asked for, all of it made before the first file is touched; whether standard output has some."""
    made: list[tuple[Path, bytes]] = []
    if csv_file is not None:
        made.append((csv_file, session.services().trends.csv(view).encode()))
    if png is not None:
        made.append((png, _drawn(session, view, "png")))
    if svg is not None:
        made.append((svg, _drawn(session, view, "svg")))
    for path, content in made:
        if path != _OUTPUT:
            write_whole(path, content)
    printed = [content for path, content in made if path == _OUTPUT]
    for content in printed:
        click.echo(content, nl=False)
    return bool(printed)


def _drawn(session: Session, view: View, kind: Literal["png", "svg"]) -> bytes:
    from journal_app.charts.view_figure import saved_chart

    content, trends = session.app.content, session.services().trends
    return saved_chart(
        view,
        kind,
        practices=content.practices(),
        behaviours=trends.behaviours(),
        scale=content.scale(),
        caution=trends.caution(view),
    )


def _print(service: TrendService, view: View) -> None:
    table = service.table(view)
    nothing = _NOTHING if isinstance(view, Writing) else "No check-ins yet."
    click.echo(visible(service.words(view)) or nothing)
    caution = service.caution(view)
    if caution:
        click.echo(visible(caution))
    if any(table.row_keys):
        click.echo()
        for line in table_lines(table, terminal_width()):
            click.echo(line)


COMMANDS = (trends,)
