"""Draw every view of the trends with few and many invented check-ins, light, dark and grey, to be looked at.

``python -m tools.chart_gallery [COUNT...]`` writes build/screenshots/charts/VIEW-COUNT-LOOK.png and, for each view, a
sheet with all of them (VIEW-LOOK.png).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PIL import Image

from journal_app.charts.palette import DARK, LIGHT, ChartColours
from journal_app.charts.view_figure import draw_view, least_height, save_figure
from journal_app.content.library import ContentLibrary
from journal_app.domain.trends.views import Backdrop, Band, Target, View
from journal_app.paths import default_paths
from tests.support.chart_views import Invented

COUNTS = (0, 1, 2, 5, 9, 24, 120, 520)
SIZE = (10.48, 5.2)
INTO = Path("build/screenshots/charts")
LOOKS: dict[str, ChartColours] = {"light": LIGHT, "dark": DARK}


def main(counts: list[int]) -> None:
    """Draw them all, and the sheets."""
    INTO.mkdir(parents=True, exist_ok=True)
    content = ContentLibrary(default_paths().content)
    for look, colours in LOOKS.items():
        sheets: dict[str, list[Image.Image]] = {}
        for count in counts or COUNTS:
            for name, view, backdrop in _views(Invented(content, count)):
                picture = _drawn(content, view, colours, backdrop)
                _kept(picture, name, count, look)
                sheets.setdefault(name, []).append(picture)
                if look == "light":
                    _kept(picture.convert("L"), name, count, "grey")
        for name, pictures in sheets.items():
            _sheet(pictures).save(INTO / f"{name}-{look}.png")


def _views(invented: Invented) -> Iterator[tuple[str, View, Backdrop]]:
    nothing = Backdrop()
    yield "overview", invented.overview(), nothing
    yield "practice", invented.practice(), nothing
    yield "compare", invented.comparison(), nothing
    yield "compare-behaviours", invented.comparison(practice="power"), nothing
    yield "writing", invented.writing(), nothing
    yield "back", invented.looking_back(), nothing
    if invented.count == 9:
        bands = (
            Band(date(2026, 3, 10), date(2026, 3, 20), "Module 1"),
            Band(date(2026, 6, 2), date(2026, 6, 20), "Module 2"),
        )
        targets = (Target("power", 4.0, "often"), Target("share-the-agenda", 4.0, "by June"))
        yield "backdrop", invented.overview(), Backdrop(bands, targets)
        yield "backdrop-practice", invented.practice(), Backdrop(bands, targets)


def _drawn(content: ContentLibrary, view: View, colours: ChartColours, backdrop: Backdrop) -> Image.Image:
    height = max(SIZE[1], least_height(view, SIZE[0]))
    drawing = draw_view(
        view,
        practices=content.practices(),
        behaviours=content.behaviours(),
        scale=content.scale(),
        colours=colours,
        backdrop=backdrop,
        size=(SIZE[0], height),
    )
    return Image.open(io.BytesIO(save_figure(drawing.figure, "png", 100))).convert("RGB")


def _kept(picture: Image.Image, name: str, count: int, look: str) -> None:
    picture.save(INTO / f"{name}-{count:03}-{look}.png")


def _sheet(pictures: list[Image.Image]) -> Image.Image:
    width, gap = pictures[0].width, 24
    sheet = Image.new("RGB", (2 * width + gap, sum(p.height for p in pictures[::2]) + gap * len(pictures[::2])), "#888")
    y = 0
    for left, right in zip(pictures[::2], [*pictures[1::2], None], strict=False):
        sheet.paste(left, (0, y))
        if right:
            sheet.paste(right, (width + gap, y))
        y += left.height + gap
    return sheet


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]])
