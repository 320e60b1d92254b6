"""The database refuses a relative's copy while a sentence in it waits for a second person. Copies made before stay."""

from __future__ import annotations

from django.db import migrations

TRIGGER = """
CREATE FUNCTION reports_copy_only_when_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT families_is_cleared(NEW.edition_id, NEW.relative_id, NEW.digest, NEW.made_by_id) THEN
        RAISE EXCEPTION 'a copy is made only when a second person has cleared what it says of others'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'copy_only_when_cleared';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER copy_only_when_cleared BEFORE INSERT ON reports_familycopy
    FOR EACH ROW EXECUTE FUNCTION reports_copy_only_when_cleared();
"""
WITHOUT = """
DROP TRIGGER copy_only_when_cleared ON reports_familycopy;
DROP FUNCTION reports_copy_only_when_cleared();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0007_public_only_when_two_have_read"),
        ("families", "0007_sent_only_when_cleared"),
    ]

    operations = [migrations.RunSQL(TRIGGER, WITHOUT)]
