"""The platform: people, access, audit, deadlines, mail, files. It does not depend on reviews."""
