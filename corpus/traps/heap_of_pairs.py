"""A heap compares its pairs to the end: ties go on to the names, and some names do not compare.

kind: first-index ties
"""

import heapq


def shortest(graph, source):
    distance = {source: 0}
    heap = [(0, source)]
    while heap:
        here, node = heapq.heappop(heap)
        if here > distance[node]:
            continue
        for other, length in graph[node]:
            there = here + length
            if other not in distance or there < distance[other]:
                distance[other] = there
                heapq.heappush(heap, (there, other))
    return distance


def smallest(values, count):
    heap = []
    for value in values:
        if len(heap) < count:
            heapq.heappush(heap, -value)
        elif -value > heap[0]:
            heapq.heapreplace(heap, -value)
    return sorted(-value for value in heap)


def main():
    size = 120_000
    graph = {
        k: [((k * 7 + 1) % size, k % 13 + 1), ((k * 31 + 5) % size, k % 7 + 2), ((k + 1) % size, 9)]
        for k in range(size)
    }
    reached = shortest(graph, 0)
    print(len(reached), sum(reached.values()), list(reached)[:5])
    print(smallest([((i * 7919) % 100_003) / 3 for i in range(1_500_000)], 20))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield shortest, {"a": [("b", 1), ("c", 1)], "b": [("c", 0)], "c": []}, "a"
    yield shortest, {1: [("b", 1), (2, 1)], "b": [], 2: []}, 1
    yield shortest, {0: [(1, 0.5), (2, 1)], 1: [(2, 0.5)], 2: []}, 0
    yield shortest, {0: [(1, 2**63), (2, 2**62)], 1: [], 2: [(1, 2**62)]}, 0
    yield shortest, {0: [(1, nan)], 1: [(0, 1)]}, 0
    yield shortest, {0: [(1, 5)], 1: [(2, 5)]}, 0
    yield shortest, {0: [(1, 5, 9)]}, 0
    yield shortest, {}, 0
    yield shortest, [[(1, 3)], [(0, 3), (-1, 1)]], 0
    yield shortest, {0: [(True, 1)], 1: [(0.0, 1)]}, 0
    yield shortest, {0: [(1, -1)], 1: []}, 0
    yield shortest, {0: [(0, 0)]}, False
    yield shortest, {(0, 0): [((0, 1), 1.5)], (0, 1): []}, (0, 0)
    yield smallest, [3, 1.0, True, 2], 2
    yield smallest, [nan, 1.0, 2.0, nan, 0.0], 2
    yield smallest, [0.0, -0.0, 0, False], 2
    yield smallest, [1, 2], 0
    yield smallest, [], 0
    yield smallest, ["a"], 1
    yield smallest, [1, 2, 3], -1
    yield smallest, [1, 2, 3], 1.5
    yield smallest, [-(2**63), 2**63, 5], 2
    yield smallest, iter([5, 3, "x"]), 1
