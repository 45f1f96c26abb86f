"""One process that draws the overview: ours, or a bare matplotlib figure of the same marks. It tells how long it took.

``python -m tests.bench.charting ours|bare COUNT``
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from journal_app.charts.palette import LIGHT, mark_of
from journal_app.charts.view_figure import draw_view
from journal_app.content.library import ContentLibrary
from journal_app.domain.trends.views import Overview, PracticePoint
from journal_app.paths import resources_folder
from tests.support.chart_views import Invented

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_AGAIN = 12


class Charts:
    """Overviews of this many check-ins, and of one less: another range."""

    def __init__(self, count: int) -> None:
        self._content = ContentLibrary(resources_folder() / "content")
        self._views = [Invented(self._content, count - less).overview() for less in (0, 1)]
        self._figure: Figure | None = None

    def ours(self, which: int) -> None:
        """Draw and render what the page shows, on one figure again and again."""
        drawing = draw_view(
            self._views[which],
            practices=self._content.practices(),
            behaviours=self._content.behaviours(),
            scale=self._content.scale(),
            colours=LIGHT,
            figure=self._figure,
        )
        self._figure = drawing.figure
        drawing.figure.canvas.draw()

    def bare(self, which: int) -> None:
        """Draw and render the same bars, lines and marks in six plain axes."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        figure = Figure(figsize=(10.48, 5.2), dpi=100)
        canvas = FigureCanvasAgg(figure)
        for place in range(6):
            axes = figure.add_axes((0.07 + 0.32 * (place % 3), 0.57 - 0.5 * (place // 3), 0.28, 0.37))
            self._marks(axes, self._views[which], place)
        canvas.draw()  # type: ignore[no-untyped-call]

    def _marks(self, axes: Axes, view: Overview, place: int) -> None:
        series = view.series[place]
        mark = mark_of(self._content.practices()[place], place, LIGHT)
        days = [point.on.toordinal() for point in series.points]
        lows, highs = [point.low for point in series.points], [point.high for point in series.points]
        axes.vlines(days, lows, highs, colors=mark.colour, alpha=0.3, linewidth=2)
        for segment in series.segments:
            axes.plot(*_places(segment), color=mark.colour, alpha=0.6, linewidth=1)
        for evidence, face in ((True, mark.colour), (False, LIGHT.paper)):
            chosen = [point for point in series.points if bool(point.evidence) is evidence]
            axes.plot(
                *_places(chosen),
                linestyle="none",
                marker=mark.marker,
                markerfacecolor=face,
                markeredgecolor=mark.colour,
            )


def _places(points: tuple[PracticePoint, ...] | list[PracticePoint]) -> tuple[list[int], list[float]]:
    return [point.on.toordinal() for point in points], [point.score for point in points]


def main() -> None:
    """The first chart with matplotlib's import, and others on ranges that change each time."""
    whose, count = sys.argv[1], int(sys.argv[2])
    charts = Charts(count)
    draw = charts.ours if whose == "ours" else charts.bare
    begun = time.perf_counter()
    draw(0)
    first = time.perf_counter() - begun
    again, processor = [], []
    for turn in range(1, _AGAIN + 1):
        begun, worked = time.perf_counter(), time.process_time()
        draw(turn % 2)
        again.append(time.perf_counter() - begun)
        processor.append(time.process_time() - worked)
    from tests.bench.child import tell

    tell(first=first, again=again, processor=processor)


if __name__ == "__main__":
    main()
