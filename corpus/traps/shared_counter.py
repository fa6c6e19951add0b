"""Threads work on one object under a lock; another thread looks on.

kind: clocks, threads, async
"""

import threading


class Tally:
    def __init__(self):
        self.lock = threading.Lock()
        self.total = 0

    def add(self, values):
        for value in values:
            with self.lock:
                self.total += value * value % 7


def main():
    tally = Tally()
    parts = [range(k, 1_000_000, 4) for k in range(4)]
    workers = [threading.Thread(target=tally.add, args=(part,)) for part in parts]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    print(tally.total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Fake:
    def __init__(self):
        self.log = []

    def __enter__(self):
        self.log.append("in")

    def __exit__(self, *reason):
        self.log.append(str(reason[0]))


def with_lock(lock, values, total=0):
    tally = Tally()
    tally.lock = lock
    tally.total = total
    try:
        tally.add(values)
    finally:
        print(tally.total, tally.lock if type(lock) is not Fake else lock.log)


def probes():
    yield with_lock, Fake(), [1, 2, 3]
    yield with_lock, Fake(), [1, "x", 3]
    yield with_lock, Fake(), [1.5, True]
    yield with_lock, Fake(), [2**70]
    yield with_lock, None, [1]
    yield with_lock, None, []
    yield with_lock, Fake(), [3], 2**63 - 2
    yield with_lock, Fake(), [3], "x"
