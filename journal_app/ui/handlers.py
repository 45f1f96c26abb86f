"""What each command does to the open journal; nothing, where none is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from journal_app.ui.merging import Merging
from journal_app.ui.protection import Protection
from journal_app.ui.transfer import Transfer
from journal_app.ui.workspace import PLACES, Workspace

Handler = Callable[[], object]
_Act = Callable[[Workspace], object]


def workspace_handlers(
    current: Callable[[], Workspace | None],
    transfer: Transfer,
    merging: Merging,
    protection: Protection,
    practices: int,
) -> dict[str, Handler]:
    """Handlers by the command's key; ``current`` gives the open journal's workspace."""

    def on_page(act: _Act) -> Handler:
        def handle() -> object:
            workspace = current()
            return act(workspace) if workspace else None

        return handle

    def formatting(name: str, *arguments: str) -> Handler:
        return on_page(lambda w: w.journal.desk.pane.format(_formatting_command(name), *arguments))

    return {
        "new": on_page(Workspace.write),
        "import": on_page(transfer.import_file),
        "report": on_page(_report),
        "merge": on_page(merging.look),
        "passphrase": on_page(protection.ask),
        "change_passphrase": on_page(protection.change),
        "recovery": on_page(protection.make_recovery_key),
        **{key: on_page(partial(_go, key)) for key, *_ in PLACES},
        "behaviours": on_page(partial(_go, "behaviours")),
        "earlier_check_ins": on_page(Workspace.earlier_check_ins),
        "look_back": on_page(lambda w: w.look_back()),
        "search": on_page(_search),
        "star": on_page(lambda w: w.journal.desk.toggle_star()),
        "preview": on_page(lambda w: w.journal.desk.toggle_preview()),
        "inspector": on_page(lambda w: w.journal.show_inspector(not w.journal.desk.inspector.isVisible())),
        "date": on_page(lambda w: w.journal.desk.change_date()),
        "history": on_page(lambda w: w.journal.desk.history.toggle()),
        "delete": on_page(lambda w: w.journal.desk.delete()),
        **{f"practice_{n}": on_page(partial(_toggle_practice, n)) for n in range(1, practices + 1)},
        "bold": formatting("wrap", "**"),
        "italic": formatting("wrap", "*"),
        "heading": formatting("cycle_heading"),
        "list": formatting("prefix_lines", "- "),
        "numbered": formatting("prefix_lines", "1. "),
        "checkbox": formatting("prefix_lines", "- [ ] "),
        "quote": formatting("prefix_lines", "> "),
        "tick": formatting("toggle_box"),
        "link": formatting("insert_link"),
        "trends_table": on_page(lambda w: w.trends.turn_over()),
        **{f"trends_{kind}": on_page(partial(_save_trends, kind)) for kind in ("png", "svg", "csv")},
    }


def _formatting_command(name: str) -> Callable[..., object]:
    """A command of the editor; a window that opens on Today has not loaded them yet."""
    from journal_app.ui.widgets import markdown_commands

    command: Callable[..., object] = getattr(markdown_commands, name)
    return command


def _report(workspace: Workspace) -> None:
    from journal_app.ui.reporting import make_report  # the window can be had without it

    make_report(workspace)


def _go(key: str, workspace: Workspace) -> None:
    workspace.go(key)


def _search(workspace: Workspace) -> None:
    workspace.go("journal")
    workspace.journal.search()


def _save_trends(kind: str, workspace: Workspace) -> None:
    workspace.trends.save(kind)


def _toggle_practice(number: int, workspace: Workspace) -> None:
    workspace.journal.desk.inspector.toggle_practice(number)
