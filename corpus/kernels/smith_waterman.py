"""The best local alignment of two sequences.

source: bioinformatics textbooks
run: python smith_waterman.py
expect: winner >= 10 in best_score
expect: identical in best_score
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def best_score(a, b, match, mismatch, gap):
    previous = [0] * (len(b) + 1)
    best = 0
    for i in range(len(a)):
        current = [0] * (len(b) + 1)
        for j in range(len(b)):
            score = previous[j] + (match if a[i] == b[j] else mismatch)
            if previous[j + 1] + gap > score:
                score = previous[j + 1] + gap
            if current[j] + gap > score:
                score = current[j] + gap
            if score < 0:
                score = 0
            current[j + 1] = score
            if score > best:
                best = score
        previous = current
    return best


a = [int(draw() * 4) for _ in range(2200)]
b = [int(draw() * 4) for _ in range(2100)]
print(best_score(a, b, 3, -2, -4))
