"""Candidate matches of the register in a text."""
