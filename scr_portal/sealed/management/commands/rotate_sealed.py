from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scr_portal.sealed import keys, rotating


class Command(BaseCommand):
    help = (
        "Encrypt everything sealed with the first of SEALED_KEYS: columns, their history, and files. "
        "Put the new key in front, run this, then take the old key away."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate table by table; stop at the first value that no key decrypts."""
        try:
            for model, columns in rotating.sealed_tables():
                count = rotating.rotate_table(model, columns, lambda done: None)
                self.stdout.write(f"{model._meta.label}: {count} rows")
            for name, rotate in sorted(keys.rotations().items()):
                self.stdout.write(f"{name}: {rotate()}")
        except (rotating.RotationStopped, keys.SealBroken) as error:
            raise CommandError(
                f"{error} Nothing is lost: put the missing key back and run this again."
            ) from None
