"""Rules in versions, the directory, questions on joining, waiting, blocking and muting."""

import django.db.models.deletion
import palabre.kit.fencing
import palabre.kit.fields
from django.db import migrations, models

from palabre.kit.fencing import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('communities', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='community',
            name='approves_joining',
            field=models.BooleanField(default=False, help_text='Somebody new takes part once a manager has let them in.'),
        ),
        migrations.AddField(
            model_name='membership',
            name='blocked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='blocked_because',
            field=palabre.kit.fields.Words(blank=True, language='blocked_language'),
        ),
        migrations.AddField(
            model_name='membership',
            name='blocked_language',
            field=palabre.kit.fields.LanguageField(blank=True, max_length=35),
        ),
        migrations.AddField(
            model_name='membership',
            name='listed_at',
            field=models.DateTimeField(blank=True, help_text='When they agreed to be found in the directory.', null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='membership',
            name='rules_accepted',
            field=models.PositiveIntegerField(default=0, help_text="Number of the community's rules agreed to; 0: those of the house alone."),
        ),
        migrations.AddField(
            model_name='membership',
            name='waits_since',
            field=models.DateTimeField(blank=True, help_text='Asked to take part, and no manager has answered yet.', null=True),
        ),
        migrations.CreateModel(
            name='JoinAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('question', palabre.kit.fields.Words(language='question_language')),
                ('question_language', palabre.kit.fields.LanguageField(max_length=35)),
                ('text', palabre.kit.fields.Words()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('membership', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='join_answers', to='communities.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'membership', 'number'), name='communities_joinanswer_once')],
            },
        ),
        migrations.CreateModel(
            name='JoinQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', palabre.kit.fields.Words()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'number'), name='communities_joinquestion_once')],
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='mutes', to='communities.membership')),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('whom', palabre.kit.fencing.FencedKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.membership')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('community', 'by', 'whom'), name='communities_mute_once')],
            },
        ),
        migrations.CreateModel(
            name='Rules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('text', palabre.kit.fields.Words()),
                ('html', models.TextField()),
                ('language', palabre.kit.fields.LanguageField(max_length=35)),
                ('published_at', models.DateTimeField()),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='communities.community')),
                ('published_by', palabre.kit.fencing.FencedKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='communities.membership')),
            ],
            options={
                'verbose_name_plural': 'rules',
                'constraints': [models.UniqueConstraint(fields=('community', 'number'), name='communities_rules_once')],
            },
        ),
        Fence(),
    ]
