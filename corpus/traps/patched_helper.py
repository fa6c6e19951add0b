"""The small helper of a hot loop is replaced from outside, as tests and plug-ins do.

kind: monkeypatching
"""

def fall_off(distance):
    return 1.0 / (1.0 + distance * distance)


def field(sources, places):
    values = []
    for place in places:
        total = 0.0
        for source in sources:
            total += fall_off(place - source)
        values.append(total)
    return values


def main():
    sources = [i * 0.37 for i in range(60)]
    places = [i * 0.011 for i in range(60_000)]
    values = field(sources, places)
    print(sum(values), values[77])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def with_helper(helper, sources, places):
    global fall_off
    before, fall_off = fall_off, helper
    try:
        return field(sources, places)
    finally:
        fall_off = before


def counting():
    seen = []

    def helper(distance):
        seen.append(distance)
        return 1.0

    return with_helper(helper, [1.0, 2.0], [0.5]), seen


def without_helper():
    global fall_off
    before = fall_off
    del fall_off
    try:
        return field([1.0], [2.0])
    finally:
        fall_off = before


def probes():
    from fractions import Fraction

    yield field, [1.0, 2.0], [0.5]
    yield with_helper, abs, [1.0, 2.0], [0.5]
    yield with_helper, lambda d: -1.0, [1.0, 2.0], [0.5]
    yield with_helper, lambda d: None, [1.0, 2.0], [0.5]
    yield with_helper, None, [1.0, 2.0], [0.5]
    yield with_helper, None, [], [0.5]
    yield counting,
    yield without_helper,
    yield field, [1.0, 2.0], [0.5]
    yield field, [Fraction(1, 2)], [Fraction(1, 3)]
    yield field, [1j], [0.0]
    yield field, [1e200], [-1e200]
    yield field, [10**200], [0]
    yield field, [1.0, None], [1.0]
    yield field, [], [1.0, None]
    yield field, iter([1.0, 2.0]), [0.5, 0.6]
