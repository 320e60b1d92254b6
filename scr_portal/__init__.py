"""The platform: people, access, audit, clocks, mail, files. It has never heard of a review."""
