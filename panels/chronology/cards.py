"""Records printed as cards, a label and a value a line, "Date | 12 May 2010": each card is one row of a table.

Systems that print one consultation or contact after another write no table of events. The lines of all tables with two
columns are read as one run, which begins anew at each repetition of the label of the date.
"""

from __future__ import annotations

from panels.chronology.cells import Book, Cell, Table, clean
from panels.chronology.fields import fields_of
from panels.chronology.heading_words import fold

Line = tuple[str, Cell]
Card = dict[str, Cell]
_FEWEST_CARDS, _FEWEST_LABELS = 2, 3
_LONGEST_LABEL = 60
_COLUMNS = 2


def table_of_cards(book: Book) -> Table | None:
    """Return the cards of a file as one table with their labels as headings in row 1, or None where there are none.

    There are two cards or more, each begins with the same label, a date, and most labels recur.
    """
    lines = _lines(book)
    first = next((number for number, (label, _) in enumerate(lines) if fields_of(label) == "date"), None)
    if first is None:
        return None
    cards = _cards(lines[first:])
    labels = list(dict.fromkeys(label for card in cards for label in card))
    recurring = sum(sum(label in card for card in cards) * 2 >= len(cards) for label in labels)
    if len(cards) < _FEWEST_CARDS or recurring < _FEWEST_LABELS or recurring * 2 < len(labels):
        return None
    book.remarks.append(("cards_read", None, _remark(len(cards), above=first > 0)))
    return _table(book, labels, cards)


def _lines(book: Book) -> list[Line]:
    """Return the lines of every table as label and value; none where a table is wider or has something hidden."""
    lines: list[Line] = []
    for table in book.tables:
        if table.hidden_rows or table.hidden_columns:
            return []
        for _, cells in table.numbered():
            texts = {column: cell for column, cell in cells.items() if clean(str(cell))}
            if any(column >= _COLUMNS for column in texts):
                return []
            if texts:
                lines.append((clean(str(texts.get(0, ""))), texts.get(1, "")))
    return lines


def _cards(lines: list[Line]) -> list[Card]:
    """Return the cards; a line without a value, or without a label, goes on with the value above it."""
    opening = fold(lines[0][0])
    known = {fold(label) for label, value in lines if label and clean(str(value))}
    cards: list[Card] = [{}]
    label = lines[0][0].rstrip(" :")
    for typed, value in lines:
        if not _is_label(typed, value, known):
            _go_on(cards[-1], label, typed)
            _go_on(cards[-1], label, value)
            continue
        label = typed.rstrip(" :")
        if fold(typed) == opening and cards[-1]:
            cards.append({})
        if label in cards[-1]:
            _go_on(cards[-1], label, value)
        else:
            cards[-1][label] = value
    return cards


def _is_label(typed: str, value: Cell, known: set[str]) -> bool:
    """Return whether the first cell of a line names the second: it is short, and has a value here or elsewhere."""
    return 0 < len(typed) <= _LONGEST_LABEL and (bool(clean(str(value))) or fold(typed) in known)


def _go_on(card: Card, label: str, value: Cell) -> None:
    """Add a line to the value of a label."""
    card[label] = "\n".join(text for text in (clean(str(card.get(label, ""))), clean(str(value))) if text)


def _table(book: Book, labels: list[str], cards: list[Card]) -> Table:
    first = book.tables[0]
    rows: dict[int, dict[int, Cell]] = {1: dict(enumerate(labels))}
    for number, card in enumerate(cards, 2):
        rows[number] = {column: card[label] for column, label in enumerate(labels) if label in card}
    return Table(first.number, first.name, rows, date1904=first.date1904, columns=len(labels))


def _remark(count: int, *, above: bool) -> str:
    left = " What stands above the first of them was not read." if above else ""
    return (
        f"This file holds {count} records with a label in each line and no table of events. Each record was read as one row; "
        f"row 2 is the first record.{left}"
    )
