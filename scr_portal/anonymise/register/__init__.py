"""A case’s identity register, compiled: every form in which a person, thing, address or number is written."""
