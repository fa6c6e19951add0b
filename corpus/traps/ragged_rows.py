"""Rows of different lengths and of different numbers: no rectangle, and no one dtype.

kind: ragged and mixed lists
"""

def row_scores(rows, weights):
    scores = []
    for row in rows:
        score = 0
        for k, value in enumerate(row):
            score += value * weights[k]
        scores.append(score)
    return scores


def main():
    rows = [[(i * 31 + k * 7) % 23 for k in range(5 + i % 40)] for i in range(60_000)]
    weights = [1 + k % 3 for k in range(45)]
    scores = row_scores(rows, weights)
    print(sum(scores), scores[:6])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield row_scores, [[1, 2.5], [3], []], [2, 4]
    yield row_scores, [[1, 2], [3, 4, 5]], [2, 4]
    yield row_scores, [[1, "ab"], [3]], [2, 4]
    yield row_scores, [["ab", 1]], [2, 4]
    yield row_scores, [[2**62, 2**62]], [1, 1]
    yield row_scores, [[True, False], [True]], [True, 1]
    yield row_scores, [[0.1, 0.2, 0.3]], [1, 1, 1]
    yield row_scores, [[-0.0]], [1]
    yield row_scores, [(1, 2), [3, 4], range(2)], [5, 6]
    yield row_scores, [{7: 1, 8: 2}], [5, 6]
    yield row_scores, [1, 2], [5, 6]
    yield row_scores, [], None
    yield row_scores, [[]], None
    yield row_scores, [[1, None]], [1, 1]
    yield row_scores, [[[1], [2]]], [2, 3]
    yield row_scores, [[1j, 2]], [1, 2]
    yield row_scores, ["ab"], [1, 2]
