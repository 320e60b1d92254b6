"""One reader for each kind of file: bytes in, a `Book` of tables out."""
