"""Where changes say what they touch."""

from django.db import migrations

from palabre.kit import touching


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]

    operations = [migrations.RunSQL(touching.TABLES, f"DROP TABLE {touching.TABLE}")]
