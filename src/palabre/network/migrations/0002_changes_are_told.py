"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial"), ("kit", "0002_invalidation")]

    operations = [
        Touch("Assignment"),
    ]
