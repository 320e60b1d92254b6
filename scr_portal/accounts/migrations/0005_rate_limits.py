"""The table of Django's database cache, which keeps rate limits: signing in does not need the broker."""

from django.db import migrations

TABLE = """
CREATE TABLE accounts_rate_limits (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_rate_limits_expires ON accounts_rate_limits (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_apostrophes_in_role_names")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE accounts_rate_limits")]
