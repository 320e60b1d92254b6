"""Model fields whose columns contain only cipher text.

The database, its dumps, its logs and the history tables never see the plain value. A value read from the
database is a `SealedText`, a `str` whose `repr` does not show it, so that neither a traceback with local
variables nor a `%r` in a log line discloses it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.signals import pre_save

from .keys import keyed_index, seal, unseal

if TYPE_CHECKING:
    TextBase = models.TextField[Any, Any]
    CharBase = models.CharField[Any, Any]
else:
    TextBase, CharBase = models.TextField, models.CharField


class SealedText(str):
    """A text from a sealed column. Equal to and usable as any `str`; only `repr` hides it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'[sealed]'"


def hidden(value: Any) -> Any:
    """Return `value` with every text in it, at any depth, as SealedText. Keys are left as they are."""
    if isinstance(value, str):
        return SealedText(value)
    if isinstance(value, list):
        return [hidden(item) for item in value]
    if isinstance(value, dict):
        return {key: hidden(item) for key, item in value.items()}
    return value


class EncryptedTextField(TextBase):
    """Text stored as a Fernet token. `None` stays NULL; the empty text is encrypted like any other.

    It cannot be searched, ordered or made unique (each encryption differs): add a KeyedIndexField where the
    value must be looked up.
    """

    description = "Text kept encrypted"

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            errors.append(
                checks.Error(
                    "A sealed column cannot be unique or indexed: the same text is sealed differently each time.",
                    hint="Index a KeyedIndexField of the same value instead.",
                    obj=self,
                    id="sealed.E001",
                )
            )
        return errors

    def encode(self, value: Any) -> str:
        """Return the plain text that is encrypted for `value`."""
        return str(value)

    def decode(self, text: str) -> Any:
        """Return the value from its decrypted text."""
        return SealedText(text)

    def get_prep_value(self, value: Any) -> Any:
        """Encrypt the value for the database."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        return seal(self.encode(value).encode()).decode("ascii")

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        """Decrypt the value from the database."""
        return None if value is None else self.decode(unseal(value.encode("ascii")).decode())

    def get_lookup(self, lookup_name: str) -> Any:
        """Refuse every lookup but `isnull`: a comparison with cipher text would be silently empty."""
        if lookup_name != "isnull":
            raise FieldError(
                f"{self.name} is sealed and cannot be searched by {lookup_name}. "
                f"Search its keyed index, or ask only for {self.name}__isnull."
            )
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        """Refuse transforms of a sealed value."""
        raise FieldError(f"{self.name} is sealed and cannot be searched by {lookup_name}.")

    def value_to_string(self, obj: models.Model) -> str:
        """Refuse `dumpdata`, which would write the plain text to a file. Back up with pg_dump."""
        raise FieldError(f"{self.name} is sealed and is not written out in clear. Back up with pg_dump.")


class EncryptedJSONField(EncryptedTextField):
    """Any JSON value, stored as one Fernet token."""

    description = "JSON kept encrypted"
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def encode(self, value: Any) -> str:
        """Return the JSON text of `value`; dates, UUIDs and decimals are serialised as Django does."""
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)

    def decode(self, text: str) -> Any:
        """Return the JSON value, with its texts hidden in `repr`."""
        return hidden(json.loads(text))

    def to_python(self, value: Any) -> Any:
        """Return the value unchanged: a form passes parsed JSON."""
        return value

    def formfield(self, **kwargs: Any) -> Any:
        """Return a JSON form field instead of the text area."""
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})


class KeyedIndexField(CharBase):
    """The keyed index of another field of the model, computed at each save.

    `KeyedIndexField(source="name")`; look up with `filter(name_index=sealed.keyed_index("Ann Other"))`.
    """

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        self.source = source
        kwargs.setdefault("db_index", True)
        super().__init__(
            *args, **{**kwargs, "max_length": 64, "blank": True, "default": "", "editable": False}
        )

    def deconstruct(self) -> Any:
        """Describe the field for migrations without its constant arguments."""
        name, path, args, kwargs = super().deconstruct()
        for constant in ("max_length", "blank", "default", "editable"):
            kwargs.pop(constant, None)
        if kwargs.pop("db_index", False) is False:
            kwargs["db_index"] = False
        return name, path, args, {**kwargs, "source": self.source}

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        """Refuse saves that would change the source without the index."""
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract:
            keep_together(cls, (self.source, name))

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Compute the index from the current source."""
        value = keyed_index(getattr(model_instance, self.source) or "")
        setattr(model_instance, self.attname, value)
        return value


def keep_together(model: type[models.Model], columns: tuple[str, ...]) -> None:
    """Refuse `save(update_fields=...)` that names the first of `columns` without the others."""

    def refuse_halves(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if (
            update_fields is not None
            and columns[0] in update_fields
            and not set(columns) <= set(update_fields)
        ):
            raise ValueError(
                f"{', '.join(columns)} of {sender._meta.label} are saved together or not at all."
            )

    pre_save.connect(refuse_halves, sender=model, weak=False, dispatch_uid=(model, columns))


__all__ = ["EncryptedJSONField", "EncryptedTextField", "KeyedIndexField", "SealedText"]
