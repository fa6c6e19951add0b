"""Look-alikes from labs, shops and offices, each as it should be: nothing is to be told here.

The file is read by tests and never run.
"""

import collections
import copy
import heapq
import itertools
import json
import math
import operator
import re
import struct
import unittest
from functools import cache, reduce

import numba
import numpy as np
import pandas as pd

COLOURS = ("red", "green", "blue")
HEADER = struct.Struct("<IHH")


def new_species(sightings, known: set[str]) -> list[str]:
    return [name for name in sightings if name not in known]


def of_colour(cars, colour):
    return [car for car in cars if car.colour in COLOURS and car.colour != colour]


def is_option(words, options):
    return [word for word in words if word in options]


def has_price(names, catalogue):
    return [name for name in names if name in catalogue.keys()]


def ranks(scores):
    position = {score: place for place, score in enumerate(sorted(scores, reverse=True), 1)}
    return [position[score] for score in scores]


def as_indices(numbers):
    return [operator.index(number) for number in numbers]


def columns_of(line):
    return [line.index(mark) for mark in ",;" if mark in line]


def histogram(path):
    with open(path) as file:
        return collections.Counter(file.read())


def doubled_letters(words):
    return sum(word.count("ll") for word in words)


def first_free(seats, guest):
    for seat in seats:
        if seat.row == guest.row:
            seats.remove(seat)
            return seat
    return None


class Printer:
    def __init__(self, jobs):
        self.jobs = collections.deque(jobs)

    def run(self):
        while self.jobs:
            job = self.jobs.popleft()
            if job.copies > 1:
                self.jobs.append(job)


class History:
    def __init__(self, most):
        self.most = most
        self.states = []

    def add(self, state):
        self.states.append(state)
        while len(self.states) > self.most:
            self.states.pop(0)


def last_first(stack):
    while stack:
        yield stack.pop()


def with_title(rows, title):
    rows.insert(0, title)
    return rows


def huffman(weights):
    heap = [(weight, symbol) for symbol, weight in weights.items()]
    heapq.heapify(heap)
    while len(heap) > 1:
        low, high = heapq.heappop(heap), heapq.heappop(heap)
        heapq.heappush(heap, (low[0] + high[0], low[1] + high[1]))
    return heap[0]


def by_need(patients, hours):
    patients = list(patients)
    need = {}
    for hour in range(hours):
        for patient in patients:
            need[patient] = patient.pain * hour
        patients.sort(key=need.__getitem__)
        yield patients[0]


def youngest(people):
    return max(people, key=lambda person: person.born)


def three_youngest(people):
    return heapq.nlargest(3, people, key=lambda person: person.born)


def invoice_lines(lines, products):
    by_code = {product.code: product for product in products}
    return [(line, by_code[line.code].price) for line in lines if line.code in by_code]


def weekend(days):
    return next((day for day in days if day.number == 6), None)


def collisions(boxes):
    return [(a, b) for a, b in itertools.combinations(boxes, 2) if a.left < b.right]


def stack_images(paths):
    return np.vstack([np.loadtxt(path) for path in paths])


def reserve(samples):
    buffer = np.zeros(1024)
    used = 0
    for sample in samples:
        if used == len(buffer):
            buffer = np.concatenate((buffer, np.zeros(len(buffer))))
        buffer[used] = sample
        used += 1
    return buffer[:used]


def changed(codes, n):
    edges = np.zeros(n, dtype=bool)
    for levels in codes:
        edges |= np.r_[True, levels[1:] != levels[:-1]]
    return edges


def summary(groups):
    rows = []
    for name, group in groups:
        rows.append({"name": name, "mean": group["value"].mean()})
    return pd.DataFrame(rows)


def fasta(sequences):
    return "\n".join(f">{name}\n{sequence}" for name, sequence in sequences)


def identifier(text, place):
    name = ""
    while text[place].isalnum():
        name += text[place]
        place += 1
    return name


def wrapped(words, width):
    line = ""
    for word in words:
        if len(line) + len(word) > width:
            print(line)
            line = ""
        line += word + " "
    print(line)


def header(stream):
    data = b""
    while len(data) < HEADER.size:
        data += stream.read(HEADER.size - len(data))
    return HEADER.unpack(data)


def until_newline(stream):
    line = b""
    while (letter := stream.read(1)) != b"\n":
        line += letter
    return line


def settings_of(sections):
    merged = {}
    for section in sections:
        merged.update(section)
    return merged


def signature_defaults(signature):
    defaults = ()
    for parameter in signature.parameters.values():
        if parameter.default is not parameter.empty:
            defaults += (parameter.default,)
    return defaults


def tags_of(posts):
    return set(itertools.chain.from_iterable(post.tags for post in posts))


def product_of(numbers):
    return reduce(operator.mul, numbers, 1)


def above_average(readings):
    average = sum(readings) / len(readings)
    return [reading for reading in readings if reading > average]


def drained(tanks):
    levels = []
    while sum(tank.level for tank in tanks) > 0:
        for tank in tanks:
            tank.level -= 1
        levels.append(len(tanks))
    return levels


def smoothed(values):
    return [sum(values[i : i + 3]) / 3 for i in range(len(values) - 2)]


def translate(words, path):
    with open(path) as file:
        dictionary = json.load(file)
    return [dictionary.get(word, word) for word in words]


def settings_files(folders):
    return [json.load(open(folder / "settings.json")) for folder in folders]


def matches(rules, text):
    return [re.search(rule, text) for rule in rules]


def copied_once(board, moves):
    board = copy.deepcopy(board)
    for x, y in moves:
        board[y][x] = 1
    return board


@cache
def routes(width, height):
    if width == 0 or height == 0:
        return 1
    return routes(width - 1, height) + routes(width, height - 1)


def depth(tree):
    return 1 + max(depth(tree.left), depth(tree.right)) if tree else 0


def singular(word):
    if word.endswith("ss"):
        return word
    if word.endswith("s"):
        return singular(word[:-1])
    return word


def quick_sort(items):
    if len(items) < 2:
        return items
    pivot = items[0]
    less = [item for item in items[1:] if item < pivot]
    return [*quick_sort(less), pivot, *[item for item in items[1:] if item >= pivot]]


def with_bmi(patients):
    patients["bmi"] = patients["kg"] / patients["m"] ** 2
    return patients


def by_column(frame):
    for column in frame.columns:
        frame.loc[frame[column].isna(), column] = 0
    return frame


def halves(frame, starts):
    return [frame.iloc[start : start + 100].sum() for start in starts]


def powers(x, degree):
    shape = (degree + 1, *x.shape)
    table = np.empty(shape)
    table[0] = 1
    for i in range(1, degree + 1):
        table[i] = table[i - 1] * x
    return table


def blurred(frames):
    frames = np.asarray(frames)
    mean = np.zeros(frames.shape[1:])
    for frame in frames:
        mean += frame / len(frames)
    return mean


@numba.njit
def energy(signal):
    out = np.zeros(len(signal))
    for i in range(len(signal)):
        out[i] = signal[i] ** 2
    return out


def tidied(column, pattern):
    return np.vectorize(lambda text: pattern.sub("", text), otypes=[object])(column)


def solved(matrix, values):
    return np.linalg.solve(matrix, values)


def encrypt(message, exponent, modulus):
    return pow(message, exponent, modulus)


def count_primes(limit):
    sieve = bytearray([1]) * limit
    for n in range(2, math.isqrt(limit) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(range(n * n, limit, n)))
    return sum(sieve) - 2


def has_error(paths):
    return any("ERROR" in open(path).read() for path in paths)


class TestQueue(unittest.TestCase):
    def test_order(self):
        items = list(range(100))
        for number in range(100):
            self.assertEqual(items.pop(0), number)
