"""What a factory has made once in this process is put back, instead of being made again for each test.

Most tests begin with the same people and the same review, and making them by the services took seven tenths of
the time of the tests that use the database. The first test that calls a factory drives the services as before;
afterwards the rows and the objects are kept. The next test that calls the same factory, with the same arguments,
on a database in the same state, is given the same rows and copies of the objects. What it does then, it does
for real: rows are put back with the first statement of the test itself, and one that writes ends the
keeping for that test.

Nothing is kept where a test could notice: inside real transactions, while the clock is moved, while queries are
counted, or where anything is patched. `PORTAL_TESTS_MAKE_ANEW=1` turns it off; `./run mutate` does.
"""

from .book import begin_test, kept
from .surroundings import stands_alone

__all__ = ["begin_test", "kept", "stands_alone"]
