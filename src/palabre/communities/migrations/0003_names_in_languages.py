"""A community's name and cause in the other languages of its readers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_members_whole")]

    operations = [
        migrations.AddField(
            model_name="community",
            name="names",
            field=models.JSONField(default=dict, help_text="language tag → name"),
        ),
        migrations.AddField(
            model_name="community",
            name="causes",
            field=models.JSONField(default=dict, help_text="language tag → cause"),
        ),
    ]
