"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial"), ("kit", "0002_invalidation")]

    operations = [
        Touch("City"),
        Touch("Hub"),
        Touch("Organisation"),
        Touch("TeamMember"),
    ]
