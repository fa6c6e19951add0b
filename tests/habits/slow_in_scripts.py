"""Slow habits of scripts written in a hurry; the comment above each names the root cause.

The file is read by tests and never run.
"""

import collections
import copy
import json
import math
import re
import statistics

import numpy as np
import pandas as pd


# slow: membership-in-list
def find_duplicates(items):
    seen = []
    dups = []
    for item in items:
        if item in seen and item not in dups:
            dups.append(item)
        seen.append(item)
    return dups


# slow: membership-in-list
def bfs(grid, start, goal):
    visited = []
    queue = collections.deque([start])
    while queue:
        cell = queue.popleft()
        if cell in visited:
            continue
        visited.append(cell)
        if cell == goal:
            return len(visited)
        for nxt in grid[cell]:
            queue.append(nxt)


# slow: membership-in-list
def filter_orders(orders: list[dict], blocked_ids: list[int]):
    return list(filter(lambda o: o["id"] not in blocked_ids, orders))


# slow: pop-from-front
def process(tasks):
    pending = [t for t in tasks]
    results = []
    while len(pending) > 0:
        t = pending.pop(0)
        results.append(t())
    return results


# slow: pop-from-front
def moving(values, window):
    buf = []
    out = []
    for v in values:
        buf.append(v)
        if len(buf) > window:
            del buf[0]
        out.append(sum(buf) / len(buf))
    return out


# slow: count-in-loop
def char_freq(text):
    freq = {}
    for c in text:
        freq[c] = text.count(c)
    return freq


# slow: string-concat-in-loop
def build_sql(ids):
    q = "SELECT * FROM t WHERE id IN ("
    for i in ids:
        q += str(i) + ","
    return q[:-1] + ")"


# slow: string-concat-in-loop
def caesar(message, key):
    out = ""
    for ch in message:
        if ch.isalpha():
            out = out + chr((ord(ch) - 65 + key) % 26 + 65)
        else:
            out = out + ch
    return out


# slow: string-concat-in-loop
class Page:
    def __init__(self, rows):
        self.html = ""
        self.rows = rows

    def render(self):
        for row in self.rows:
            self.html += "<tr>"
            for cell in row:
                self.html += "<td>%s</td>" % cell
            self.html += "</tr>"
        return self.html


# slow: grow-array-in-loop
def track(sim, steps):
    xs = np.zeros(0)
    for _ in range(steps):
        x = sim.step()
        xs = np.concatenate([xs, [x]])
    return xs


# slow: grow-array-in-loop
def rows(data):
    m = None
    for d in data:
        if m is None:
            m = np.array([d])
        else:
            m = np.r_[m, [d]]
    return m


# slow: grow-frame-in-loop
def combine(files):
    df = None
    for f in files:
        part = pd.read_csv(f)
        df = part if df is None else pd.concat([df, part])
    return df


# slow: iterrows
def to_dicts(df):
    out = []
    for i, row in df.iterrows():
        out.append({"id": i, "v": row["v"]})
    return out


# slow: frame-cell-in-loop
def bump(df):
    for i in df.index:
        df.at[i, "price"] = df.at[i, "price"] * 1.1
    return df


# slow: apply-by-row
def full(df):
    def name(r):
        return r["first"] + " " + r["last"]

    df["full"] = df.apply(name, axis="columns")
    return df


# slow: vectorize
@np.vectorize
def sign(x):
    return 1 if x > 0 else -1


# slow: array-element-loop
def mse(a, b):
    a = np.asarray(a)
    b = np.asarray(b)
    s = 0
    for i in range(a.shape[0]):
        s += (a[i] - b[i]) ** 2
    return s / a.shape[0]


# slow: array-element-loop
def threshold(img: np.ndarray, t: float):
    for i in range(img.shape[0]):
        for j in range(img.shape[1]):
            if img[i, j] > t:
                img[i, j] = 255
            else:
                img[i, j] = 0
    return img


# slow: array-element-loop
def cumulative(n):
    x = np.random.normal(size=n)
    y = np.zeros(n)
    y[0] = x[0]
    for i in range(1, n):
        y[i] = 0.9 * y[i - 1] + x[i]
    return y


# slow: repeated-work
def zscores(data):
    return [(x - statistics.mean(data)) / statistics.stdev(data) for x in data]


# slow: repeated-work
def match(words, text):
    return [w for w in words if w in set(text.split())]


# slow: repeated-work
def rank(values):
    out = []
    for v in values:
        ordered = sorted(values)
        out.append(ordered.index(v))
    return out


# slow: file-read-in-loop
def lookup(keys):
    res = {}
    for k in keys:
        with open("db.json") as fh:
            res[k] = json.load(fh).get(k)
    return res


# slow: compile-in-loop
def grep(lines, words):
    out = []
    for line in lines:
        rx = re.compile(r"\b(foo|bar)\b", re.I)
        if rx.search(line):
            out.append(line)
    return out


# slow: recursion-without-memory
def coins(amount, kinds):
    if amount == 0:
        return 0
    best = math.inf
    for k in kinds:
        if k <= amount:
            best = min(best, 1 + coins(amount - k, kinds))
    return best


# slow: recursion-without-memory
class Solver:
    def ways(self, n):
        if n <= 1:
            return 1
        return self.ways(n - 1) + self.ways(n - 2)


# slow: recursion-on-slices
def total(xs):
    return 0 if not xs else xs[0] + total(xs[1:])


# slow: sorted-for-one
def second_largest(xs):
    return sorted(xs)[-2]


# slow: sort-in-loop
def top_scores(stream, k):
    best = []
    for s in stream:
        best.append(s)
        best = sorted(best, reverse=True)[:k]
    return best


# slow: minimum-in-loop
def run(events, handle):
    while events:
        nxt = min(events, key=lambda e: e.time)
        events.remove(nxt)
        events.extend(handle(nxt))


# slow: nested-loop-intersection
def join(users, orders):
    out = []
    for u in users:
        for o in orders:
            if u["id"] == o["user_id"]:
                out.append((u["name"], o["total"]))
    return out


# slow: linear-search-in-loop
def attach(employees, departments):
    for e in employees:
        e["dept"] = [d for d in departments if d["id"] == e["dept_id"]][0]["name"]


# slow: scan-of-dict
def get(d, key):
    for k in d:
        if k == key:
            return d[k]


# slow: matrix-product-by-hand
def mm(A, B, n):
    C = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            s = 0
            for k in range(n):
                s += A[i][k] * B[k][j]
            C[i][j] = s
    return C


# slow: pairwise-by-hand
def forces(xs, ys):
    n = len(xs)
    d = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            d[i, j] = np.sqrt((xs[i] - xs[j]) ** 2 + (ys[i] - ys[j]) ** 2)
    return d


# slow: sum-of-lists
def flatten(ll):
    return sum(ll, [])


# slow: copy-to-grow
def powerset(s):
    out = [[]]
    for x in s:
        out = out + [o + [x] for o in out]
    return out


# slow: copy-to-grow
def collect(pairs):
    t = ()
    for a, b in pairs:
        t = t + ((a, b),)
    return t


# slow: insert-at-front
def rev(xs):
    out = []
    for x in xs:
        out.insert(0, x)
    return out


# slow: deepcopy-in-loop
def search(state, moves):
    results = []
    for m in moves:
        s = copy.deepcopy(state)
        s.apply(m)
        results.append(s)
    return results


# slow: remove-from-list-in-loop
def sieve(n):
    nums = list(range(2, n))
    for p in nums:
        for m in range(p * 2, n, p):
            if m in nums:
                nums.remove(m)
    return nums


# slow: builtin-on-array
def norm(n):
    v = np.random.rand(n)
    return math.sqrt(sum(v * v))


# slow: trial-division
def is_prime(n):
    for i in range(2, n):
        if n % i == 0:
            return False
    return True


# slow: prefix-recomputed
def cum(xs):
    out = []
    for i in range(len(xs)):
        out.append(sum(xs[0 : i + 1]))
    return out


# slow: frame-filter-in-loop
def per_user(df: pd.DataFrame):
    res = {}
    for u in df["user"].unique():
        res[u] = df[df["user"] == u]["amount"].mean()
    return res


# slow: shrink-by-slice
def chunks(seq, n):
    out = []
    while seq:
        out.append(seq[:n])
        seq = seq[n:]
    return out


# slow: bytes-concat-in-loop
def read_all(path):
    data = b""
    with open(path, "rb") as f:
        while True:
            block = f.read(1024)
            if not block:
                break
            data += block
    return data


# slow: list-index-in-loop
def encode(text, alphabet):
    letters = list(alphabet)
    return [letters.index(c) for c in text]
