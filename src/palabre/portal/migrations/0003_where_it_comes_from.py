"""Search by city and by day, and the best of what agrees with a question instead of a page of it."""

import django.db.models.deletion
from django.db import migrations, models

# As in 0002: the community is read from the setting the policies read, and `query` is cast, never parsed anew. What is
# not the best `most` is not returned at all: which of them may be seen, and on which page, is decided above.
SEARCH = """
DROP FUNCTION portal_search(text, text[], text[], integer, integer);
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
BEFORE = """
DROP FUNCTION portal_search(text, text[], text[], bigint[], timestamptz, timestamptz, integer);
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
    dependencies = [
        ("places", "0001_initial"),
        ("portal", "0002_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchdocument",
            name="city",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.city",
            ),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(fields=["community", "language", "at"], name="portal_search_languages"),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=models.Index(
                condition=models.Q(("city__isnull", False)),
                fields=["community", "city", "at"],
                name="portal_search_cities",
            ),
        ),
        migrations.RunSQL(SEARCH, BEFORE),
    ]
