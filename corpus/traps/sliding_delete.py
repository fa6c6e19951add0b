"""Elements leave a list while others of its names look on: pop, insert and slices in place.

kind: aliased lists
"""

def queue_times(jobs, workers):
    queue = jobs
    busy = [0.0] * workers
    order = []
    while queue:
        job = queue.pop(0)
        place = busy.index(min(busy))
        busy[place] += job
        order.append(place)
    busy.sort()
    return busy, order


def main():
    jobs = [((i * 7919) % 1009) / 100 for i in range(150_000)]
    mine = jobs
    busy, order = queue_times(mine, 40)
    print(busy[0], busy[-1], len(jobs), sum(order))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Sticky(list):
    def pop(self, place=-1):
        print("pop", place)
        return list.pop(self, place)


def probes():
    from collections import deque

    nan = float("nan")
    yield queue_times, [1.0, 2.0, 3.0], 2
    yield queue_times, [1, 2, 3], 2
    yield queue_times, [1.0, 2.0], 0
    yield queue_times, [], 0
    yield queue_times, [], -1
    yield queue_times, [nan, 1.0, 2.0], 2
    yield queue_times, [1.0, "x", 3.0], 2
    yield queue_times, Sticky([1.0, 2.0]), 1
    yield queue_times, (1.0, 2.0), 1
    yield queue_times, deque([1.0]), 1
    yield queue_times, {0: 1.0}, 1
    yield queue_times, [-0.0, 0.0], 1
    yield queue_times, [1e308, 1e308], 1
    yield queue_times, [1.0], 2.0
    yield queue_times, [-1.0, -2.0, -3.0], 2
