"""A generator does its work when asked, no earlier, and can be left half-way.

kind: lazy and shared generators
"""

def moving(values, keep):
    state = 0.0
    for value in values:
        state = keep * state + (1.0 - keep) * value
        yield state


def crossings(values, level):
    count = 0
    above = False
    for state in moving(values, 0.95):
        if (state > level) != above:
            above = not above
            count += 1
    return count


def main():
    values = [((i * 7919) % 2003) / 20 for i in range(1_500_000)]
    print(crossings(values, 50.0))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def partly():
    source = iter([1.0, 2.0, 3.0, 4.0])
    made = moving(source, 0.5)
    first = next(made)
    return first, next(source), next(made), list(source), list(made)


def late_failure():
    made = moving([1.0, "x"], 0.5)
    got = [next(made)]
    try:
        next(made)
    except TypeError as error:
        got.append(str(error))
    return got


def changing():
    values = [1.0, 2.0]
    made = moving(values, 0.5)
    got = [next(made)]
    values.append(9.0)
    got.extend(made)
    return got


def probes():
    yield partly,
    yield late_failure,
    yield changing,
    yield moving, None, 0.5
    yield moving, [1, 2], 0
    yield crossings, [], 1.0
    yield crossings, [1.0, float("nan"), 300.0, 1.0], 1.0
    yield crossings, [1000, -1000, 2**70], 1
    yield crossings, [1.0, "x"], 1.0
    yield crossings, iter([100.0, 0.0, 100.0]), 1.0
    yield crossings, [1.0], "x"
