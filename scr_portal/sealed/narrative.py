"""Narrative: kept sealed as its author wrote it, served coded.

    class Entry(models.Model):
        detail = NarrativeField("what happened")
        other_columns = NarrativeMapField()
        history = HistoricalRecords(excluded_fields=coded_columns("detail", "other_columns"))

        def identity_register(self): return self.review.register

`entry.detail = "..."` writes, `entry.detail.coded` (or printing it) reads, `entry.detail.original` opens
the original, which its caller must have permission for and must record. Three columns stand behind it:
`detail_sealed`, `detail_coded`, `detail_register_version`. No template or view reads them directly:
only the attribute makes sure that the coded form is of the newest register.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from .coding import NEVER_CODED, Coder
from .fields import EncryptedJSONField, EncryptedTextField, TextBase, keep_together
from .registers import CodingRegister, NoRegister

_names: dict[type[models.Model], list[str]] = {}


def sealed_column(name: str) -> str:
    """Return the column that holds the original of the narrative `name`, encrypted."""
    return f"{name}_sealed"


def coded_column(name: str) -> str:
    """Return the column that holds the coded form of the narrative `name`, in clear."""
    return f"{name}_coded"


def version_column(name: str) -> str:
    """Return the column that holds the register version the coded form was made with; 0 is never."""
    return f"{name}_register_version"


def narrative_columns(*names: str) -> list[str]:
    """Return the columns of the narratives `names`, for `save(update_fields=[...])`: all or none."""
    return [column(name) for name in names for column in (sealed_column, coded_column, version_column)]


def coded_columns(*names: str) -> list[str]:
    """Return the columns history must leave out: a text coded before a name was known may hold it."""
    return [coded_column(name) for name in names]


class Narrative:
    """One narrative of one row. Prints as its coded form, so that the careless way is the safe one."""

    __slots__ = ("_field", "_row")

    def __init__(self, row: models.Model, field: NarrativeField) -> None:
        self._row, self._field = row, field

    @property
    def original(self) -> Any:
        """Return the text as its author wrote it. The caller has asked permission and records the reading."""
        return getattr(self._row, sealed_column(self._field.name))

    @property
    def coded(self) -> Any:
        """Return the coded form, made anew first when the register has moved on since."""
        from .refreshing import make_current

        make_current(self._row)
        return getattr(self._row, coded_column(self._field.name))

    @property
    def version(self) -> int:
        """Return the version of the register that the coded form in memory was made with."""
        return int(getattr(self._row, version_column(self._field.name)))

    def write(self, value: Any) -> None:
        """Replace the original. It is coded when the row is saved, or when it is read before that."""
        setattr(self._row, sealed_column(self._field.name), self._field.plain(value))

    def __str__(self) -> str:
        return str(self.coded)

    def __bool__(self) -> bool:
        return bool(self.coded)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._field.name} of {self._row._meta.label} {self._row.pk}>"


class NarrativeMap(Narrative):
    """A narrative in named parts: `coded` is a dict whose headings are coded like its texts."""

    __slots__ = ()


class NarrativeAttribute(property):
    """`row.detail`. A property by type, so that `Entry(detail="...")` and `create(detail="...")` write it."""

    def __init__(self, field: NarrativeField) -> None:
        super().__init__()
        self.field = field

    def __get__(self, row: Any, owner: Any = None) -> Any:
        return self if row is None else self.field.value_class(row, self.field)

    def __set__(self, row: Any, value: Any) -> None:
        self.field.value_class(row, self.field).write(value)


class SealedAttribute(DeferredAttribute):
    """The sealed column's attribute: another original takes the coded form of the old one away."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        return super().__get__(instance, cls)

    def __set__(self, instance: Any, value: Any) -> None:
        name = self.field.attname.removesuffix("_sealed")
        known = instance.__dict__.get(self.field.attname, self)
        instance.__dict__[self.field.attname] = value
        if coded_column(name) in instance.__dict__ and known != value:
            instance.__dict__[coded_column(name)] = {} if isinstance(value, Mapping) else ""
            instance.__dict__[version_column(name)] = NEVER_CODED


class _SealedColumn:
    descriptor_class: Any = SealedAttribute

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)  # type: ignore[misc]
        if not cls._meta.abstract:
            keep_together(cls, tuple(narrative_columns(name.removesuffix("_sealed"))))

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        plain = next(kind for kind in type(self).__mro__ if kind.__module__.endswith("sealed.fields"))
        return name, f"{plain.__module__}.{plain.__name__}", args, kwargs


class _CodedColumn:
    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        code_for_save(model_instance, self.attname.removesuffix("_coded"))  # type: ignore[attr-defined]
        return super().pre_save(model_instance, add)  # type: ignore[misc]

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()  # type: ignore[misc]
        plain = next(kind for kind in type(self).__mro__ if kind.__module__.startswith("django.db.models"))
        return name, f"django.db.models.{plain.__name__}", args, kwargs


class SealedNarrativeText(_SealedColumn, EncryptedTextField):
    """The original of a NarrativeField."""


class SealedNarrativeMap(_SealedColumn, EncryptedJSONField):
    """The original of a NarrativeMapField."""


class CodedText(_CodedColumn, TextBase):
    """The coded form of a NarrativeField."""


class CodedMap(_CodedColumn, models.JSONField):
    """The coded form of a NarrativeMapField."""


class NarrativeField:
    """A text kept sealed and served coded. The model defines `identity_register(self)`."""

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
        """Return what is sealed for an assigned value."""
        return "" if value is None else str(value)

    def contribute_to_class(self, cls: Any, name: str) -> None:
        """Add the three columns and the attribute to the model."""
        self.name = name
        about = {"verbose_name": self.verbose_name or name.replace("_", " "), "help_text": self.help_text}
        empty = type(self.empty)
        cls.add_to_class(sealed_column(name), self.sealed_class(default=empty, editable=False, **about))
        cls.add_to_class(coded_column(name), self.coded_class(default=empty, blank=True, editable=False))
        cls.add_to_class(
            version_column(name), models.PositiveIntegerField(default=NEVER_CODED, editable=False)
        )
        setattr(cls, name, NarrativeAttribute(self))


class NarrativeMapField(NarrativeField):
    """The same for a mapping of texts, such as the further columns of a chronology row."""

    value_class = NarrativeMap
    sealed_class = SealedNarrativeMap
    coded_class = CodedMap
    empty = {}

    def plain(self, value: Any) -> dict[str, str]:
        """Return the mapping with headings and texts as plain texts."""
        return {str(heading): "" if text is None else str(text) for heading, text in (value or {}).items()}


def narratives_of(model: type[models.Model]) -> list[str]:
    """Return the names of the narratives of `model`, inherited ones included."""
    if model not in _names:
        _names[model] = sorted(
            name
            for kind in reversed(model.__mro__)
            for name, value in vars(kind).items()
            if isinstance(value, NarrativeAttribute)
        )
    return _names[model]


def register_of(row: Any) -> CodingRegister:
    """Return the register that the row's narratives are coded with."""
    return row.identity_register() or NoRegister()


def code_for_save(row: Any, name: str) -> None:
    """Code the narrative `name` in memory if its original has never been coded. No query otherwise."""
    if getattr(row, version_column(name)) == NEVER_CODED:
        code_in_memory(row, name, Coder(register_of(row)))


def code_in_memory(row: Any, name: str, coder: Coder) -> None:
    """Set the coded form and version of one narrative. A withheld text counts as never coded."""
    coder.failed = False
    setattr(row, coded_column(name), coder.code(getattr(row, sealed_column(name))))
    setattr(row, version_column(name), NEVER_CODED if coder.failed else coder.version)
