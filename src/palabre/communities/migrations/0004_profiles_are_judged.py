"""What members tell of themselves has a standing."""

from django.db import migrations

import palabre.kit.fields


class Migration(migrations.Migration):
    dependencies = [("communities", "0003_names_in_languages")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="profile_standing",
            field=palabre.kit.fields.StandingField(
                choices=[("pending", "pending"), ("public", "public"), ("hidden", "hidden"), ("removed", "removed")],
                default="public",
                max_length=10,
            ),
        ),
    ]
