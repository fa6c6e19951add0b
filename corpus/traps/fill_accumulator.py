"""+= changes a list that the caller holds, and makes a new string or tuple instead.

kind: string concatenation of non-strings
"""

def gather(rows, row_sum):
    result = row_sum
    for row in rows:
        result += row
    return result is row_sum, len(result)


def main():
    total = 0
    for k in range(700):
        kept, length = gather([[i, i + 1] for i in range(k % 50 + 2000)], [])
        total += length + kept
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    mine = [1, 2]
    yield gather, [mine, [3]], mine
    yield gather, [[3], [4, 5]], mine
    yield gather, [(3,), "ab"], mine
    yield gather, [(3,)], (1,)
    yield gather, ["b"], "a"
    yield gather, [], "a"
    yield gather, [3], [1]
    yield gather, [[3], 4, [5]], mine
    yield gather, [[1]], (1,)
    yield gather, [{3: 4}], [1]
    yield gather, [[1.0]], None
