"""What the host's page offers follows the clock: nothing stands there that would be refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

OPEN, IN_SYNTHESIS, ARCHIVED = (timedelta(days=days) for days in (0, 11, 40))


def desk(browser: Any, salon: Dialogue) -> str:
    answer = browser.get(f"/en/dialogues/{salon.slug}/host/")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(("later", "is_offered"), [(OPEN, True), (IN_SYNTHESIS, False), (ARCHIVED, False)])
def test_answering_is_offered_while_one_may_answer(
    salon: Dialogue, as_: Any, cast: Cast, later: timedelta, is_offered: bool
) -> None:
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(dialogue=salon)
    dev, address = as_("dev"), f"/en/contributions/{said.pk}/welcome/"
    with clock.moved(later):
        html = desk(dev, salon)
        assert "Esi has no answer yet" in html and "Nobody has answered question 2 yet" in html
        assert (address in html) == is_offered
        assert (f"/dialogues/{salon.slug}/speak/" in html) == is_offered
        form = dev.get(address).content.decode()
        assert ("<textarea" in form) == is_offered
        assert ("This conversation takes answers from" in form) != is_offered
