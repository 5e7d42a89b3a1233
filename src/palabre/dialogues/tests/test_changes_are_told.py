"""What changes says itself which pages it touches."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from palabre.dialogues.models import Contribution, Dialogue, Round
from palabre.kit.delivery import invalidations
from palabre.kit.testing.cast import Cast
from palabre.kit.touching import TABLE


def forget() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def told() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tag FROM {TABLE}")
        return {tag for (tag,) in cursor.fetchall()}


def another(salon: Dialogue) -> Dialogue:
    return Dialogue.objects.create(
        community=salon.community,
        format="salon",
        title="Another",
        slug="another",
        language="en",
        opens_on=salon.opens_on,
        closes_on=salon.closes_on,
        created_at=salon.created_at,
    )


def test_a_row_tells_its_table_and_what_it_belongs_to(inside: Cast, salon: Dialogue) -> None:
    forget()
    Contribution.objects.filter(dialogue=salon).update(text="The well is dry.")
    here = inside.salon.pk
    assert told() == {f"{here}/dialogues_contribution", f"{here}/dialogue:{salon.pk}"}


def test_a_row_that_moves_tells_of_both_places(inside: Cast, salon: Dialogue) -> None:
    other = another(salon)
    made = Round.objects.create(
        community=inside.salon, dialogue=salon, number=77, opens_on=salon.opens_on + timedelta(days=1)
    )
    forget()
    Round.objects.filter(pk=made.pk).update(dialogue=other)
    here = inside.salon.pk
    assert told() >= {f"{here}/dialogue:{salon.pk}", f"{here}/dialogue:{other.pk}"}
    forget()
    Round.objects.filter(pk=made.pk).delete()
    assert told() == {f"{here}/dialogues_round", f"{here}/dialogue:{other.pk}"}


def test_a_table_of_no_community_tells_itself_and_only_of_what_is_shown(inside: Cast) -> None:
    everybody = type(inside.esi).objects.filter(pk=inside.esi.pk)
    forget()
    everybody.update(last_login=None)
    assert told() == set()
    everybody.update(name="Another name")
    assert told() == {"/people_person"}


def test_a_statement_that_changes_nothing_tells_nothing(inside: Cast) -> None:
    forget()
    Contribution.objects.filter(pk=-1).update(text="x")
    Contribution.objects.filter(pk=-1).delete()
    assert told() == set()


def test_old_tags_are_let_go_of(db: None) -> None:
    forget()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (tag) VALUES ('new')")
        cursor.execute(f"INSERT INTO {TABLE} (tag, at) VALUES ('old', now() - interval '2 hours')")
        invalidations.purge(cursor)
    assert told() == {"new"}
