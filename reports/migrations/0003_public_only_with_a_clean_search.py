"""The database refuses to publish an edition without a complete search whose every hit two people settled.

Editions that were never public get a public reference of their own. Their PDF, where there is one, bears the
case code and was searched in the old way: it is let go, and the edition waits for a new one.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

from reports.references import public_slug

TRIGGERS = """
CREATE FUNCTION reports_public_only_with_clean_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM reports_editionsearch AS search
        WHERE search.edition_id = NEW.id
          AND search.pdf_id = NEW.pdf_id
          AND search.digest = NEW.digest
          AND NEW.pdf_digest = NEW.digest
          AND search.register_version = NEW.register_version
          AND search.coverage = 100
          AND search.unread = '[]'::jsonb
          AND NOT EXISTS (
              SELECT 1 FROM reports_searchhit AS hit
              WHERE hit.search_id = search.id AND hit.agreed_by_id IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'an edition becomes public only with a clean search of its PDF'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'edition_public_only_with_clean_search';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER edition_public_only_with_clean_search_insert BEFORE INSERT ON reports_publicedition
    FOR EACH ROW WHEN (NEW.status = 'published')
    EXECUTE FUNCTION reports_public_only_with_clean_search();
CREATE TRIGGER edition_public_only_with_clean_search_update BEFORE UPDATE ON reports_publicedition
    FOR EACH ROW WHEN (
        NEW.status = 'published' AND (
            OLD.status <> 'published' OR OLD.digest <> NEW.digest OR OLD.pdf_id IS DISTINCT FROM NEW.pdf_id
        )
    )
    EXECUTE FUNCTION reports_public_only_with_clean_search();

CREATE FUNCTION reports_search_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a search of a PDF is written once' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER search_never_changes BEFORE UPDATE ON reports_editionsearch
    FOR EACH ROW EXECUTE FUNCTION reports_search_never_changes();
"""
WITHOUT = """
DROP TRIGGER search_never_changes ON reports_editionsearch;
DROP FUNCTION reports_search_never_changes();
DROP TRIGGER edition_public_only_with_clean_search_update ON reports_publicedition;
DROP TRIGGER edition_public_only_with_clean_search_insert ON reports_publicedition;
DROP FUNCTION reports_public_only_with_clean_search();
"""


def draw_references(apps: Any, schema_editor: Any) -> None:
    editions = apps.get_model("reports", "PublicEdition").objects.filter(published_at__isnull=True)
    for pk in editions.values_list("pk", flat=True):
        editions.filter(pk=pk).update(slug=public_slug(), pdf=None, pdf_digest="")
    editions.filter(status="rendered").update(status="cleared")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_search_of_the_pdf")]

    operations = [
        migrations.RunPython(draw_references, migrations.RunPython.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGERS, WITHOUT),
    ]
