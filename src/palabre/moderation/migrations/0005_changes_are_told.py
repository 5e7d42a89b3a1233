"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_closed_with_its_text"), ("kit", "0002_invalidation")]

    operations = [
        Touch("Appeal"),
        Touch("Decision"),
        Touch("Holds"),
        Touch("Standing"),
    ]
