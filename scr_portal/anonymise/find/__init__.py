"""Where something of the register may stand in a text."""
