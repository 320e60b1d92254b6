"""Drafts: typed text that was not submitted, stored encrypted and offered again to its author.

The form view (`scr_portal.web.views.PortalFormView`) is the only caller a view needs; see
docs/decisions/0014.
"""
