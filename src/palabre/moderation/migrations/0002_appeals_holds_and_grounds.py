"""Asking again, what is kept back, and on what ground a text was taken down."""

import django.db.models.deletion
from django.db import migrations, models

import palabre.kit.fencing
import palabre.kit.fields
from palabre.kit.fencing import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0001_initial'),
        ('moderation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', palabre.kit.fields.Words()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Holds',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_words', models.BooleanField(default=False)),
                ('links_of_new_members_days', models.PositiveIntegerField(default=3)),
                ('texts_in_ten_minutes', models.PositiveIntegerField(default=20)),
            ],
        ),
        migrations.AddField(
            model_name='decision',
            name='ground',
            field=models.CharField(blank=True, choices=[('hurts', 'Hurts'), ('advertises', 'Advertises'), ('private', 'Private'), ('false', 'False'), ('other', 'Other')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['community', '-at'], name='moderation_log'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='answer',
            field=palabre.kit.fencing.FencedKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='answered', to='moderation.decision'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='by',
            field=palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.membership'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decision',
            field=palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='moderation.decision'),
        ),
        migrations.AddField(
            model_name='holds',
            name='community',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(fields=('community', 'decision'), name='moderation_appeal_once'),
        ),
        migrations.AddConstraint(
            model_name='holds',
            constraint=models.UniqueConstraint(fields=('community',), name='moderation_holds_once'),
        ),
        Fence(),
    ]
