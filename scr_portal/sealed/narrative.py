"""Narrative fields: stored sealed as the author wrote them, displayed coded.

    class Entry(models.Model):
        detail = NarrativeField("what happened")
        other_columns = NarrativeMapField()
        history = HistoricalRecords(excluded_fields=coded_columns("detail", "other_columns"))

        def identity_register(self): return self.review.register

`entry.detail = "..."` writes, `entry.detail.coded` (or printing it) reads. `entry.detail.in_clear` is the original as its
reader may read it, for which the caller must have permission and must record the access; `entry.detail.original` is all
of it, for services that keep or compare texts and for its author at work. There are three columns:
`detail_sealed`, `detail_coded`, `detail_register_version`. No template or view reads them directly: only the
attribute ensures that the coded form is up to date with the register.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from .coding import NEVER_CODED
from .columns import (
    CodedMap,
    CodedText,
    NarrativeDescriptor,
    RegisterVersion,
    SealedNarrativeMap,
    SealedNarrativeText,
    coded_column,
    sealed_column,
    version_column,
)
from .reading import as_read
from .refreshing import make_current


class Narrative:
    """One narrative of one row. It prints as its coded form, so that the default is safe."""

    __slots__ = ("_field", "_row")

    def __init__(self, row: models.Model, field: NarrativeField) -> None:
        self._row, self._field = row, field

    @property
    def original(self) -> Any:
        """The whole text as its author wrote it, for services and for the author. The caller has checked the permission."""
        return getattr(self._row, sealed_column(self._field.name))

    @property
    def in_clear(self) -> Any:
        """The original as whoever reads now may read it. The caller has checked the permission and records the access."""
        return as_read(self._row, self._field.name, self.original, coded=False)

    @property
    def coded(self) -> Any:
        """The coded form as whoever reads now may read it, recoded first when the register has changed since."""
        make_current(self._row)
        words = getattr(self._row, coded_column(self._field.name))
        return as_read(self._row, self._field.name, words, coded=True)

    @property
    def version(self) -> int:
        """The register version of the coded form in memory."""
        return int(getattr(self._row, version_column(self._field.name)))

    def write(self, value: Any) -> None:
        """Replace the original. It is coded when the row is saved, or on the first read before that."""
        setattr(self._row, sealed_column(self._field.name), self._field.plain(value))

    def __str__(self) -> str:
        return str(self.coded)

    def __bool__(self) -> bool:
        return bool(self.coded)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._field.name} of {self._row._meta.label} {self._row.pk}>"


class NarrativeMap(Narrative):
    """A narrative in named parts: `coded` is a dict whose headings and texts are both coded."""

    __slots__ = ()

    @property
    def original(self) -> dict[str, str]:
        """A copy of the mapping as written; change it with `write`."""
        return dict(super().original)


class NarrativeAttribute(NarrativeDescriptor, property):
    """The attribute `row.detail`, a property so that `Entry(detail="...")` and `create(detail="...")` write it."""

    def __init__(self, field: NarrativeField) -> None:
        super().__init__()
        self.field = field

    def __get__(self, row: Any, owner: Any = None) -> Any:
        return self if row is None else self.field.value_class(row, self.field)

    def __set__(self, row: Any, value: Any) -> None:
        self.field.value_class(row, self.field).write(value)


class NarrativeField:
    """A text stored sealed and displayed coded. The model defines `identity_register(self)`."""

    value_class: type[Narrative] = Narrative
    sealed_class: Any = SealedNarrativeText
    coded_class: Any = CodedText
    empty: Any = ""

    def __init__(self, verbose_name: str = "", *, help_text: str = "") -> None:
        self.verbose_name, self.help_text = verbose_name, help_text
        self.name = ""

    if TYPE_CHECKING:

        def __get__(self, row: Any, owner: Any = None) -> Narrative: ...
        def __set__(self, row: Any, value: Any) -> None: ...

    def plain(self, value: Any) -> Any:
        """Return the text to encrypt for an assigned value."""
        return "" if value is None else str(value)

    def contribute_to_class(self, cls: Any, name: str) -> None:
        """Add the three columns and the attribute to the model."""
        self.name = name
        about = {"verbose_name": self.verbose_name or name.replace("_", " "), "help_text": self.help_text}
        empty = type(self.empty)
        cls.add_to_class(sealed_column(name), self.sealed_class(default=empty, editable=False, **about))
        cls.add_to_class(coded_column(name), self.coded_class(default=empty, blank=True, editable=False))
        cls.add_to_class(version_column(name), RegisterVersion(default=NEVER_CODED, editable=False))
        setattr(cls, name, NarrativeAttribute(self))


class NarrativeMapField(NarrativeField):
    """A mapping of texts stored sealed and displayed coded, such as further columns of a chronology row."""

    value_class = NarrativeMap
    sealed_class = SealedNarrativeMap
    coded_class = CodedMap
    empty = {}

    def plain(self, value: Any) -> dict[str, str]:
        """Return the mapping with headings and values as plain text."""
        return {str(heading): "" if text is None else str(text) for heading, text in (value or {}).items()}
