"""A story that Bruno asked Amina for and she agreed to write; files and browsers to send it with."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from palabre.communities.tests.hosts import Browser
from palabre.kit import clock, tenancy
from palabre.network.tests.asked import AMINA, BRUNO, HOST, Asked
from palabre.newsroom.actions import editing
from palabre.newsroom.models import Story, Theme

TEXT: dict[str, Any] = {
    "language": "en",
    "headline": "Sums on the seven o'clock ferry",
    "standfirst": "Twelve minutes are enough for three sums.",
    "body": "Mitu has three sums left. The bench has place for two.",
    "dateline_place": "Lagos",
    "dateline_on": "2026-11-20",
}


def picture() -> SimpleUploadedFile:
    """A small photograph."""
    kept = BytesIO()
    Image.new("RGB", (640, 480), "teal").save(kept, "JPEG")
    return SimpleUploadedFile("ferry.jpg", kept.getvalue(), content_type="image/jpeg")


def browser(email: str = "") -> Browser:
    """Somebody's browser on the host, or a visitor's."""
    made = Browser()
    if email:
        made.sign_in(HOST, email)
    return made.at(HOST)


class OnItsWay(Asked):
    """The assignment is agreed; `filed()` sends the story from the mail's link, `published()` publishes it."""

    def __init__(self, cast: Any) -> None:
        super().__init__(cast)
        self.answer("accept")

    def send(self, **fields: Any) -> Any:
        """Send the story from the mail's link, as a visitor."""
        return browser().send(self.file_path, **(TEXT | fields))

    def story(self) -> Story:
        """The story as it stands in the database."""
        with tenancy.community(self.community):
            found: Story = Story.objects.select_related("theme", "assignment", "community").get(
                assignment=self.assignment
            )
        return found

    def filed(self) -> Story:
        """Filed, not published."""
        assert self.send().status_code == 302
        return self.story()

    def published(self) -> Story:
        """Filed and published."""
        story = self.filed()
        with tenancy.community(self.community):
            editing.publish(story=story, by=self.editor)
        return self.story()

    def theme(self, title: str, days: int) -> Theme:
        """A theme whose Monday is so many days from today."""
        with tenancy.community(self.community):
            return editing.announce_theme(
                community=self.community,
                title=title,
                introduction="Where do you wait?",
                language="en",
                opens_on=clock.today("UTC") + timedelta(days=days),
                hubs=[self.hub],
                by=self.editor,
            )

    def page(self, path: str, who: str = "") -> str:
        """What stands on a page."""
        return str(browser(who).get(path).content.decode())


__all__ = ["AMINA", "BRUNO", "HOST", "TEXT", "OnItsWay", "browser", "picture"]
