"""Search inside one community by one function: `@@` is not leakproof and loses its index under row security."""

from django.db import migrations

# The community is read from the same setting as the policies, never from an argument, so that a caller can ask
# only for the community it is in. `query` arrives as the text of a tsquery (palabre.kit.search.vectors) and is cast,
# never parsed anew: a parser would take the marks off its terms.
SEARCH = """
CREATE FUNCTION portal_search(query text, kinds text[], languages text[], most integer, skipped integer)
RETURNS TABLE (id bigint, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT found.id, ts_rank(found.vector, query::tsquery) AS rank
    FROM portal_searchdocument AS found
    WHERE found.community_id = NULLIF(current_setting('palabre.community', true), '')::bigint
      AND found.vector @@ query::tsquery
      AND (kinds IS NULL OR found.kind = ANY(kinds))
      AND (languages IS NULL OR found.language = ANY(languages))
    ORDER BY rank DESC, found.at DESC, found.id DESC
    LIMIT most OFFSET skipped
$$;
REVOKE ALL ON FUNCTION portal_search(text, text[], text[], integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_search(text, text[], text[], integer, integer) TO palabre_app;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]

    operations = [
        migrations.RunSQL(SEARCH, "DROP FUNCTION portal_search(text, text[], text[], integer, integer)")
    ]
