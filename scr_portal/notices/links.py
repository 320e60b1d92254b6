"""Links that are made when the mail is written, not when the notice is: a single-use link must be fresh."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LinkMaker = Callable[[Any], str]

_makers: dict[str, LinkMaker] = {}


def register_link(template: str, maker: LinkMaker) -> None:
    """Let `maker(user)` give the link of every mail from `template`: a path, or a whole address."""
    _makers[template] = maker


def maker_for(template: str) -> LinkMaker | None:
    return _makers.get(template)
