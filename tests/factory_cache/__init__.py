"""What a factory has made once in this process is restored, instead of being made again for each test.

Most tests begin with the same people and the same review, and making them by the services took seven tenths of
the time of the tests that use the database. The first test that calls a factory drives the services as before;
afterwards its rows and its result are cached. The next test that calls the same factory, with the same arguments,
on a database in the same state, is given the same rows and copies of the result. What it does then, it does
for real: rows are restored with the first statement of the test itself, and one that writes ends the use of the
cache for that test.

Where a browser asks a server, what is made is committed at once, and the first request ends the use of the cache.

Nothing is cached where a test could notice: beside a worker or other threads, while the clock is moved, while queries are
counted, or where anything is patched, but what a fixture patches under a named condition (`under`). `PORTAL_TESTS_NO_FACTORY_CACHE=1` turns it off; `./run mutate` does.
"""

from .cache import begin_test, cached
from .environment import is_isolated, is_served, under

__all__ = ["begin_test", "cached", "is_isolated", "is_served", "under"]
