"""Who is named by an @, in the scripts in which people write; and who is not, since they would be mailed."""

from __future__ import annotations

import pytest

from palabre.dialogues.models import Dialogue
from palabre.dialogues.queries.naming import named
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db

NAMES = [
    ("Esi", "Ask @Esi."),
    ("Esi", "@ESI, (@esi) @Esi's @Esi: @Esi!"),
    ("Esi", "Thank you,@Esi"),
    ("Esi", "请问@Esi你好吗"),
    ("Esi", "شكرا و@Esi"),
    ("Ana Luz", "Is it so, @Ana Luz?"),
    ("Ana Luz", "Is it so, @ana\u00a0 luz?"),
    ("Ana Luz", "Is it so, @Ana\nLuz?"),
    ("小明", "@小明你好"),
    ("さくら", "やあ@さくらさん"),
    ("สมชาย", "ถาม@สมชายครับ"),
    ("지민", "@지민님, 안녕하세요"),
    ("রহিম", "@রহিম, কেমন আছেন"),
    ("José", "Pregunta a @Jose\u0301."),
    ("Jose\u0301", "Pregunta a @José."),
    ("Straße", "@STRASSE weiß es."),
]
NOT_NAMES = [
    ("Esi", "info@esi.org"),
    ("Esi", "élan@esi"),
    ("Esi", "elan\u0301@esi"),
    ("Esi", "first.last_@esi and more-@esi and 7@esi"),
    ("Esi", "@Esither"),
    ("Esi", "@Esi2 @Esi_b @Esi-Ann @Esí @esi@example.org"),
    ("Esi", "@Esi\u0301"),
    ("Esi", "example.org/@esi"),
    ("Esi", "Write to @esi.org"),
    ("Esi", "> Ask @Esi.\n\nI did."),
    ("Ana Luz", "@Ana\n\nLuz is here."),
    ("রহিম", "@রহিমা জানেন"),
    ("राम", "@रामू से पूछो"),
    ("علی", "@علی\u200cها"),
    ("كريم", "@كريمة"),
    ("สม", "@สมุทร"),
    ("Ы", "@Ырыс"),
]


def told(cast: Cast, salon: Dialogue, name: str, text: str) -> list[str]:
    with tenancy.community(cast.salon):
        esi = cast.membership("esi", cast.salon)
        esi.name = name
        esi.save()
        return [one.name for one in named(text, salon)]


def test_a_name_behind_an_at_sign_is_found_in_every_script(cast: Cast, salon: Dialogue) -> None:
    wrong = [(name, text) for name, text in NAMES if told(cast, salon, name, text) != [name]]
    assert wrong == []


def test_neither_an_address_nor_a_longer_word_names_anybody(cast: Cast, salon: Dialogue) -> None:
    wrong = [(name, text) for name, text in NOT_NAMES if told(cast, salon, name, text)]
    assert wrong == []


def test_of_two_who_begin_alike_both_may_be_named_in_one_text(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        for who, name in (("farid", "Ana"), ("dev", "Ana Luz")):
            member = cast.membership(who, cast.salon)
            member.name = name
            member.save()
        found = named("@Ana Luz and @Ana, not ana@luz.org", salon)
    assert [one.name for one in found] == ["Ana Luz", "Ana"]
