"""One numberer gives committed entries a gapless position; nobody else may change an entry."""

from django.db import migrations

NUMBERER = """
CREATE FUNCTION chronicle_number(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    numbered bigint;
BEGIN
    -- One at a time: the lock ends with the transaction, and what the next one sees is committed.
    PERFORM pg_advisory_xact_lock(hashtext('palabre.chronicle_number'));
    WITH waiting AS (
        SELECT id, row_number() OVER (ORDER BY id) AS step FROM chronicle_entry
        WHERE position IS NULL ORDER BY id LIMIT most
    ), last AS (SELECT coalesce(max(position), 0) AS position FROM chronicle_entry)
    UPDATE chronicle_entry SET position = last.position + waiting.step
    FROM waiting, last WHERE chronicle_entry.id = waiting.id;
    GET DIAGNOSTICS numbered = ROW_COUNT;
    RETURN numbered;
END $$;
REVOKE ALL ON FUNCTION chronicle_number(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION chronicle_number(integer) TO palabre_app;
REVOKE UPDATE, DELETE ON chronicle_entry FROM palabre_app;
"""


class Migration(migrations.Migration):
    dependencies = [("chronicle", "0001_initial")]

    operations = [migrations.RunSQL(NUMBERER, "DROP FUNCTION chronicle_number(integer)")]
