"""A list whose items are now ints, now floats: each result keeps the type it came to.

kind: ragged and mixed lists
"""

def halve_evens(values):
    result = []
    for value in values:
        if value % 2 == 0:
            result.append(value // 2)
        else:
            result.append(value / 2)
    return result


def main():
    values = [(i * 7919) % 10_007 for i in range(1_000_000)]
    result = halve_evens(values)
    print(result[:6], sum(result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield halve_evens, [4, 5, 4.0, 5.0, -3, -4.0, -0.0]
    yield halve_evens, [True, False]
    yield halve_evens, [2**70, 2**70 + 1, 2**53 + 1]
    yield halve_evens, [10**400 + 1]
    yield halve_evens, [float("inf")]
    yield halve_evens, [float("nan"), 1e308]
    yield halve_evens, ["%d"]
    yield halve_evens, [4, "x", 5]
    yield halve_evens, []
    yield halve_evens, [1j]
    yield halve_evens, (4, 5)
    yield halve_evens, iter([4, 5])
    yield halve_evens, [-(2**63), -(2**63) + 1]
