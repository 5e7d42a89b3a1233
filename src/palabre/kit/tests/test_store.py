"""Pages kept in memory: while somebody listens, while they are true, within bounds."""

from __future__ import annotations

import math

import pytest

from palabre.kit.delivery.store import OVERHEAD, Page, Store

ROOM = 4
"""Pages of a hundred bytes that fit."""


def page(*tags: str, until: float = math.inf, size: int = 100) -> Page:
    return Page(headers=[], bodies={"gzip": b"x" * size}, mark="m", tags=frozenset(tags), until=until)


@pytest.fixture
def store() -> Store:
    made = Store(limit=ROOM * (OVERHEAD + 200))
    made.open({})
    return made


def keep(store: Store, name: str, *tags: str, until: float = math.inf) -> bool:
    return store.keep((name,), page(*tags, until=until), store.begin())


def test_a_page_is_found_until_one_of_its_tags_is_touched(store: Store) -> None:
    keep(store, "a", "1/dialogue:1", "1/places_city")
    keep(store, "b", "1/dialogue:2")
    assert store.get(("a",), 0) and store.get(("b",), 0)
    store.touch(["1/places_city"])
    assert store.get(("a",), 0) is None
    assert store.get(("b",), 0)


def test_what_was_touched_while_it_was_made_is_not_kept(store: Store) -> None:
    begun = store.begin()
    store.touch(["1/dialogue:1"])
    assert not store.keep(("a",), page("1/dialogue:1"), begun)
    assert len(store) == 0
    assert keep(store, "a", "1/dialogue:1")


def test_a_touch_before_it_was_begun_does_not_hinder(store: Store) -> None:
    other = store.begin()
    store.touch(["1/dialogue:1"])
    assert keep(store, "a", "1/dialogue:1")
    store.give_up(other)


def test_a_page_is_gone_at_the_moment_it_changes_by_itself(store: Store) -> None:
    keep(store, "a", until=1000.0)
    assert store.get(("a",), 999.9)
    assert store.get(("a",), 1000.0) is None
    assert store.size == 0


def test_nothing_is_kept_or_given_while_nobody_listens(store: Store) -> None:
    keep(store, "a")
    begun = store.begin()
    store.close()
    assert store.get(("a",), 0) is None
    assert not store.keep(("b",), page(), begun)
    assert not keep(store, "c")
    store.open({})
    assert store.get(("a",), 0) is None


def test_a_page_begun_before_the_listener_came_back_is_not_kept(store: Store) -> None:
    begun = store.begin()
    store.open({})
    assert not store.keep(("a",), page(), begun)


def test_a_listener_that_says_nothing_counts_as_gone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(store, "a")
    monkeypatch.setattr("palabre.kit.delivery.store.SILENCE", -1.0)
    store.open()
    assert store.get(("a",), 0) is None


def test_the_least_recently_used_goes_first(store: Store) -> None:
    for name in "abcd":
        keep(store, name, f"1/{name}")
    store.get(("a",), 0)
    keep(store, "e")
    assert [name for name in "abcde" if store.get((name,), 0)] == ["a", "c", "d", "e"]
    assert store.size <= ROOM * (OVERHEAD + 200)


def test_it_stays_within_its_bounds_whatever_is_asked(store: Store) -> None:
    for number in range(10_000):
        keep(store, f"/{number}", f"1/dialogue:{number}")
        assert store.size <= ROOM * (OVERHEAD + 200)
    assert len(store) == ROOM
    assert len(store._by_tag) == ROOM
    assert not store._begun
    assert not store._touched


def test_a_page_larger_than_all_room_is_not_kept(store: Store) -> None:
    assert not store.keep(("a",), page(size=10 * OVERHEAD), store.begin())
    assert store.size == 0


def test_the_same_page_kept_again_takes_its_room_once(store: Store) -> None:
    for _turn in range(3):
        keep(store, "a", "1/dialogue:1")
    assert store.size == OVERHEAD + 200
    store.touch(["1/dialogue:1"])
    assert store.size == 0
