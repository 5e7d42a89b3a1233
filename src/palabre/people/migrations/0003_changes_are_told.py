"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("people", "0002_counts"), ("kit", "0002_invalidation")]

    operations = [
        Touch("Person", columns=("name",)),
    ]
