"""Of what agrees with a question, the latest thousand of each kind are ranked: a common word costs no more among many."""

from django.db import migrations, models

# As in 0003, with one difference: ranking reads every row it ranks, so it is given no more than so many, the latest.
# Whoever finds more than a few hundred is asked for another word anyway. EXECUTE plans with the values themselves at
# hand: common words by the days of what agrees, from the latest on; others by the words' own index.
SEARCH = """
DROP FUNCTION portal_search(text, text[], text[], bigint[], timestamptz, timestamptz, integer);
CREATE FUNCTION portal_search(
    query text, kinds text[], languages text[], cities bigint[], since timestamptz, before timestamptz, most integer
)
RETURNS TABLE (id bigint, kind text, subject_id bigint, language text, at timestamptz, rank real)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    latest text := (
        SELECT string_agg(
            '(SELECT one.* FROM portal_searchdocument AS one WHERE one.community_id = $8'
            || CASE WHEN kinds IS NULL THEN '' ELSE ' AND one.kind = $2[' || n || ']' END ||
            ' AND one.vector @@ $1 AND ($3 IS NULL OR one.language = ANY($3)) '
            'AND ($4 IS NULL OR one.city_id = ANY($4)) AND ($5 IS NULL OR one.at >= $5) '
            'AND ($6 IS NULL OR one.at < $6) ORDER BY one.at DESC LIMIT 1000)',
            ' UNION ALL '
        )
        FROM generate_subscripts(coalesce(kinds, ARRAY['']), 1) AS n
    );
BEGIN
    IF latest IS NOT NULL THEN
        RETURN QUERY EXECUTE
            'SELECT found.id, found.kind::text, found.subject_id, found.language::text, found.at, '
            'ts_rank(found.vector, $1) AS rank FROM (' || latest || ') AS found '
            'ORDER BY rank DESC, found.at DESC, found.id DESC LIMIT $7'
            USING query::tsquery, kinds, languages, cities, since, before, most,
                NULLIF(current_setting('palabre.community', true), '')::bigint;
    END IF;
END $$;
REVOKE ALL ON FUNCTION portal_search(
    text, text[], text[], bigint[], timestamptz, timestamptz, integer
) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_search(
    text, text[], text[], bigint[], timestamptz, timestamptz, integer
) TO palabre_app;
"""
BEFORE = """
DROP FUNCTION portal_search(text, text[], text[], bigint[], timestamptz, timestamptz, integer);
CREATE FUNCTION portal_search(
    query text, kinds text[], languages text[], cities bigint[], since timestamptz, before timestamptz, most integer
)
RETURNS TABLE (id bigint, kind text, subject_id bigint, language text, at timestamptz, rank real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT found.id, found.kind::text, found.subject_id, found.language::text, found.at,
           ts_rank(found.vector, query::tsquery) AS rank
    FROM portal_searchdocument AS found
    WHERE found.community_id = NULLIF(current_setting('palabre.community', true), '')::bigint
      AND found.vector @@ query::tsquery
      AND (kinds IS NULL OR found.kind = ANY(kinds))
      AND (languages IS NULL OR found.language = ANY(languages))
      AND (cities IS NULL OR found.city_id = ANY(cities))
      AND (since IS NULL OR found.at >= since)
      AND (before IS NULL OR found.at < before)
    ORDER BY rank DESC, found.at DESC, found.id DESC
    LIMIT most
$$;
REVOKE ALL ON FUNCTION portal_search(
    text, text[], text[], bigint[], timestamptz, timestamptz, integer
) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_search(
    text, text[], text[], bigint[], timestamptz, timestamptz, integer
) TO palabre_app;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_where_it_comes_from")]

    operations = [
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["community", "kind", "at"], name="portal_search_latest"),
        ),
        migrations.RunSQL(SEARCH, BEFORE),
    ]
