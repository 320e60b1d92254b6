"""What must not be readable at rest: sealed columns and files, and narrative kept sealed and served coded."""

from .keys import SealBroken, keyed_index, reseal, rotation, seal, unseal

__all__ = ["SealBroken", "keyed_index", "reseal", "rotation", "seal", "unseal"]
