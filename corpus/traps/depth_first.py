"""Recursion over a nested structure, as deep as the data, changing a list on the way.

kind: recursion with memo
"""

def total(tree, path):
    value, children = tree
    path.append(value)
    result = value * len(path)
    for child in children:
        result += total(child, path)
    path.pop()
    return result


def grow(depth, width, seed):
    children = [grow(depth - 1, width, seed * 7 + k) for k in range(width)] if depth else []
    return (float(seed % 11), children)


def main():
    tree = grow(9, 3, 1)
    results = [total(tree, []) for _ in range(40)]
    print(sum(results), results[0])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def deep(n):
    tree = (1.0, [])
    for _ in range(n):
        tree = (1.0, [tree])
    path = []
    try:
        return total(tree, path)
    finally:
        print(len(path))


def probes():
    leaf = (2.0, [])
    yield total, (1.0, [leaf, leaf, leaf]), []
    yield total, (1, [(2, []), (2.5, [])]), []
    yield total, (1.0, [(2.0, [("x", [(None, [])])])]), [9]
    yield total, (1.0, [leaf, (2.0,)]), []
    yield deep, 100
    yield deep, 5000
    yield total, (2**62, [(2**62, [])]), []
    yield total, [1.0, (leaf, leaf)], []
    yield total, (1.0, [leaf]), None
    loop = (1.0, [])
    loop[1].append(loop)
    yield total, loop, [0] * 990
