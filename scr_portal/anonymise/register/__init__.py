"""A case’s identity register, compiled: every written form of a person, entity, address or number."""
