"""Communities with something in them: places, people, a conversation, a theme, stories, initiatives."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from palabre.communities.models import EngagementFunder
from palabre.dialogues.actions import hosting, speaking
from palabre.dialogues.models import Dialogue
from palabre.initiatives import actions as initiating
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.newsroom.actions import editing, filing
from palabre.newsroom.models import Story, Theme
from palabre.places.models import City, Hub, TeamMember

PLACES = {
    "dhaka": (1185241, "Dhaka", "BD", 23.7, 90.4, {"bn": "ঢাকা", "ar": "دكا", "fr": "Dacca"}),
    "amman": (250441, "Amman", "JO", 31.95, 35.93, {"ar": "عمّان"}),
    "cali": (3687925, "Cali", "CO", 3.44, -76.52, {"ar": "كالي"}),
    "lagos": (2332459, "Lagos", "NG", 6.45, 3.39, {"ar": "لاغوس"}),
}
SAID = [
    ("fr", "Chez nous ce n'est pas la pompe qui a lâché, c'est la caisse du comité du marché."),
    ("bn", "লবণ পানিতে পাইপ দুই বছরে শেষ। কেউ বলেনি যে আমাদের এলাকার জন্য অন্য পাইপ লাগবে।"),
    ("ar", "المضخة تعمل، لكن الكهرباء لا تأتي إلا ليلًا. من يحمل الماء ليلًا؟ البنات."),
    ("en", "The committees that lasted were those that published, every month, who had paid."),
]


def city(slug: str) -> City:
    """One of PLACES, known to the whole installation."""
    number, name, country, latitude, longitude, names = PLACES[slug]
    made, _new = City.objects.get_or_create(
        pk=number,
        defaults={
            "name": name,
            "country": country,
            "names": names,
            "latitude": latitude,
            "longitude": longitude,
            "time_zone": "UTC",
        },
    )
    return made


def hub(community: Any, slug: str) -> Hub:
    """A city that the community covers. Inside the community."""
    made, _new = Hub.objects.get_or_create(
        community=community, city=city(slug), defaults={"slug": slug, "opened_on": date(2026, 1, 1)}
    )
    return made


def in_team(cast: Cast, community: Any, name: str, slug: str) -> TeamMember:
    """Somebody of the cast in a city's team."""
    row: TeamMember = TeamMember.objects.create(
        community=community,
        hub=hub(community, slug),
        membership=cast.membership(name, community),
        since=date(2026, 1, 1),
    )
    return row


def conversation(cast: Cast, community: Any, **fields: Any) -> Dialogue:
    """A salon on its second day with two questions, seats, and answers in four languages."""
    today = clock.today("UTC")
    shape = {"format": "salon", "title": "Who keeps the water running?", "language": "en"} | fields
    shape |= {"opens_on": fields.get("opens_on", today - timedelta(days=1))}
    shape |= {"closes_on": fields.get("closes_on", today + timedelta(days=12))}
    made = hosting.open_dialogue(
        community=community,
        by=None,
        standfirst="New wells are opened with a ribbon. Half of them are dry three years later.",
        framing="We ask those who **repair** them.",
        **shape,
    )
    hosting.seat(
        dialogue=made, kind="panelist", name="Rosa Mbeki", title="hydrologist", language="en", by=None
    )
    hosting.seat(
        dialogue=made, kind="local_voice", name="শিউলি নাহার", title="পানি কমিটি", language="bn", by=None
    )
    asked = [("What broke first, where you live?", "en"), ("Who pays for the second pump?", "en")]
    hosting.ask(dialogue=made, questions=asked, opens_on=shape["opens_on"], by=None)
    return made


def speak_in(cast: Cast, dialogue: Dialogue, many: int = 4) -> None:
    """Answers to the first question, in turn in four languages."""
    by = cast.membership("carla", dialogue.community)
    question = dialogue.questions.get(number=1)
    for number in range(many):
        language, text = SAID[number % len(SAID)]
        speaking.contribute(
            dialogue=dialogue, text=text, language=language, question=question, by=by, page_language="en"
        )


def story(cast: Cast, community: Any, slug: str, **fields: Any) -> Story:
    """A published story from a city, in Bengali with English beside it."""
    by = cast.membership("amina", community)
    publish_at, number = fields.pop("publish_at", None), fields.pop("number", 1)
    made = filing.file_story(
        hub=hub(community, slug),
        language="bn",
        headline=f"ফুটপাতের দোকান রাত নয়টায় উঠে যায় {number}",
        standfirst="নিউ মার্কেটের পাশে রহিমা প্রতিদিন বিকেল চারটায় বসেন।",
        body="জায়গার জন্য কাগজ নেই, কিন্তু ভাড়া আছে।",
        dateline_place="ঢাকা",
        dateline_on=date(2026, 11, 20),
        by=by,
        **fields,
    )
    filing.write_version(
        story=made,
        language="en",
        headline=f"The stall goes at nine, the rent stays {number}",
        standfirst="Beside New Market, Rahima sits down at four every afternoon.",
        body="There is no paper for her place, but there is a rent.",
        dateline_place="Dhaka",
        dateline_on=date(2026, 11, 20),
        by=by,
    )
    return editing.publish(story=made, by=cast.membership("bruno", community), at=publish_at)


def theme(cast: Cast, community: Any, *slugs: str, opens_on: date | None = None) -> Theme:
    """A theme put to several cities."""
    return editing.announce_theme(
        community=community,
        title="What does a street vendor need from a city?",
        introduction="A square metre, a roof when it rains, and not to be chased.",
        language="en",
        opens_on=opens_on or clock.today("UTC"),
        hubs=[hub(community, slug) for slug in slugs],
        by=cast.membership("bruno", community),
    )


def initiative(
    cast: Cast, community: Any, slug: str, name: str = "The row of shade", **fields: Any
) -> Initiative:
    """A running initiative, added by a correspondent."""
    shape: dict[str, Any] = {
        "summary": "Canopies on eleven old vans, parked in a row from eleven to four.",
        "stage": "running",
        "language": "en",
        "by": cast.membership("amina", community),
        "who": "Fourteen rickshaw garages",
        "for_whom": "Anyone who works in the sun",
        "evidence": "64 people resting between noon and one on a Thursday.",
        "begun": 2024,
    }
    return initiating.propose(community=community, name=name, city=city(slug), **(shape | fields))


def filled_cities(cast: Cast) -> Theme:
    """The cities community in mid-week: four cities, a theme answered by two, earlier stories, two initiatives."""
    with tenancy.community(cast.cities):
        week = theme(cast, cast.cities, *PLACES)
        in_team(cast, cast.cities, "amina", "dhaka")
        shade = initiative(cast, cast.cities, "dhaka")
        stairs = initiative(cast, cast.cities, "cali", "Escalera de maracuyá", language="es")
        initiating.take_up(
            initiative=shade,
            city=stairs.city,
            taken_up_by="El Vivero",
            since=2025,
            language="en",
            by=None,
            taken_up_as=stairs,
            note="Passion fruit for grapes.",
        )
        story(cast, cast.cities, "dhaka", theme=week, initiative=shade)
        story(cast, cast.cities, "amman", theme=week)
        for number in range(2, 8):
            story(cast, cast.cities, "dhaka", number=number)
        assert week.dialogue is not None
        conversation(cast, cast.cities, title="A salon of the cities")
    return week


def funders(community: Any) -> int:
    """How many parts of funders a community has."""
    return EngagementFunder.objects.filter(community=community).count()
