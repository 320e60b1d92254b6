"""The checks after replacement: residuals that may still identify, a second search, and the tripwire."""
