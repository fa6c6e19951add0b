"""Slow habits of labs, shops and offices; the comment above each names the root cause.

The file is read by tests and never run.
"""

import copy
import csv
import itertools
import json
import math
import os
import re
import sqlite3
from collections import defaultdict
from functools import reduce

import numpy as np
import pandas as pd


# Lists used as sets, dictionaries, queues and heaps.


# slow: membership-in-list
def new_species(sightings_path: str, known_path: str) -> list[str]:
    with open(known_path) as file:
        known = [line.strip() for line in file]
    with open(sightings_path) as file:
        return sorted(
            {row["species"] for row in csv.DictReader(file) if row["species"] not in known}
        )


# slow: membership-in-list
class Deduplicator:
    def __init__(self, records):
        self._records = records
        self._seen: list[str] = []

    def unique(self):
        for record in self._records:
            key = record["isbn"]
            if key in self._seen:
                continue
            self._seen.append(key)
            yield record


# slow: membership-in-list
def primes_not_in(numbers, excluded_count):
    excluded = [n * n for n in range(excluded_count)]
    total = 0
    i = 0
    while i < len(numbers):
        if numbers[i] not in excluded:
            total += numbers[i]
        i += 1
    return total


# slow: repeated-work
def has_price(names, catalogue):
    found = []
    for name in names:
        if name in list(catalogue.keys()):
            found.append(name)
    return found


# slow: list-index-in-loop
def ranks(scores):
    ordered = sorted(scores, reverse=True)
    return {score: ordered.index(score) + 1 for score in scores}


# slow: list-index-in-loop
def adjacency(edges, names):
    nodes = list(dict.fromkeys(names))
    matrix = [[0] * len(nodes) for _ in nodes]
    for source, target in edges:
        matrix[nodes.index(source)][nodes.index(target)] = 1
    return matrix


# slow: count-in-loop
def histogram(path):
    with open(path) as file:
        letters = list(file.read())
    return {letter: letters.count(letter) for letter in set(letters)}


# slow: remove-from-list-in-loop
def assign_seats(guests, seats):
    free = list(seats)
    plan = {}
    for guest in guests:
        for seat in free:
            if seat.row == guest.row:
                plan[guest] = seat
                free.remove(seat)
                break
    return plan


# slow: pop-from-front
class Printer:
    def __init__(self, jobs):
        self.jobs = list(jobs)
        self.pages = 0

    def run(self):
        while self.jobs:
            job = self.jobs.pop(0)
            self.pages += job.pages
            if job.copies > 1:
                job.copies -= 1
                self.jobs.append(job)


# slow: pop-from-front
def merged(left, right):
    result = []
    while left and right:
        if left[0] <= right[0]:
            result.append(left.pop(0))
        else:
            result.append(right.pop(0))
    return result + left + right


# slow: insert-at-front
def digits(number, base):
    places = []
    for _ in range(number):
        number, rest = divmod(number, base)
        places.insert(0, rest)
    return places


# slow: sort-in-loop
def huffman(weights):
    heap = [[weight, [symbol, ""]] for symbol, weight in weights.items()]
    while len(heap) > 1:
        heap.sort()
        low, high = heap.pop(0), heap.pop(0)
        heap.append([low[0] + high[0], *low[1:], *high[1:]])
    return heap[0]


# slow: minimum-in-loop
def selection_sort(values):
    rest = list(values)
    ordered = []
    while rest:
        smallest = min(rest)
        ordered.append(smallest)
        rest.remove(smallest)
    return ordered


# slow: sorted-for-one
def youngest(people):
    return sorted(people, key=lambda person: person.born, reverse=True)[0]


# slow: linear-search-in-loop
def invoice_lines(lines, products):
    result = []
    for line in lines:
        product = next((p for p in products if p.code == line.code), None)
        if product is not None:
            result.append((line, product.price * line.amount))
    return result


# slow: nested-loop-intersection
def titles(loans, books):
    found = []
    for loan in loans:
        for book in books:
            if book["id"] == loan["book_id"]:
                found.append(book["title"])
                break
    return found


# slow: nested-loop-intersection
def shared_genes(first, second):
    return [gene for gene in first for other in second if gene == other]


# slow: membership-in-values
def unassigned(staff, shifts):
    missing = []
    for person in staff:
        if person not in shifts.values():
            missing.append(person)
    return missing


# Growth of arrays, frames, strings and other things that cannot grow.


# slow: grow-array-in-loop
def stack_images(paths):
    images = np.empty((0, 64))
    for path in paths:
        images = np.vstack((images, np.loadtxt(path)))
    return images


# slow: grow-frame-in-loop
def summary(groups):
    table = pd.DataFrame()
    for name, group in groups:
        row = {"name": name, "mean": group["value"].mean()}
        table = table.append(row, ignore_index=True)
    return table


# slow: string-concat-in-loop
def fasta(sequences):
    text = ""
    for name, sequence in sequences:
        if text:
            text += "\n"
        text += f">{name}\n{sequence}"
    return text


# slow: string-concat-in-loop
def log_of(events):
    text = ""
    for event in events:
        text = "%s%s: %s\n" % (text, event.time, event.message)
    return text


# slow: string-concat-in-loop
def reversed_text(path):
    result = ""
    for line in open(path):
        result = line + result
    return result


# slow: bytes-concat-in-loop
def download(response):
    body = b""
    for chunk in response.iter_content(8192):
        body = body + chunk
    return body


# slow: copy-to-grow
def settings_of(sections):
    merged = {}
    for section in sections:
        merged = {**merged, **section}
    return merged


# slow: copy-to-grow
def descending(values):
    result = []
    for value in sorted(values):
        result = [value] + result
    return result


# slow: sum-of-lists
def tags_of(posts):
    return set(sum((post.tags for post in posts), []))


# slow: sum-of-lists
def neighbours(graph):
    return reduce(lambda found, node: found + node.links, graph, [])


# Work that a loop repeats.


# slow: repeated-work
def scaled(rows):
    out = []
    for row in rows:
        top = max(len(r) for r in rows)
        out.append(len(row) / top)
    return out


# slow: repeated-work
def above_average(readings: list[float]) -> list[float]:
    return [r for r in readings if r > np.mean(readings)]


# slow: prefix-recomputed
def balance(payments):
    return [sum(payments[: i + 1]) for i in range(len(payments))]


# slow: prefix-recomputed
def smoothed(values, width):
    result = []
    for i in range(len(values) - width + 1):
        result.append(sum(values[i : i + width]) / width)
    return result


# slow: file-read-in-loop
def translate(words):
    found = []
    for word in words:
        dictionary = json.load(open("dictionary.json"))
        found.append(dictionary.get(word, word))
    return found


# slow: commit-in-loop
class Archive:
    def __init__(self, path):
        self.connection = sqlite3.connect(path)

    def add(self, rows):
        cursor = self.connection.cursor()
        for row in rows:
            cursor.execute("INSERT INTO entries VALUES (?, ?)", row)
            self.connection.commit()


# slow: deepcopy-in-loop
def life(board, generations):
    for _ in range(generations):
        previous = copy.deepcopy(board)
        for y, row in enumerate(previous):
            for x, alive in enumerate(row):
                board[y][x] = not alive
    return board


# Recursion without memory, and on copies.


# slow: recursion-without-memory
def routes(width, height):
    if width == 0 or height == 0:
        return 1
    return routes(width - 1, height) + routes(width, height - 1)


# slow: recursion-without-memory
def edit_distance(one, other):
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return edit_distance(one[1:], other[1:])
    return 1 + min(edit_distance(one[1:], other), edit_distance(one, other[1:]))


# slow: recursion-on-slices
def is_palindrome(text):
    if len(text) < 2:
        return True
    return text[0] == text[-1] and is_palindrome(text[1:-1])


# slow: recursion-on-slices
def flat(items):
    if items == []:
        return []
    first = flat(items[0]) if isinstance(items[0], list) else [items[0]]
    return first + flat(items[1:])


# Loops that NumPy, pandas or a library does.


# slow: frame-cell-in-loop
def label_sizes(path):
    frame = pd.read_csv(path)
    for i in range(len(frame)):
        if frame.loc[i, "weight"] > 100:
            frame.loc[i, "size"] = "large"
    return frame


# slow: frame-filter-in-loop
def totals(orders: pd.DataFrame, customers: list[str]) -> dict[str, float]:
    found = {}
    for customer in customers:
        found[customer] = orders[orders["customer"] == customer]["total"].sum()
    return found


# slow: apply-by-row
def with_bmi(patients: pd.DataFrame) -> pd.DataFrame:
    def bmi(row):
        return row["kg"] / row["m"] ** 2

    patients["bmi"] = patients.apply(bmi, axis=1)
    return patients


# slow: apply-of-arithmetic
def in_celsius(frame):
    return frame["fahrenheit"].apply(lambda f: (f - 32) * 5 / 9)


# slow: array-element-loop
def brighten(image: np.ndarray) -> np.ndarray:
    height, width = image.shape
    out = np.zeros_like(image)
    for y in range(height):
        for x in range(width):
            out[y, x] = min(image[y, x] * 1.2, 255)
    return out


# slow: array-element-loop
def distance(a: np.ndarray, b: np.ndarray) -> float:
    total = 0.0
    for i in range(len(a)):
        total += (a[i] - b[i]) ** 2
    return math.sqrt(total)


# slow: array-element-loop
def zero_crossings(n):
    wave = np.sin(np.linspace(0, 100, n))
    count = 0
    i = 1
    while i < len(wave):
        if wave[i - 1] * wave[i] < 0:
            count += 1
        i += 1
    return count


# slow: matrix-product-by-hand
def product(a, b):
    return [[sum(x * y for x, y in zip(row, column)) for column in zip(*b)] for row in a]


# slow: pairwise-by-hand
def nearest(stations):
    pairs = []
    for one in stations:
        for other in stations:
            if one is not other:
                pairs.append(math.hypot(one.x - other.x, one.y - other.y))
    return min(pairs)


# slow: builtin-on-array
def loudest(path):
    samples = np.fromfile(path, dtype=np.int16)
    return max(abs(samples))


# slow: inverse-for-solving
def fitted(matrix, values):
    return np.linalg.inv(matrix.T @ matrix) @ matrix.T @ values


# slow: power-then-modulo
def encrypt(message: int, exponent: int, modulus: int) -> int:
    return message**exponent % modulus


# slow: trial-division
def count_primes(limit):
    return sum(1 for n in range(2, limit) if all(n % d != 0 for d in range(2, n)))


# slow: any-of-list
def has_error(paths):
    return any(["ERROR" in open(path).read() for path in paths])


# slow: list-for-first
def first_match(pattern, lines):
    expression = re.compile(pattern)
    return [line for line in lines if expression.search(line)][0]
