"""Invented chronologies by seed: the file as an author might send it, and the expected reading of each row."""
