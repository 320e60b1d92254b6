"""The database refuses to publish an edition that two people of two agencies have not read, and keeps what they recorded.

An edition that one second reader cleared before this stays as it is. Where it is public it stays public; where it is
not, its page says that one person read it, and another edition is made for two to read.
"""

from __future__ import annotations

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION reports_public_only_when_two_have_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM reports_editionestimate AS estimate
        WHERE estimate.edition_id = NEW.id AND estimate.digest = NEW.digest
    ) OR (
        SELECT count(DISTINCT reader.reader_id)
        FROM reports_editionreading AS reading
        JOIN reports_editionreader AS reader ON reader.id = reading.reader_id
        WHERE reader.edition_id = NEW.id
          AND reader.part IN ('first', 'second')
          AND reader.reader_id <> NEW.prepared_by_id
          AND reading.digest = NEW.digest
    ) < 2 THEN
        RAISE EXCEPTION 'an edition becomes public only when two have read exactly its text'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_public_only_when_two_have_read';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER edition_public_only_when_two_have_read_insert BEFORE INSERT ON reports_publicedition
    FOR EACH ROW WHEN (NEW.status = 'published')
    EXECUTE FUNCTION reports_public_only_when_two_have_read();
CREATE TRIGGER edition_public_only_when_two_have_read_update BEFORE UPDATE ON reports_publicedition
    FOR EACH ROW WHEN (NEW.status = 'published' AND (OLD.status <> 'published' OR OLD.digest <> NEW.digest))
    EXECUTE FUNCTION reports_public_only_when_two_have_read();

CREATE FUNCTION reports_reading_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what a reader recorded is written once'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'reading_is_written_once';
END $$;
CREATE TRIGGER reading_is_written_once BEFORE UPDATE ON reports_editionreading
    FOR EACH ROW WHEN (
        OLD.shown_at IS NOT NULL OR (OLD.reader_id, OLD.digest, OLD.could_tell, OLD.how)
            IS DISTINCT FROM (NEW.reader_id, NEW.digest, NEW.could_tell, NEW.how)
    ) EXECUTE FUNCTION reports_reading_is_written_once();
CREATE TRIGGER mark_stays_once_handed_over BEFORE UPDATE ON reports_readermark
    FOR EACH ROW WHEN (
        OLD.reading_id IS NOT NULL AND (OLD.reader_id, OLD.reading_id, OLD.kind)
            IS DISTINCT FROM (NEW.reader_id, NEW.reading_id, NEW.kind)
    ) EXECUTE FUNCTION reports_reading_is_written_once();
CREATE TRIGGER estimate_is_written_once BEFORE UPDATE ON reports_editionestimate
    FOR EACH ROW EXECUTE FUNCTION reports_reading_is_written_once();
"""
WITHOUT = """
DROP TRIGGER estimate_is_written_once ON reports_editionestimate;
DROP TRIGGER mark_stays_once_handed_over ON reports_readermark;
DROP TRIGGER reading_is_written_once ON reports_editionreading;
DROP FUNCTION reports_reading_is_written_once();
DROP TRIGGER edition_public_only_when_two_have_read_update ON reports_publicedition;
DROP TRIGGER edition_public_only_when_two_have_read_insert ON reports_publicedition;
DROP FUNCTION reports_public_only_when_two_have_read();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_two_blind_readers")]

    operations = [migrations.RunSQL(TRIGGERS, WITHOUT)]
