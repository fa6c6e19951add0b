"""Look-alikes from scripts, each as it should be: nothing is to be told here.

The file is read by tests and never run.
"""

import collections
import json
import math
import re

import numpy as np


def dfs(graph, start):
    stack, seen = [start], set()
    while stack:
        node = stack.pop()
        if node in seen:
            continue
        seen.add(node)
        stack.extend(graph[node])
    return seen


def allowed(users):
    roles = ["admin", "owner", "editor"]
    return [u for u in users if u.role in roles]


def validate(rows, columns):
    for column in ("id", "name"):
        if column not in columns:
            raise ValueError(column)
    return rows


def parse(path):
    rows = {}
    with open(path) as f:
        for line in f:
            key, _, value = line.partition("=")
            rows[key] = value
    return rows


def third(words):
    return sorted(words)


def by_length(words):
    for word in sorted(words, key=len):
        yield word


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


def power(base, exponent):
    if exponent == 0:
        return 1
    half = power(base, exponent // 2)
    return half * half * (base if exponent % 2 else 1)


def ackermann_free(n):
    return n if n < 2 else ackermann_free(n - 1)


def sliding(values, width):
    window = collections.deque(maxlen=width)
    for value in values:
        window.append(value)
        yield sum(window) / len(window)


def line_of(cells):
    text = ""
    for cell in cells[:3]:
        text += cell
    return text


def merge_dicts(a, b):
    return {**a, **b}


def retry(task):
    for _ in range(3):
        try:
            return task()
        except OSError:
            continue
    return None


def normalised(frame):
    return (frame - frame.mean()) / frame.std()


def group_means(frame):
    return frame.groupby("user")["amount"].mean()


def top(frame):
    for name in ["a", "b"]:
        print(frame.loc[name])


def matvec(matrix, vector):
    out = np.zeros(len(matrix))
    for i, row in enumerate(matrix):
        out[i] = row @ vector
    return out


def simulate(state, steps):
    for _ in range(steps):
        state = 0.5 * (np.roll(state, 1) + np.roll(state, -1))
    return state


def find_key(table, value):
    return next((k for k, v in table.items() if v == value), None)


def lookups(table, keys):
    return [table[k] for k in keys if k in table]


def remaining(items, done):
    done = set(done)
    return [item for item in items if item not in done]


def chunks(items, size):
    return [items[i : i + size] for i in range(0, len(items), size)]


def read_in_blocks(path):
    with open(path, "rb") as f:
        return b"".join(iter(lambda: f.read(1 << 16), b""))


def state_of(table, start, letters):
    state = start
    for letter in letters:
        state = table[state, letter]
    return state


def first_words(lines):
    return [line.split()[0] for line in lines if line.split()]


def follow(links, node):
    path = [node]
    while node in links:
        node = links[node]
        path.append(node)
    return path


def bounded(queue, limit):
    while len(queue) > limit:
        queue.popleft()
    return queue


def best(scores):
    top = None
    for score in scores:
        if top is None or score > top:
            top = score
    return top


def totals(rows):
    total = None
    for row in rows:
        if total is None:
            total = row.amount
        else:
            total = total + row.amount
    return total


def histogram(values, bins):
    counts = np.zeros(bins, dtype=int)
    np.add.at(counts, values, 1)
    return counts


def is_prime(n):
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def compiled(patterns, text):
    return [p for p in map(re.compile, patterns) if p.search(text)]


def deep(configs):
    return [json.loads(c) for c in configs]


def options_of(parser):
    help_text = ""
    for option in parser.options:
        help_text += option.help
    return help_text


def grid(n):
    return [[0] * n for _ in range(n)]


def transposed(rows):
    return [list(column) for column in zip(*rows)]


def distances(points, center):
    return [math.dist(point, center) for point in points]
