"""Corrections and withdrawals of published stories."""

import django.db.models.deletion
import palabre.kit.fencing
import palabre.kit.fields
from django.db import migrations, models

from palabre.kit.fencing import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0001_initial'),
        ('newsroom', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', palabre.kit.fields.Words()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('at', models.DateTimeField()),
                ('by', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.membership')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('version', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='newsroom.storyversion')),
            ],
            options={
                'indexes': [models.Index(fields=['community', 'version', 'at'], name='newsroom_correction_of')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', palabre.kit.fields.Words()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('at', models.DateTimeField()),
                ('by', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.membership')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('story', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='withdrawals', to='newsroom.story')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'story'), name='newsroom_withdrawal_once')],
            },
        ),
        Fence(),
    ]
