"""Forty slow habits as people have them; the comment above each names the root cause.

The file is read by tests and never run.
"""

import copy
import functools
import json
import math
import re
import sqlite3

import numpy as np
import pandas as pd


# Lists used as sets, dictionaries, queues and heaps.


# slow: membership-in-list
def unique_visitors(path):
    seen = []
    for line in open(path):
        visitor = line.split()[0]
        if visitor not in seen:
            seen.append(visitor)
    return len(seen)


# slow: membership-in-list
def without_stopwords(text, stop_path):
    stop_words = open(stop_path).read().split()
    return [word for word in text.split() if word not in stop_words]


# slow: membership-in-list
class Crawler:
    def __init__(self):
        self.visited = []

    def crawl(self, pages):
        for page in pages:
            if page in self.visited:
                continue
            self.visited.append(page)


# slow: list-index-in-loop
def one_hot(labels):
    classes = sorted(set(labels))
    rows = []
    for label in labels:
        row = [0] * len(classes)
        row[classes.index(label)] = 1
        rows.append(row)
    return rows


# slow: count-in-loop
def most_common(words_path):
    words = open(words_path).read().lower().split()
    best, best_count = None, 0
    for word in words:
        if words.count(word) > best_count:
            best, best_count = word, words.count(word)
    return best


# slow: remove-from-list-in-loop
def drop_invalid(rows):
    remaining = list(rows)
    for row in rows:
        if row[0] is None:
            remaining.remove(row)
    return remaining


# slow: pop-from-front
def breadth_first(graph, start):
    queue = [start]
    seen = {start}
    order = []
    while queue:
        node = queue.pop(0)
        order.append(node)
        for neighbour in graph[node]:
            if neighbour not in seen:
                seen.add(neighbour)
                queue.append(neighbour)
    return order


# slow: insert-at-front
def newest_first(events):
    log = []
    for event in events:
        log.insert(0, event)
    return log


# slow: sort-in-loop
def schedule(jobs):
    waiting = []
    done = []
    for job in jobs:
        waiting.append(job)
        waiting.sort()
        if len(waiting) > 10:
            done.append(waiting.pop())
    return done


# slow: minimum-in-loop
def dijkstra(graph, source):
    distance = {node: math.inf for node in graph}
    distance[source] = 0
    unvisited = set(graph)
    while unvisited:
        node = min(unvisited, key=lambda n: distance[n])
        unvisited.remove(node)
        for other, weight in graph[node].items():
            distance[other] = min(distance[other], distance[node] + weight)
    return distance


# slow: sorted-for-one
def three_fastest(times):
    return sorted(times)[:3]


# slow: scan-of-dict
def find_price(prices, wanted):
    for name, price in prices.items():
        if name == wanted:
            return price
    return None


# slow: linear-search-in-loop
def enrich(orders, customers):
    result = []
    for order in orders:
        match = [c for c in customers if c["id"] == order["customer_id"]]
        result.append((order, match[0] if match else None))
    return result


# slow: nested-loop-intersection
def common_friends(mine, yours):
    common = []
    for a in mine:
        for b in yours:
            if a == b:
                common.append(a)
    return common


# slow: membership-in-values
def taken(names, registry):
    return [name for name in names if name in registry.values()]


# Growth of arrays, frames, strings and other things that cannot grow.


# slow: grow-array-in-loop
def collect_samples(sensor, n):
    samples = np.array([])
    for _ in range(n):
        samples = np.append(samples, sensor())
    return samples


# slow: grow-frame-in-loop
def load_all(paths):
    frame = pd.DataFrame()
    for path in paths:
        frame = pd.concat([frame, pd.read_csv(path)], ignore_index=True)
    return frame


# slow: grow-frame-in-loop
def results_table(trials):
    frame = pd.DataFrame(columns=["seed", "score"])
    for seed, score in trials:
        frame.loc[len(frame)] = [seed, score]
    return frame


# slow: string-concat-in-loop
def to_csv(rows):
    text = ""
    for row in rows:
        text += ",".join(map(str, row)) + "\n"
    return text


# slow: string-concat-in-loop
class Report:
    def __init__(self):
        self.body = ""

    def add(self, lines):
        for line in lines:
            self.body = self.body + line + "<br>"


# slow: bytes-concat-in-loop
def receive(socket, size):
    data = b""
    while len(data) < size:
        data += socket.recv(4096)
    return data


# slow: copy-to-grow
def flatten(rows):
    flat = []
    for row in rows:
        flat = flat + row
    return flat


# slow: sum-of-lists
def all_words(lines):
    return sum([line.split() for line in lines], [])


# Work that a loop repeats.


# slow: compile-in-loop
def errors(lines):
    found = []
    for line in lines:
        pattern = re.compile(r"ERROR (\d+)")
        match = pattern.search(line)
        if match:
            found.append(match.group(1))
    return found


# slow: repeated-work
def normalise(values):
    result = []
    for value in values:
        result.append((value - min(values)) / (max(values) - min(values)))
    return result


# slow: repeated-work
def shared(first, second):
    return [x for x in first if x in set(second)]


# slow: prefix-recomputed
def running_means(values):
    means = []
    for i in range(1, len(values) + 1):
        means.append(sum(values[:i]) / i)
    return means


# slow: shrink-by-slice
def pairs(text):
    result = []
    while text:
        result.append(text[:2])
        text = text[2:]
    return result


# slow: deepcopy-in-loop
def simulate(world, steps):
    history = []
    for _ in range(steps):
        world["tick"] += 1
        history.append(copy.deepcopy(world))
    return history


# slow: file-read-in-loop
def prices_of(names):
    result = []
    for name in names:
        with open("prices.json") as file:
            prices = json.load(file)
        result.append(prices[name])
    return result


# slow: commit-in-loop
def store(rows):
    connection = sqlite3.connect("data.db")
    for row in rows:
        connection.execute("INSERT INTO t VALUES (?, ?)", row)
        connection.commit()
    connection.close()


# Recursion without memory, and on copies.


# slow: recursion-without-memory
def knapsack(items, index, room):
    if index == len(items):
        return 0
    best = knapsack(items, index + 1, room)
    if items[index][0] <= room:
        value = items[index][1] + knapsack(items, index + 1, room - items[index][0])
        best = max(best, value)
    return best


# slow: recursion-on-slices
def maximum(numbers):
    if len(numbers) == 1:
        return numbers[0]
    rest = maximum(numbers[1:])
    return numbers[0] if numbers[0] > rest else rest


# Loops that NumPy, pandas or a library does.


# slow: iterrows
def revenue(frame):
    total = 0.0
    for _, row in frame.iterrows():
        total += row["price"] * row["quantity"]
    return total


# slow: apply-by-row
def add_area(frame):
    frame["area"] = frame.apply(lambda row: row["width"] * row["height"], axis=1)
    return frame


# slow: vectorize
def relu(values):
    step = np.vectorize(lambda x: x if x > 0 else 0)
    return step(values)


# slow: array-element-loop
def energy(n):
    signal = np.random.rand(n)
    total = 0.0
    for i in range(len(signal)):
        total += signal[i] ** 2
    return total


# slow: matrix-product-by-hand
def multiply(a, b):
    result = [[0.0] * len(b[0]) for _ in a]
    for i in range(len(a)):
        for j in range(len(b[0])):
            for k in range(len(b)):
                result[i][j] += a[i][k] * b[k][j]
    return result


# slow: pairwise-by-hand
def closest(points):
    best = math.inf
    for i in range(len(points)):
        for j in range(i + 1, len(points)):
            dx = points[i][0] - points[j][0]
            dy = points[i][1] - points[j][1]
            best = min(best, math.sqrt(dx * dx + dy * dy))
    return best


# slow: builtin-on-array
def mean_of_squares(n):
    values = np.linspace(0, 1, n)
    return sum(values**2) / n


# slow: trial-division
def primes(limit):
    found = []
    for n in range(2, limit):
        for d in range(2, n):
            if n % d == 0:
                break
        else:
            found.append(n)
    return found


# slow: sum-of-lists
def merged(groups):
    return functools.reduce(lambda left, right: left + right, groups, [])
