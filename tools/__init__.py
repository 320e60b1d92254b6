"""The implementation of `./run`: set up a checkout, and start and stop the services of the portal."""
