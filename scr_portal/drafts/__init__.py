"""Typed text that was not sent yet: kept sealed on the server, offered again to the person who typed it.

The form page (`scr_portal.web.views.PortalFormView`) is the only caller a view needs; see docs/decisions/0014.
"""
