"""The checks after replacement: residuals that may still identify, and a second search."""
