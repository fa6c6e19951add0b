"""Forty look-alikes of slow habits, each as it should be: nothing is to be told here.

The file is read by tests and never run.
"""

import bisect
import copy
import csv
import functools
import heapq
import itertools
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict, deque

import numpy as np
import pandas as pd

WEEKEND = ["sat", "sun"]


def unique_visitors(path):
    seen = set()
    for line in open(path):
        visitor = line.split()[0]
        if visitor not in seen:
            seen.add(visitor)
    return len(seen)


def weekend_sales(sales):
    return [sale for sale in sales if sale.day in WEEKEND]


def vowels(text):
    return sum(letter in "aeiou" for letter in text)


def known(words, vocabulary):
    return [word for word in words if word in vocabulary]


def first_free_name(names):
    taken = sorted(names)
    number = 1
    while f"name{number}" in taken:
        number += 1
    return number


def one_hot(labels):
    position = {label: place for place, label in enumerate(sorted(set(labels)))}
    return [position[label] for label in labels]


def most_common(path):
    return Counter(open(path).read().lower().split()).most_common(1)


def commas(lines):
    return [line.count(",") for line in lines]


def drop_invalid(rows):
    return [row for row in rows if row[0] is not None]


def breadth_first(graph, start):
    queue, seen = deque([start]), {start}
    while queue:
        for neighbour in graph[queue.popleft()]:
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    return seen


def header_and_rows(path):
    rows = list(csv.reader(open(path)))
    header = rows.pop(0)
    rows.insert(0, [name.lower() for name in header])
    return rows


def options(arguments):
    arguments = sys.argv[1:]
    found = {}
    while arguments:
        name = arguments.pop(0)
        found[name] = arguments.pop(0)
    return found


def module_of(dotted_name):
    parts = dotted_name.split(".")
    while parts:
        parts.pop(0)
    return parts


def schedule(jobs):
    waiting = []
    for job in jobs:
        bisect.insort(waiting, job)
    return waiting


def sorted_rows(rows):
    for row in rows:
        row.sort()
    return rows


def dijkstra(graph, source):
    heap, distance = [(0, source)], {source: 0}
    while heap:
        best, node = heapq.heappop(heap)
        for other, weight in graph[node]:
            if best + weight < distance.get(other, math.inf):
                distance[other] = best + weight
                heapq.heappush(heap, (best + weight, other))
    return distance


def median(times):
    return sorted(times)[len(times) // 2]


def names_over(prices, limit):
    found = []
    for name, price in prices.items():
        if price == limit:
            found.append(name)
    return found


def enrich(orders, customers):
    by_id = {customer["id"]: customer for customer in customers}
    return [(order, by_id.get(order["customer_id"])) for order in orders]


def cheaper(products, limits):
    return [[p for p in products if p.price < limit] for limit in limits]


def crossings(lines, others):
    found = []
    for line in lines:
        for other in others:
            if line.start < other.end:
                found.append((line, other))
    return found


def collect_samples(sensor, n):
    samples = []
    for _ in range(n):
        samples.append(sensor())
    return np.array(samples)


def load_all(paths):
    return pd.concat([pd.read_csv(path) for path in paths], ignore_index=True)


def to_csv(rows):
    lines = []
    for row in rows:
        lines.append(",".join(map(str, row)))
    return "\n".join(lines)


def labels(rows):
    found = []
    for row in rows:
        label = ""
        if row.bold:
            label += "*"
        label += row.name
        found.append(label)
    return found


def receive(socket, size):
    data = bytearray()
    while len(data) < size:
        data += socket.recv(4096)
    return bytes(data)


def flatten(rows):
    flat = []
    for row in rows:
        flat += row
    return flat


def total_length(lines):
    return sum([len(line) for line in lines], 0)


def errors(lines):
    pattern = re.compile(r"ERROR (\d+)")
    return [match.group(1) for line in lines if (match := pattern.search(line))]


def patterns(words):
    return [re.compile(word) for word in words]


def normalise(values):
    low, high = min(values), max(values)
    return [(value - low) / (high - low) for value in values]


def row_totals(rows):
    return [sum(row) / max(row) for row in rows]


def relaxed(values, step):
    values = list(values)
    while max(values) > 1.0:
        values = [step(value) for value in values]
    return values


def running_totals(values):
    return list(itertools.accumulate(values))


def chunk_sums(values, size):
    return [sum(values[i : i + size]) for i in range(0, len(values), size)]


def binary_search(items, wanted):
    items = list(items)
    while len(items) > 1:
        middle = len(items) // 2
        items = items[middle:] if items[middle] <= wanted else items[:middle]
    return items


def snapshot(world):
    world = copy.deepcopy(world)
    for key in world:
        world[key] += 1
    return world


def sizes(paths):
    found = {}
    for path in paths:
        with open(path) as file:
            found[path] = len(file.read())
    return found


def store(rows):
    connection = sqlite3.connect("data.db")
    for row in rows:
        connection.execute("INSERT INTO t VALUES (?, ?)", row)
    connection.commit()
    connection.close()


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def tree_size(node):
    if node is None:
        return 0
    return 1 + tree_size(node.left) + tree_size(node.right)


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    return list(heapq.merge(left, right))


def hanoi(n, source, target, spare):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target)
    print(source, target)
    hanoi(n - 1, spare, target, source)


def revenue(frame):
    return (frame["price"] * frame["quantity"]).sum()


def names(frame):
    return [row.name for row in frame.itertuples()]


def column_means(frame):
    return {column: frame[column].mean() for column in frame.columns}


def energy(n):
    signal = np.random.rand(n)
    return float((signal**2).sum())


def iterate(n, steps):
    grid = np.zeros((n, n))
    for _ in range(steps):
        grid[1:-1, 1:-1] = 0.25 * (grid[:-2, 1:-1] + grid[2:, 1:-1])
    return grid


def multiply(a, b):
    return np.array(a) @ np.array(b)


def board_score(board):
    total = 0
    for i in range(3):
        for j in range(3):
            total += board[i][j] * (i + j)
    return total


def path_length(points):
    return sum(math.dist(p, q) for p, q in itertools.pairwise(points))


def is_prime(n):
    return n > 1 and all(n % d for d in range(2, math.isqrt(n) + 1))


def divisors(n):
    return [d for d in range(1, n + 1) if n % d == 0]


def groups(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.key].append(row)
    return found


def countdown(n):
    if n == 0:
        return 0
    return countdown(n - 1) + 1


def paginate(fetch):
    pages = []
    token = None
    while True:
        page, token = fetch(token)
        pages.append(page)
        if not token:
            return pages
