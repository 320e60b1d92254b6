"""Invented chronologies by seed: the file as an author might send it, and what the generator meant by each row.

What is meant is decided before anything is written, so it owes nothing to the reader under test.
"""
