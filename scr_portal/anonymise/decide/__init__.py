"""Decisions on mentions: name, doubt or word; which of two people; and the wording of the replacement."""
