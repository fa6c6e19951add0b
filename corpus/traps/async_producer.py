"""Coroutines take turns; the order in which they touch the shared list is the result.

kind: clocks, threads, async
"""

import asyncio


async def work(name, count, log):
    value = 1
    for step in range(count):
        for _ in range(2000):
            value = (value * 31 + step) % 1_000_003
        if step % 10 == 0:
            log.append((name, value))
            await asyncio.sleep(0)
    return value


async def gather(count):
    log = []
    values = await asyncio.gather(work("a", count, log), work("b", count + 5, log))
    return values, log


def main():
    values, log = asyncio.run(gather(500))
    print(values, len(log), log[:4], log[-2:])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def by_hand(count):
    log = []
    coroutine = work("x", count, log)
    turns = 0
    try:
        while True:
            coroutine.send(None)
            turns += 1
    except StopIteration as stop:
        return stop.value, turns, log


def probes():
    yield lambda: asyncio.run(gather(3)),
    yield by_hand, 12
    yield by_hand, 0
    yield by_hand, 1.5
    yield lambda: asyncio.run(work("x", 2, None)),
    yield lambda: asyncio.iscoroutinefunction(work),
