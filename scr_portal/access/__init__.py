"""Permissions: `from scr_portal import access`, then `access.require("panels.submit_imr", by, imr)`."""

from .overrides import closes_rows, override
from .rules import Denied, allowed, allowed_among, policy, refusal, require, view_policy
from .views import Access, ActionMixin, ObjectAccessMixin, public, signed_in

__all__ = [
    "Access",
    "ActionMixin",
    "Denied",
    "ObjectAccessMixin",
    "allowed",
    "allowed_among",
    "closes_rows",
    "override",
    "policy",
    "public",
    "refusal",
    "require",
    "signed_in",
    "view_policy",
]
