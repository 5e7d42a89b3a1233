"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_profiles_are_judged"), ("kit", "0002_invalidation")]

    operations = [
        Touch("Community"),
        Touch("Engagement"),
        Touch("EngagementFunder"),
        Touch("Funder"),
        Touch("Membership"),
        Touch("Rules"),
    ]
