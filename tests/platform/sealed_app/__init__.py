"""Throw-away models that stand for a case, its register and its narrative, for the tests of sealing."""
