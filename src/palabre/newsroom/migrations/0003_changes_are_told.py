"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0002_corrections"), ("kit", "0002_invalidation")]

    operations = [
        Touch("AskedCity"),
        Touch("Caption"),
        Touch("Correction"),
        Touch("Photograph"),
        Touch("Story"),
        Touch("StoryVersion"),
        Touch("Theme"),
        Touch("Withdrawal"),
    ]
