"""The keys that pages have of their own, beside the commands': plain letters and digits, while no text is written."""

from __future__ import annotations

PAGE_KEYS: tuple[tuple[str, str, str], ...] = (
    ("On Trends", "Overview", "O"),
    ("On Trends", "By practice", "P"),
    ("On Trends", "Compare", "C"),
    ("On Trends", "Writing", "W"),
    ("On Trends", "Looking back", "B"),
    ("On Trends", "The table, or the chart again", "T"),
    ("On Trends", "One practice; in Compare 0 is all of them", "1 to 6, 0"),
    ("On Trends", "From mark to mark, once Tab has reached the chart", "Arrows"),
    ("On Trends", "The first or last mark of its row", "Home, End"),
    ("On Trends", "Open what stands behind a mark or a row of the table", "Return"),
    ("On Trends", "Put the card beside a mark away", "Esc"),
    ("In a check-in", "Rate, and go to the next statement", "1 to 5"),
    ("In a check-in", "No opportunity", "N"),
    ("In a check-in", "Attach reflections as evidence", "E"),
    ("In a check-in", "Write a note", "Return"),
    ("In a check-in", "Attach reflections to the statement just rated", "Shift+E"),
    ("In a check-in", "Write a note on the statement just rated", "Shift+Return"),
    ("In a check-in", "Take the rating away", "Del"),
    ("In a check-in", "From statement to statement", "Arrows"),
    ("In a check-in", "Save", "Ctrl+Return"),
    ("In a check-in", "Leave a check-in that was being changed, or a look back", "Esc"),
    ("In what you rate", "Ask about a statement, or leave it out", "Space"),
    ("In what you rate", "Add a statement of your own", "N"),
    ("In what you rate", "Say it in other words", "F2"),
    ("In what you rate", "Remove one of your own, or bring it back", "Del"),
    ("In what you rate", "Back to where you were", "Esc"),
)
"""(where, what it does, key), in the order in which the list of keys shows them."""
