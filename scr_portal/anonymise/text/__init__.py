"""Reading a text: folded tokens, word lists, dates, numbers and links, and editing by offsets."""
