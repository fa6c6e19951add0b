"""Loops as people write them: with trips that need each other, and with trips that do not."""

# mypy: ignore-errors
# The functions are subjects of tests, written without types as their authors would.

import math

import numpy as np

# ------------------------------------------------------------ over two grids


def jacobi(old, new):
    for i in range(1, old.shape[0] - 1):
        for j in range(1, old.shape[1] - 1):
            new[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0


def gauss_seidel(old, new):
    for i in range(1, old.shape[0] - 1):
        for j in range(1, old.shape[1] - 1):
            old[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0


def rows_in_place(old, new):
    for i in range(old.shape[0]):
        for j in range(1, old.shape[1]):
            old[i, j] = old[i, j] + old[i, j - 1]


def columns_in_place(old, new):
    for i in range(1, old.shape[0]):
        for j in range(old.shape[1]):
            old[i, j] = old[i, j] + old[i - 1, j]


def total(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        s += old[i, 0]
    return s


def last_one(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        s = old[i, 0]
        new[i, 0] = s
    return s


def private(old, new):
    for i in range(old.shape[0]):
        s = 0.0
        for j in range(old.shape[1]):
            s += old[i, j]
        new[i, 0] = s


def carried(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        new[i, 0] = s
        s = old[i, 0]


def until(old, new):
    for i in range(old.shape[0]):
        if old[i, 0] > 0.5:
            break
        new[i, 0] = 1.0


def same_cell(old, new):
    for i in range(old.shape[0]):
        new[0, 0] = old[i, 0]


def shifted(old, new):
    for i in range(old.shape[0] - 1):
        old[i, 0] = old[i + 1, 0]


def collected(old, new):
    out = []
    for i in range(old.shape[0]):
        out.append(old[i, 0])
    return out


def variable_lives_on(old, new):
    for i in range(old.shape[0]):
        new[i, 0] = 1.0
    return i


def maybe_assigned(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        if old[i, 0] > 0.5:
            s = old[i, 0]
        new[i, 0] = s


def anti_diagonal(old, new):
    for i in range(1, old.shape[0]):
        for j in range(old.shape[1] - 1):
            old[i, j] = old[i - 1, j + 1] + 1.0


def ahead_only(old, new):
    for i in range(old.shape[0] - 1):
        for j in range(1, old.shape[1]):
            old[i, j] = old[i + 1, j - 1] * 0.5


def two_statements(old, new):
    for i in range(1, old.shape[0]):
        new[i, 0] = old[i, 0] * 2.0
        old[i - 1, 0] = new[i, 0] + 1.0


def two_statements_backwards(old, new):
    for i in range(1, old.shape[0]):
        new[i, 0] = old[i - 1, 1] * 2.0
        old[i, 1] = new[i, 0] + 1.0


def transposed(old, new):
    n = min(old.shape[0], old.shape[1], new.shape[0], new.shape[1])
    for i in range(n):
        for j in range(n):
            new[j, i] = old[i, j] - i + 2 * j


def diagonal(old, new):
    for i in range(min(old.shape)):
        new[i, i] = old[i, i] * 3.0


def every_second(old, new):
    for i in range(0, old.shape[0] - 1, 2):
        new[i, 1] = old[i + 1, 0]


def triangle(old, new):
    for i in range(old.shape[0]):
        for j in range(i):
            if j < old.shape[1]:
                new[i, j] = old[i, j] + 1.0


def clipped(old, new):
    for i in range(old.shape[0]):
        for j in range(old.shape[1]):
            if old[i, j] > 0.5:
                new[i, j] = 0.5
            elif old[i, j] < -0.5:
                new[i, j] = -0.5
            else:
                new[i, j] = old[i, j]


def conditional_value(old, new):
    for i in range(old.shape[0]):
        x = old[i, 0]
        if x < 0:
            x = -x
        new[i, 0] = math.sqrt(x) / (1.0 + x)


def divided(old, new):
    for i in range(old.shape[0]):
        new[i, 0] = 1.0 / old[i, 0]


def halfway_out(old, new):
    for i in range(new.shape[0] + 1):
        new[i, 0] = 1.0


def from_the_end(old, new):
    for i in range(old.shape[0]):
        new[i, 0] = old[i - 1, 0]


def sum_by_rows(old, new):
    for i in range(old.shape[0]):
        s = 0.0
        for j in range(old.shape[1]):
            s += old[i, j] * new[i, j]
        new[i, 0] = s


def product(old, new):
    n = min(old.shape[0], old.shape[1])
    out = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            for k in range(n):
                out[i, j] += old[i, k] * old[k, j]
    return out


def steps(old, new):
    for _ in range(5):
        for i in range(1, old.shape[0] - 1):
            for j in range(1, old.shape[1] - 1):
                new[i, j] = (old[i - 1, j] + old[i + 1, j]) * 0.5
        old, new = new, old
    return old


def horner(old, new):
    for i in range(old.shape[0]):
        y = 0.0
        for k in range(old.shape[1]):
            y = y * 0.5 + old[i, k]
        new[i, 0] = y


def cubic(old, new):
    for i in range(old.shape[0]):
        for j in range(old.shape[1]):
            x = old[i, j]
            new[i, j] = 0.25 * x**3 + 0.75 * x**2 - 1.5 * x - 2.0


def cubic_sum(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        s += 0.25 * old[i, 0] ** 3 + 0.75 * old[i, 0] - new[i, 0] / 3.0
    return s


# ----------------------------------------------------------- over two lists


def doubled(xs, ys):
    out = []
    for i in range(len(xs)):
        out.append(2.0 * xs[i] + 1.0)
    return out


def filtered(xs, ys):
    out = []
    for x in xs:
        if x > 0.0:
            out.append(x * x)
    return out


def dot(xs, ys):
    s = 0.0
    for i in range(len(xs)):
        s += xs[i] * ys[i]
    return s


def difference(xs, ys):
    s = 1.0
    for x in xs:
        s -= x
    return s


def written_back(xs, ys):
    for i in range(len(xs)):
        ys[i] = xs[i] + ys[i]


def prefix(xs, ys):
    s = 0.0
    for i in range(len(xs)):
        s += xs[i]
        ys[i] = s


def recurrence(xs, ys):
    for i in range(1, len(xs)):
        xs[i] = xs[i - 1] * 0.5 + xs[i]


def fir(xs, ys):
    for i in range(2, len(xs)):
        ys[i] = 0.25 * xs[i] + 0.5 * xs[i - 1] + 0.25 * xs[i - 2]


def counted(xs, ys):
    n = 0
    for x in xs:
        if x > 0.0:
            n += 1
    return n


def pairs(xs, ys):
    out = []
    for x in xs:
        for y in ys:
            out.append(x * 10.0 + y)
    return out


def integers(xs, ys):
    s = 0
    for i in range(len(xs)):
        s += xs[i] * ys[i] + 3
    return s


def integers_divided(xs, ys):
    out = []
    for i in range(len(xs)):
        out.append(xs[i] // 3 + xs[i] % 4 - ys[i])
    return out


def ratios(xs, ys):
    out = []
    for i in range(len(xs)):
        out.append(xs[i] / 7)
    return out


def half_square(x):
    return 0.5 * x * x


def with_helper(xs, ys):
    out = []
    for x in xs:
        out.append(half_square(x) + 1.0)
    return out


# ------------------------------------------------------------ sums of products


def product_of_rows(a, b, c):
    for i in range(len(a)):
        for j in range(len(b[0])):
            s = 0.0
            for k in range(len(b)):
                s += a[i][k] * b[k][j]
            c[i][j] = s


def product_hoisted(a, b, c):
    for i in range(a.shape[0]):
        for k in range(a.shape[1]):
            x = a[i, k]
            for j in range(b.shape[1]):
                c[i, j] += x * b[k, j]


def product_outermost(a, b, c):
    for k in range(a.shape[1]):
        for j in range(b.shape[1]):
            for i in range(a.shape[0]):
                c[i, j] = 2.0 * a[i, k] * b[k, j] + c[i, j]


def product_scaled(a, b, c):
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            c[i, j] *= 0.5
            for k in range(b.shape[0]):
                c[i, j] -= a[i, k] * b[k, j]


def product_transposed(a, b, c):
    for i in range(b.shape[0]):
        for j in range(a.shape[1]):
            for k in range(b.shape[1]):
                c[j, i] += b[i, k] * a[k, j]


def product_generated(a, b, c):
    n = len(b)
    return [[sum(a[i][k] * b[k][j] for k in range(n)) for j in range(len(c))] for i in range(n)]


def product_while(a, b, c):
    i = 0
    while i < a.shape[0]:
        for j in range(b.shape[1]):
            for k in range(1, b.shape[0], 2):
                c[i, j] += a[i, k] * b[k, j]
        i += 1


def product_with_vector(a, b, c):
    for i in range(a.shape[1]):
        s = 0.0
        for j in range(a.shape[0]):
            s += a[j, i] * b[j, 0]
        c[i, 0] = s


def product_of_deviations(a, b, c):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[0]):
                c[i, j] += (a[k, i] - b[i, 0]) * (a[k, j] - b[j, 0])


def product_of_three(a, b, c):
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            for k in range(b.shape[1]):
                c[i, j] += a[i, j] * b[j, k] * a[i, k]


def product_in_place(a, b, c):
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(b.shape[0]):
                a[i, j] += a[i, k] * b[k, j]


def product_of_differences(a, b, c):
    for i in range(a.shape[0]):
        for j in range(b.shape[0]):
            for k in range(a.shape[1]):
                c[i, j] += (a[i, k] - b[j, k]) * (a[i, k] - b[j, k])


def product_that_decides(a, b, c):
    n = 0
    for i in range(a.shape[0]):
        s = 0.0
        for k in range(a.shape[1]):
            s += a[i, k] * b[k, 0]
        if s > 1.0:
            n += 1
    return n


def product_up_to(a, b, c):
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            for k in range(i):
                c[i, j] += a[i, k] * b[k, j]


def product_left_early(a, b, c):
    for i in range(a.shape[0]):
        for k in range(b.shape[0]):
            if a[i, k] == 0.0:
                break
            c[i, 0] += a[i, k] * b[k, 0]


# -------------------------------------------------- floats that decide something


def reaches_one(old, new):
    s = 0.0
    for i in range(old.shape[0]):
        s += old[i, 0]
    return 1 if s >= 1.0 else 0


def grown_above(old, new):
    for i in range(old.shape[0]):
        x = math.exp(old[i, 0])
        new[i, 0] = x if x > 2.0 else 0.0


def grown_where(old, new):
    for i in range(old.shape[0]):
        new[i, 0] = math.exp(old[i, 0]) if old[i, 0] > 0.5 else 0.0


# ------------------------------------------------------------ worth several cores


def roots(given, weights, found):
    for i in range(len(given)):
        total = 0.0
        for j in range(1, 1000):
            total += math.sqrt(given[i]) / (weights[i] + j)
        found[i] = total


def blurred(old, new, steps):
    for _ in range(steps):
        for i in range(1, old.shape[0] - 1):
            for j in range(1, old.shape[1] - 1):
                new[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0
        old, new = new, old
    return old


# ------------------------------------------------------ sums at computed places


def histogram(labels, counts):
    for i in range(len(labels)):
        counts[labels[i]] += 1


def histogram_named(labels, counts):
    for label in labels:
        if label > 0:
            counts[label] = counts[label] + label


def weighted(old, new):
    for i in range(old.shape[0]):
        for j in range(old.shape[1]):
            k = (i * 7 + j * j) % 3
            new[k, 0] -= old[i, j]


def histogram_read(labels, counts):
    seen = 0
    for i in range(len(labels)):
        counts[labels[i]] += 1
        if counts[labels[i]] > 1:
            seen += 1
    return seen


def histogram_until(labels, counts):
    for i in range(len(labels)):
        counts[labels[i]] += counts[0]


# ------------------------------------------------------- the smallest, the largest


def smallest(first, second):
    best = first[0]
    where = 0
    for i in range(1, len(first)):
        if first[i] < best:
            best = first[i]
            where = i
    second[0] = best
    return where


def largest_of_every_second(first, second):
    best = -1.5
    for i in range(0, len(first), 2):
        best = max(best, first[i])
    return best


def nearest(first, second):
    best = 10.0
    found = -1.0
    for i in range(min(len(first), len(second))):
        d = (first[i] - 0.5) * (first[i] - 0.5)
        if best > d:
            best = d
            found = second[i]
    second[0] = best
    return found


def largest_length(first, second):
    best = 0
    for x in first:
        if len(second) - x > best:
            best = len(second) - x
    return best


def two_smallest(first, second):
    best, next_best = 10.0, 10.0
    for x in first:
        if x < best:
            next_best = best
            best = x
    return best, next_best


def last_smallest(first, second):
    best = first[0]
    where = 0
    for i in range(len(first)):
        if first[i] <= best:
            best = first[i]
            where = i
    return best, where


def records(first, second):
    best = 0.0
    count = 0
    for x in first:
        if x > best:
            best = x
            count += 1
    return best, count


def better_by_a_margin(first, second):
    best = 10.0
    for x in first:
        if x < best:
            best = x + 1.0
    return best
