"""The ground: what the app role may do, said before any other table is made."""

from django.db import migrations, models

from palabre.kit import wall

PRIVILEGES = f"""
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {", ".join(wall.ON_TABLES)} ON TABLES TO {wall.APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {", ".join(wall.ON_SEQUENCES)} ON SEQUENCES TO {wall.APP};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {wall.APP};
GRANT USAGE ON SCHEMA public TO {wall.APP};
GRANT {", ".join(wall.LESS_ON["django_migrations"])} ON django_migrations TO {wall.APP};
"""

# Django's database cache: shared by all processes, so that limits hold across them.
CACHE = """
CREATE TABLE kit_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX kit_cache_expires ON kit_cache (expires);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("contenttypes", "0001_initial"),
        ("procrastinate", "0001_initial"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(PRIVILEGES, migrations.RunSQL.noop),
        migrations.RunSQL(CACHE, "DROP TABLE kit_cache"),
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
        ),
    ]
