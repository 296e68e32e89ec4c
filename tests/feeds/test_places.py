from bot.feeds.places import SECOND_AFTER_SECONDS, Place, Places


def take(places: Places, name: str, now: float) -> Place:
    place = places.take(name, now)
    assert place is not None
    return place


def test_so_many_at_once_and_no_more() -> None:
    places = Places(slots=3, host_slots=2, gaps={})
    held = [take(places, f"{number}.example", 0) for number in range(3)]
    assert places.full
    assert places.take("other.example", 0) is None
    places.give_back(held[0], answered=True)
    assert places.take("other.example", 0) is not None


def test_one_host_gets_one_connection_first_and_a_second_when_that_is_slow() -> None:
    places = Places(slots=10, host_slots=2, gaps={})
    first = take(places, "sample.example", 0)
    assert places.take("sample.example", 0) is None
    take(places, "sample.example", SECOND_AFTER_SECONDS)
    assert places.take("sample.example", 9) is None
    places.give_back(first, answered=True)
    assert places.take("sample.example", 9) is not None


def test_a_host_that_asks_for_a_pause_gets_it() -> None:
    places = Places(slots=10, host_slots=2, gaps={"slow.example": 5.0})
    places.give_back(take(places, "slow.example", 0), answered=True)
    assert places.take("slow.example", 4.9) is None
    places.give_back(take(places, "slow.example", 5), answered=True)
    assert places.take("slow.example", 9.9) is None


def test_what_is_slow_makes_room_for_the_next() -> None:
    places = Places(slots=2, host_slots=2, gaps={})
    slow = [take(places, f"{number}.example", 0) for number in range(2)]
    assert places.take("quick.example", 1) is None
    for place in slow:
        places.grow_slow(place)
    quick = [take(places, f"quick{number}.example", 5) for number in range(2)]
    assert places.full
    for place in slow + quick:
        places.give_back(place, answered=False)
    assert not places.full


def test_not_even_slow_ones_are_without_number() -> None:
    places = Places(slots=1, host_slots=1, gaps={})
    for number in range(4):
        places.grow_slow(take(places, f"{number}.example", 0))
    assert places.full


def test_hosts_that_failed_share_few_places_until_they_answer() -> None:
    places = Places(slots=10, host_slots=2, gaps={})
    names = [f"{number}.example" for number in range(5)]
    for name in names:
        places.give_back(take(places, name, 0), answered=False)
    again = [take(places, name, 1) for name in names[:2]]
    assert places.take(names[2], 1) is None
    assert places.take("healthy.example", 1) is not None
    places.give_back(again[0], answered=True)
    assert places.take(names[2], 1) is not None
    assert places.take(names[0], 2) is not None


def test_breaking_off_ourselves_says_nothing_of_the_host() -> None:
    places = Places(slots=5, host_slots=1, gaps={})
    places.give_back(take(places, "sample.example", 0), answered=None)
    assert take(places, "sample.example", 1).sick is False
