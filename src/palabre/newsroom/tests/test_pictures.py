"""A story's pictures: in sizes that fit, with their place kept free, at addresses that browsers keep for ever."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from palabre.kit import tenancy
from palabre.newsroom.actions import filing
from palabre.newsroom.models import Story
from palabre.newsroom.tests.on_its_way import OnItsWay, browser

pytestmark = pytest.mark.django_db
YEAR = 31_536_000


def with_photographs(way: OnItsWay) -> Story:
    story = way.published()
    with tenancy.community(way.community):
        for colour in ("teal", "red"):
            made = BytesIO()
            Image.new("RGB", (1000, 500), colour).save(made, "JPEG")
            filing.add_photograph(
                story=story,
                upload=SimpleUploadedFile("x.jpg", made.getvalue()),
                credit="Amina",
                captions={"en": "A stall"},
                people_agreed=True,
                by=way.writer,
            )
    return story


def shown(page: str) -> list[dict[str, str]]:
    """The attributes of each photograph of a page, in order."""
    return [
        dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        for tag in re.findall(r"<img [^>]*photographs[^>]*>", page)
    ]


def test_the_first_photograph_is_fetched_at_once_and_the_next_when_a_reader_comes_near(
    way: OnItsWay,
) -> None:
    story = with_photographs(way)
    pictures = shown(way.page(f"/stories/{story.slug}/"))
    assert [one.get("loading") for one in pictures] == [None, "lazy"]
    for one in pictures:
        assert (one["width"], one["height"], one["alt"]) == ("1000", "500", "A stall")
        assert [part.split()[1] for part in one["srcset"].split(", ")] == ["480w", "960w", "1000w"]
        assert one["sizes"]


@pytest.mark.parametrize(
    ("visibility", "who_keeps"),
    [("open", "public"), pytest.param("private", "private", marks=pytest.mark.long)],
)
def test_every_size_is_at_an_address_that_is_kept_for_a_year_and_never_asked_for_again(
    way: OnItsWay, visibility: str, who_keeps: str
) -> None:
    story = with_photographs(way)
    member = browser("bruno@example.org")
    sources = [one["srcset"] for one in shown(way.page(f"/stories/{story.slug}/", "bruno@example.org"))]
    way.community.visibility = visibility
    way.community.save()
    addresses = [part.split()[0] for source in sources for part in source.split(", ")]
    assert len(set(addresses)) == 6
    for address in addresses:
        answer = member.get(address)
        assert answer.status_code == 200
        said = {part.strip() for part in answer["Cache-Control"].split(",")}
        assert said == {who_keeps, f"max-age={YEAR}", "immutable"}
        assert answer["Content-Type"] == "image/webp"
