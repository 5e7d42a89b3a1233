"""Changes say which pages they touch."""

from django.db import migrations

from palabre.kit.touching import Touch


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0008_said_from_a_seat"), ("kit", "0002_invalidation")]

    operations = [
        Touch("Channel"),
        Touch("Citation"),
        Touch("CityNotHeard"),
        Touch("Contribution", dialogue="dialogue_id"),
        Touch("Dialogue"),
        Touch("Finding"),
        Touch("Gloss"),
        Touch("Outcome"),
        Touch("Pick"),
        Touch("Question", dialogue="dialogue_id"),
        Touch("Resource", dialogue="dialogue_id"),
        Touch("Revision"),
        Touch("Round", dialogue="dialogue_id"),
        Touch("Seat", dialogue="dialogue_id"),
        Touch("Synthesis"),
        Touch("Tally", dialogue="dialogue_id"),
        Touch("Wrap", dialogue="dialogue_id"),
    ]
