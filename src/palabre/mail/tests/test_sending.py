"""One notice is one row, written in its reader's language, from one community."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from typing import Any

import pytest
from django.core import mail as outgoing
from django.db import transaction

from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.jobs import run_jobs, waiting
from palabre.mail import kinds
from palabre.mail.actions import Attachment, send
from palabre.mail.models import Message

TEMPLATES = {
    "mail/probe.subject.txt": "{% translate 'Sections' %}: {{ what }}",
    "mail/probe.txt": "{% extends 'mail/layout.txt' %}{% block main %}{{ what }}{% endblock %}",
    "mail/probe.mjml": (
        "{% extends 'mail/layout.mjml' %}{% block main %}"
        '<mj-text>{{ what }}</mj-text><mj-button href="{{ home_url }}?a=1&amp;b=2">{{ what }}</mj-button>'
        "{% endblock %}"
    ),
}
NASTY = '<script>alert(1)</script> & "q" {{ x }} <mj-raw>'
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import engines
    from django.template.loaders.locmem import Loader

    engine = engines["django"].engine  # type: ignore[attr-defined]
    monkeypatch.setattr(engine, "template_loaders", [Loader(engine, TEMPLATES), *engine.template_loaders])
    monkeypatch.setitem(kinds._kinds, "probe", kinds.Kind("probe", "Probes"))


@pytest.fixture
def cast() -> Cast:
    return Cast()


def probe(community: Any, **changes: Any) -> Message:
    wanted: dict[str, Any] = {
        "kind": "probe",
        "to": "esi@example.org",
        "language": "en",
        "context": {"what": "water"},
        "once": "1",
        "community": community,
    }
    return send(**{**wanted, **changes})


def count(community: Any) -> int:
    with tenancy.community(community):
        return Message.objects.count()


def test_the_same_notice_twice_is_one_row_and_one_job(cast: Cast) -> None:
    assert probe(cast.salon).pk == probe(cast.salon, to="ESI@example.org").pk
    assert count(cast.salon) == 1
    assert len(waiting("mail.deliver")) == 1


def test_the_same_notice_in_two_communities_is_two_each_sees_its_own(cast: Cast) -> None:
    probe(cast.salon)
    mine = probe(cast.circle)
    assert (count(cast.salon), count(cast.circle)) == (1, 1)
    assert mine.sender == '"The Circle" <no-reply@localhost>'
    assert "circle.localhost" in mine.html
    assert "salon.localhost" not in mine.html + mine.text + str(mine.headers)


def test_who_sends_is_named_as_the_reader_knows_it(cast: Cast) -> None:
    cast.salon.names = {"fr": "Parole ouverte", "ar": "م"}
    cast.salon.save()
    in_french, in_arabic, in_bengali = (
        probe(cast.salon, once=tag, language=tag, to=f"{tag}@example.org") for tag in ("fr", "ar", "bn")
    )
    assert in_french.sender == '"Parole ouverte" <no-reply@localhost>'
    assert "\n--\nParole ouverte\n" in in_french.text and "Open Floor" not in in_french.text + in_french.html
    assert in_french.html.count('<span lang="fr" dir="auto">Parole ouverte</span>') == 2
    assert in_arabic.sender == '"م" <no-reply@localhost>'
    assert in_bengali.sender == '"Open Floor" <no-reply@localhost>'
    assert '<span lang="en" dir="auto">Open Floor</span>' in in_bengali.html
    run_jobs()
    (french,) = (mail for mail in outgoing.outbox if mail.to == ["fr@example.org"])
    assert french.message()["From"] == '"Parole ouverte" <no-reply@localhost>'


def test_a_mail_of_another_community_is_refused_inside_one(cast: Cast) -> None:
    with tenancy.community(cast.salon), pytest.raises(tenancy.TenancyError):
        probe(cast.circle)


def test_the_networks_own_mail_bears_its_name_and_the_bare_host(cast: Cast) -> None:
    message = probe(None)
    assert message.community_id is None
    assert message.sender.startswith('"Meridian" <')
    assert "http://localhost/en/" in message.text
    with tenancy.community(cast.salon), pytest.raises(tenancy.TenancyError):
        probe(None, once="2")


def test_what_is_rolled_back_is_not_sent(cast: Cast) -> None:
    with transaction.atomic():
        probe(cast.salon)
        transaction.set_rollback(True)
    assert count(cast.salon) == 0
    assert waiting() == []


def test_each_language_has_its_sentences_its_direction_and_its_addresses(cast: Cast) -> None:
    for tag in ("en", "fr", "es", "pt", "ar", "bn", "id"):
        message = probe(cast.salon, language=tag, once=tag)
        assert f'<html lang="{tag}" dir="{"rtl" if tag == "ar" else "ltr"}"' in message.html
        assert f"http://salon.localhost/{tag}/" in message.text
        assert message.language == tag
    arabic = probe(cast.salon, language="ar", once="ar").html
    assert '<td align="right"' in arabic
    assert '<td align="left"' not in arabic


def test_a_language_the_interface_lacks_gets_the_nearest_and_says_so(cast: Cast) -> None:
    message = probe(cast.circle, language="zh-Hant")
    assert message.language == "en"
    assert "http://circle.localhost/zh-Hant/" in message.text
    assert "http://salon.localhost/\n" in probe(cast.salon, language="zh-Hant").text


def test_what_somebody_wrote_is_escaped_in_html_and_as_it_is_in_text(cast: Cast) -> None:
    message = probe(cast.salon, context={"what": NASTY})
    assert NASTY in message.text
    assert "<script" not in message.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in message.html
    assert message.subject.endswith(NASTY)


def test_the_html_asks_nothing_of_any_other_host(cast: Cast) -> None:
    html = probe(cast.salon).html
    for scheme in ("http://", "https://", "//"):
        found = {part.split('"')[0].split("/")[0] for part in html.split(scheme)[1:]}
        assert found <= {"salon.localhost", "www.w3.org", ""}, found
    assert "<link" not in html
    assert "@import" not in html


def test_no_name_can_add_a_header(cast: Cast) -> None:
    cast.salon.name = 'Open\r\nBcc: all@example.org "Floor" <x@y>\u202e'
    sent = deliver(
        probe(cast.salon, context={"what": "a\r\nBcc: b@example.org"}, reply_to="a@b.org\nBcc: c@d")
    )
    read = BytesParser(policy=policy.default).parsebytes(sent.message().as_bytes())
    assert read["Bcc"] is None
    assert read["From"].addresses[0].addr_spec == "no-reply@localhost"
    assert read["Subject"] == "Sections: a Bcc: b@example.org"


def deliver(message: Message) -> Any:
    before = len(outgoing.outbox)
    run_jobs()
    assert len(outgoing.outbox) == before + 1
    return outgoing.outbox[-1]


def test_a_notice_can_be_stopped_with_one_click_and_a_code_cannot(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = deliver(probe(cast.salon)).extra_headers
    assert headers["List-Unsubscribe"].startswith("<http://salon.localhost/en/mail/stop/")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    monkeypatch.setitem(kinds._kinds, "probe", kinds.Kind("probe", "Probes", asked_for=True))
    asked = probe(cast.salon, once="2")
    assert "List-Unsubscribe" not in deliver(asked).extra_headers
    assert "mail/stop" not in asked.html + asked.text


def test_a_file_goes_with_it(cast: Cast) -> None:
    sent = deliver(probe(cast.salon, attachments=[Attachment("day.ics", "text/calendar", b"BEGIN")]))
    assert sent.attachments[0][0] == "day.ics"
    assert (sent.alternatives[0][1], sent.to) == ("text/html", ["esi@example.org"])
