"""K-means clustering of points held in plain lists.

source: the textbook algorithm, the way talks on fast Python write it down first
run: python kmeans.py
expect: hottest find_labels, dist
expect: winner >= 71 in find_labels, kmeans
expect: identical in find_labels, kmeans
"""

import random


def dist(p, q):
    return sum((a - b) ** 2 for a, b in zip(p, q))


def find_labels(points, centers):
    labels = []
    for point in points:
        distances = [dist(point, center) for center in centers]
        labels.append(distances.index(min(distances)))
    return labels


def compute_centers(points, labels, k):
    n_dims = len(points[0])
    sums = [[0.0] * n_dims for _ in range(k)]
    counts = [0] * k
    for point, label in zip(points, labels):
        counts[label] += 1
        for d in range(n_dims):
            sums[label][d] += point[d]
    return [[s / max(count, 1) for s in row] for row, count in zip(sums, counts)]


def kmeans(points, k):
    centers = random.sample(points, k)
    rounds = 0
    while True:
        labels = find_labels(points, centers)
        new_centers = compute_centers(points, labels, k)
        rounds += 1
        if new_centers == centers:
            return labels, centers, rounds
        centers = new_centers


def make_points(n_points, n_blobs):
    blobs = [(random.uniform(-10, 10), random.uniform(-10, 10)) for _ in range(n_blobs)]
    points = []
    for i in range(n_points):
        x, y = blobs[i % n_blobs]
        points.append([random.gauss(x, 2.5), random.gauss(y, 2.5)])
    return points


def main():
    random.seed(2)
    points = make_points(5000, 10)
    labels, centers, rounds = kmeans(points, 10)
    print("converged after", rounds, "rounds")
    for i, center in enumerate(centers):
        print(i, labels.count(i), center)


if __name__ == "__main__":
    main()
