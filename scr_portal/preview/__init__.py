"""Preview: a manager looks at pages as somebody else would see them, read only, for fifteen minutes, on record.

Nobody's session is taken over. A page of a preview stands under an address of its own (`/preview/<key>/...`), is made for the other
person within a transaction that is always rolled back, and shows only rows that both may read (decision 53).
"""
