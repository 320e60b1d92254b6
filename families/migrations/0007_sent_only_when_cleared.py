"""The database refuses a letter sent while anything in it waits for a second person, and any change of what was sent."""

from __future__ import annotations

from django.db import migrations

TRIGGERS = """
CREATE FUNCTION families_is_cleared(text_of uuid, reader uuid, text_digest varchar, giver uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM families_outgoingtext AS outgoing
        WHERE outgoing.of = text_of AND outgoing.relative_id = reader AND outgoing.digest = text_digest
          AND NOT EXISTS (
              SELECT 1 FROM families_aboutanother AS matter
              WHERE matter.outgoing_id = outgoing.id
                AND (matter.cleared_at IS NULL OR matter.cleared_by_id = giver)
          )
    )
$$;

CREATE FUNCTION families_letter_sent_only_when_cleared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT families_is_cleared(NEW.id, NEW.relative_id, NEW.digest, NEW.sent_by_id) THEN
        RAISE EXCEPTION 'a letter is sent only when a second person has cleared what it says of others'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'letter_sent_only_when_cleared';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letter_sent_only_when_cleared_insert BEFORE INSERT ON families_familyletter
    FOR EACH ROW WHEN (NEW.status = 'sent')
    EXECUTE FUNCTION families_letter_sent_only_when_cleared();
CREATE TRIGGER letter_sent_only_when_cleared_update BEFORE UPDATE ON families_familyletter
    FOR EACH ROW WHEN (NEW.status = 'sent' AND OLD.status <> 'sent')
    EXECUTE FUNCTION families_letter_sent_only_when_cleared();

CREATE FUNCTION families_sent_letter_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a letter that was sent stays as it was'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sent_letter_stays';
END $$;
CREATE TRIGGER sent_letter_stays BEFORE UPDATE ON families_familyletter
    FOR EACH ROW WHEN (
        OLD.status = 'sent' AND (OLD.status, OLD.digest, OLD.kind, OLD.relative_id, OLD.written_by_id, OLD.sent_at)
            IS DISTINCT FROM (NEW.status, NEW.digest, NEW.kind, NEW.relative_id, NEW.written_by_id, NEW.sent_at)
    ) EXECUTE FUNCTION families_sent_letter_stays();

CREATE FUNCTION families_matter_of_a_sent_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM families_outgoingtext AS outgoing
        JOIN families_familyletter AS letter ON letter.id = outgoing.of
        WHERE outgoing.id = NEW.outgoing_id AND letter.status = 'sent'
    ) THEN
        RAISE EXCEPTION 'nothing waits in a letter that was sent'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'nothing_waits_in_a_sent_letter';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER nothing_waits_in_a_sent_letter BEFORE INSERT OR UPDATE ON families_aboutanother
    FOR EACH ROW WHEN (NEW.cleared_at IS NULL)
    EXECUTE FUNCTION families_matter_of_a_sent_letter();
"""
WITHOUT = """
DROP TRIGGER nothing_waits_in_a_sent_letter ON families_aboutanother;
DROP FUNCTION families_matter_of_a_sent_letter();
DROP TRIGGER sent_letter_stays ON families_familyletter;
DROP FUNCTION families_sent_letter_stays();
DROP TRIGGER letter_sent_only_when_cleared_update ON families_familyletter;
DROP TRIGGER letter_sent_only_when_cleared_insert ON families_familyletter;
DROP FUNCTION families_letter_sent_only_when_cleared();
DROP FUNCTION families_is_cleared(uuid, uuid, varchar, uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0006_letters_and_what_they_say_of_others")]

    operations = [migrations.RunSQL(TRIGGERS, WITHOUT)]
