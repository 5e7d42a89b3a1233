"""The map: places where they belong, names apart, small, and legible to everybody."""

import gzip
import itertools
import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from palabre.places.atlas import Point, world_map
from palabre.places.atlas.drawing import SETS, LabelSet
from palabre.places.atlas.labels import Label, Mark, placed, text_width
from palabre.places.atlas.outline import cut_line, cut_ring, outline, path_data, thinned
from palabre.places.atlas.projection import WIDTH, WORLD, Frame, frame_around
from palabre.places.gazetteer import cities, find

THIRTY = [
    "Dhaka",
    "Lagos",
    "Amman",
    "Nairobi",
    "Cali",
    "Ouagadougou",
    "Jakarta",
    "São Paulo",
    "Cairo",
    "Abidjan",
    "Accra",
    "Dakar",
    "Kinshasa",
    "Kampala",
    "Mexico City",
    "Lima",
    "Mumbai",
    "Delhi",
    "Karachi",
    "Manila",
    "Hanoi",
    "Paris",
    "London",
    "Berlin",
    "Istanbul",
    "Tunis",
    "Casablanca",
    "Johannesburg",
    "Addis Ababa",
    "Kathmandu",
]
WEST_AFRICA = [
    "Lagos",
    "Abidjan",
    "Accra",
    "Dakar",
    "Ouagadougou",
    "Bamako",
    "Niamey",
    "Lomé",
    "Cotonou",
    "Conakry",
    "Freetown",
]


def points(names: list[str], language: str = "en") -> list[Point]:
    found = [find(name)[0] for name in names]
    return [Point(city.names.get(language, city.name), city.latitude, city.longitude) for city in found]


def drawn(names: list[str], language: str = "en") -> ElementTree.Element:
    return ElementTree.fromstring(world_map(points(names, language), language=language, title="Our cities"))


def test_every_city_of_the_world_lies_on_the_picture() -> None:
    for city in cities():
        x, y = WORLD.project(city.longitude, city.latitude)
        assert 0 <= x <= WIDTH and 0 <= y <= WORLD.height, city


def test_the_middle_of_the_world_is_in_the_middle_and_east_is_right_of_west() -> None:
    assert WORLD.project(0, 0)[0] == pytest.approx(WIDTH / 2)
    assert WORLD.project(180, 0)[0] == pytest.approx(WIDTH)
    assert WORLD.project(90, 0)[0] > WORLD.project(-90, 0)[0]
    assert WORLD.project(0, 60)[1] < WORLD.project(0, -30)[1]


@pytest.mark.long
def test_cities_near_each_other_get_their_part_of_the_world_and_lie_inside_it() -> None:
    near = points(WEST_AFRICA)
    frame = frame_around([(point.longitude, point.latitude) for point in near])
    assert frame.region and frame.east - frame.west < 40
    for point in near:
        x, y = frame.project(point.longitude, point.latitude)
        assert 0 < x < WIDTH and 0 < y < frame.height


@pytest.mark.parametrize(
    "places", [[], [(-74.0, 40.7), (90.4, 23.7)], [(178.4, -18.1), (-171.8, -13.8)], [(179.9, -16.0)]]
)
def test_no_city_or_cities_far_apart_or_at_the_edge_get_the_whole_world(
    places: list[tuple[float, float]],
) -> None:
    assert frame_around(places) == WORLD


def test_one_city_alone_is_shown_with_its_surroundings() -> None:
    frame = frame_around([(90.4, 23.7)])
    assert frame.region and frame.east - frame.west >= 24


@pytest.mark.parametrize("language", ["en", "ar", "bn", "zh-Hans"])
@pytest.mark.parametrize("names", [THIRTY, WEST_AFRICA])
@pytest.mark.parametrize("kind", SETS)
def test_no_name_lies_over_another_or_over_a_dot_or_beyond_the_edge(
    kind: LabelSet, names: list[str], language: str
) -> None:
    shown = points(names, language)
    frame = frame_around([(point.longitude, point.latitude) for point in shown])
    marks = [Mark(point.name, *frame.project(point.longitude, point.latitude)) for point in shown]
    labels = placed(marks, size=kind.size, dot=kind.dot, width=WIDTH, height=frame.height)
    assert len(labels) >= (8 if kind.name == "near" else len(names) * 0.6)
    for one, other in itertools.combinations(labels, 2):
        assert not one.box.meets(other.box), (one, other)
    for label in labels:
        assert label.box.left >= 0 and label.box.right <= WIDTH
        assert label.box.top >= 0 and label.box.bottom <= frame.height
        others = [mark for number, mark in enumerate(marks) if number != label.mark]
        assert not any(_covers(label, mark) for mark in others)


def _covers(label: Label, mark: Mark) -> bool:
    return label.box.left < mark.x < label.box.right and label.box.top < mark.y < label.box.bottom


def test_where_two_names_want_one_place_the_weightier_one_has_it() -> None:
    marks = [Mark("Small town", 10, 10), Mark("Capital of everything", 10, 10, weight=2)]
    labels = placed(marks, size=18, dot=3, width=300, height=20)
    assert [label.mark for label in labels] == [1]


def test_marks_that_combine_take_no_width() -> None:
    assert text_width("দিল্লি", 10) < text_width("দদদদদদ", 10)
    assert text_width("圣保罗", 10) > 29


def test_the_world_with_thirty_cities_weighs_less_than_six_thousand_bytes_compressed() -> None:
    for language in ("en", "ar", "bn"):
        svg = world_map(points(THIRTY, language), language=language, title="Our cities")
        assert len(gzip.compress(svg.encode())) < 6_000


@pytest.mark.scale
def test_no_part_of_the_world_weighs_more_than_the_world() -> None:
    for west, south in itertools.product(range(-170, 80, 35), range(-50, 30, 25)):
        shape = outline(Frame(west, south, west + 100, south + 55, region=True))
        assert len(gzip.compress((shape.land + shape.borders).encode())) < 5_000


def test_the_map_is_an_image_with_a_name_and_words_and_no_style_attribute() -> None:
    svg = drawn(["Dhaka", "Amman"], "ar")
    assert svg.get("role") == "img" and svg.get("lang") == "ar" and svg.get("direction") == "ltr"
    assert svg.get("aria-label") == "Our cities"
    assert svg.findtext("title") == "Our cities"
    assert "عمّان" in (svg.findtext("desc") or "")
    assert not any("style" in element.attrib for element in svg.iter())
    assert not list(svg.iter("a")) and not list(svg.iter("style"))


def test_names_are_in_the_readers_language_and_isolated_where_they_run_right_to_left() -> None:
    texts = {element.text for element in drawn(["Amman", "Dhaka", "Lagos"], "ar").iter("text")}
    assert texts == {"\u2068عمّان\u2069", "\u2068دكا\u2069", "\u2068لاغوس\u2069"}
    assert {element.text for element in drawn(["Dhaka"], "bn").iter("text")} == {"ঢাকা"}


def test_a_name_in_another_language_than_the_map_says_so() -> None:
    svg = world_map([Point("Cali", 3.4, -76.5, language="es")], language="bn", title="Map")
    assert '<text x="' in svg and ' lang="es">Cali</text>' in svg


def test_what_people_wrote_cannot_break_out_of_the_picture() -> None:
    svg = world_map([Point('"><script>x</script>', 0, 0)], language="en", title="</title><script>")
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_with_links_each_dot_leads_to_its_page_and_the_map_is_a_group() -> None:
    here = [Point("Dhaka", 23.7, 90.4, url="/cities/dhaka/"), Point("Cali", 3.4, -76.5)]
    svg = ElementTree.fromstring(world_map(here, language="en", title="Map", links=True))
    (link,) = svg.iter("a")
    assert svg.get("role") == "group"
    assert (link.get("href"), link.get("aria-label")) == ("/cities/dhaka/", "Dhaka")


def test_many_cities_are_counted_in_words_and_none_is_said_too() -> None:
    many = [Point(f"City {number}", number, number) for number in range(41)]
    assert "<desc>41 cities are marked.</desc>" in world_map(many, language="en", title="Map")
    assert "<desc>No city is marked on the map yet.</desc>" in world_map([], language="en", title="Map")


def test_the_tag_draws_in_the_language_of_the_page_and_the_list_beside_it_names_every_city() -> None:
    here = [Point("ঢাকা", 23.7, 90.4, url="/bn/dhaka/"), Point("Cali", 3.4, -76.5, language="es")]
    with translation.override("bn"):
        svg = Template("{% load atlas %}{% world_map points title='T' %}").render(Context({"points": here}))
    assert 'lang="bn"' in svg
    listed = render_to_string("places/city_list.html", {"points": here})
    assert re.search(r'<a href="/bn/dhaka/" dir="auto">ঢাকা</a>', listed)
    assert '<span lang="es" dir="auto">Cali</span>' in listed


def test_a_polygon_is_cut_at_the_frame_and_a_line_into_its_pieces() -> None:
    frame = Frame(0, 0, 10, 10, region=True)
    assert set(cut_ring([(-5, 2), (5, 2), (5, 8), (-5, 8)], frame)) == {(0, 2), (5, 2), (5, 8), (0, 8)}
    assert cut_ring([(20, 20), (30, 20), (30, 30)], frame) == []
    pieces = list(cut_line([(-5, 5), (5, 5), (20, 5), (30, 5), (30, 8), (5, 8)], frame))
    assert pieces == [[(-5, 5), (5, 5), (20, 5)], [(30, 8), (5, 8)]]


def test_a_line_keeps_its_ends_and_the_points_that_matter() -> None:
    line = [(0, 0), (5, 0.2), (10, 0), (10, 10)]
    assert thinned(line, closed=False) == [(0, 0), (10, 0), (10, 10)]
    assert path_data([[(0, 0), (10, 0), (10, -5), (0, 0)]], closed=True) == "m0 0 10 0 0-5z"
