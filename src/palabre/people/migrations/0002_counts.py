"""How often something was done, per person, address and community."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64)),
                ("until", models.DateTimeField(help_text="When the span ends, and counting begins anew.")),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "indexes": [models.Index(fields=["until"], name="people_count_until")],
                "constraints": [models.UniqueConstraint(fields=("key", "until"), name="people_count_once")],
            },
        ),
    ]
