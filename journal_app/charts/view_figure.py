"""Any view of the trends drawn. matplotlib, which takes more than a second to import, is imported by the first call."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from journal_app.charts.drawing import Drawing
from journal_app.charts.fonts import SANS
from journal_app.charts.heading import heading
from journal_app.charts.palette import LIGHT, ChartColours
from journal_app.domain.content import Behaviour, LensItem, Scale
from journal_app.domain.trends.views import Backdrop, Comparison, LookingBack, Overview, PracticeView, View, Writing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NOTHING_BEHIND = Backdrop()
_MOST_DOTS = 60_000  # along one side; matplotlib refuses 65,536


def draw_view(
    view: View,
    *,
    practices: Sequence[LensItem],
    behaviours: Sequence[Behaviour],
    scale: Scale,
    colours: ChartColours,
    backdrop: Backdrop = _NOTHING_BEHIND,
    figure: Figure | None = None,
    size: tuple[float, float] | None = None,
    fonts: Sequence[str] = SANS,
    explained: bool = False,
    said: str = "",
) -> Drawing:
    """Draw a view with everything on it that can be gone to.

    ``figure`` is cleared and drawn anew, at ``size`` (width and height in inches) if that is given. Without either one
    of the usual width is made, as tall as the view wants it. ``fonts`` are tried in turn; those that are not installed
    are passed over. ``explained``: what the marks mean is written below the chart, which leaves the page where that is
    said; the figure is taller by ``explained_height``, and by what is ``said`` before it. Not for the UI thread.
    """
    from journal_app.charts.sheet import SIZE, Sheet

    if figure is None and size is None:
        size = (SIZE[0], max(SIZE[1], least_height(view, SIZE[0], fonts)))
    sheet = Sheet(figure, size, colours, fonts, explanation=f"{said} {explanation(view) if explained else ''}".strip())
    match view:
        case Overview():
            from journal_app.charts.overview_figure import draw_overview

            return draw_overview(sheet, view, practices, behaviours, scale, backdrop)
        case PracticeView():
            from journal_app.charts.practice_figure import draw_practice

            return draw_practice(sheet, view, practices, scale, backdrop)
        case Comparison():
            from journal_app.charts.compare_figure import draw_comparison

            return draw_comparison(sheet, view, practices, scale)
        case Writing():
            from journal_app.charts.writing_figure import draw_writing

            return draw_writing(sheet, view, practices, behaviours, scale)
        case LookingBack():
            from journal_app.charts.back_figure import draw_looking_back

            return draw_looking_back(sheet, view, practices, scale)


def saved_chart(
    view: View,
    kind: Literal["png", "svg"],
    *,
    practices: Sequence[LensItem],
    behaviours: Sequence[Behaviour],
    scale: Scale,
    caution: str = "",
) -> bytes:
    """A chart as a file, the same from the window and the command line, whatever the window looks like: it goes into
    documents and onto paper. So it is in the light theme's colours, of one width, and says below what it shows of which
    time, the ``caution`` that stands below it on the page, and what its marks mean."""
    drawing = draw_view(
        view,
        practices=practices,
        behaviours=behaviours,
        scale=scale,
        colours=LIGHT,
        explained=True,
        said=f"{heading(view, practices)} {caution}".strip(),
    )
    return save_figure(drawing.figure, kind)


def least_height(view: View, width: float, fonts: Sequence[str] = SANS) -> float:
    """How tall the chart wants to be at this width, in inches: many behaviours are scrolled, not squeezed."""
    from journal_app.charts.heights import least_height_of

    return least_height_of(view, width, fonts)


def explained_height(view: View, width: float, fonts: Sequence[str] = SANS, said: str = "") -> float:
    """How much taller what its marks mean, and what is ``said`` before, makes the figure of a view, in inches."""
    from journal_app.charts.measuring import Measure
    from journal_app.charts.sheet import explanation_height

    return explanation_height(Measure(fonts), f"{said} {explanation(view)}".strip(), width)


def explanation(view: View) -> str:
    """What the marks of a view mean; "" for those that carry a key of their own."""
    match view:
        case Overview():
            return (
                "A mark is one check-in: filled where reflections are attached to it, hollow where none are. "
                "The bar behind it runs from its lowest behaviour to its highest."
            )
        case PracticeView():
            return (
                "A mark is one rating, held until the next check-in: filled where reflections are attached to it, "
                "hollow where none are. N: no opportunity."
            )
        case _:
            return ""


def save_figure(figure: Figure, kind: Literal["png", "svg"], dpi: float = 200) -> bytes:
    """The figure as a file's bytes, the same for the same figure: no dates, no random names.

    PNG has ``dpi`` dots an inch (200 is twice the screen's), fewer if there were more than matplotlib can draw; SVG
    keeps its words as text.
    """
    import matplotlib

    stream = io.BytesIO()
    dpi = min(dpi, *(_MOST_DOTS / side for side in figure.get_size_inches()))
    metadata = {"Software": None} if kind == "png" else {"Date": None, "Creator": "Throughline"}
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "throughline"}):
        figure.savefig(stream, format=kind, dpi=dpi, metadata=metadata)
    return stream.getvalue()
