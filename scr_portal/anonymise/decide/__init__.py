"""Name, doubt or word; which of two people; and how the exchange reads."""
