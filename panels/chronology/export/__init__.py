"""Write a merged chronology as a spreadsheet, as comma-separated text or as a Word table.

Text that a spreadsheet would run as a formula is written as text; the stored text is not changed.
"""

from panels.chronology.export.comma_separated import write_csv
from panels.chronology.export.spreadsheet import write_xlsx
from panels.chronology.export.word import write_docx

__all__ = ["write_csv", "write_docx", "write_xlsx"]
