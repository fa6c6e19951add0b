"""Functions made in a loop all see the loop's last value, when they are called.

kind: nonlocal
"""

def makers(count):
    functions = []
    total = 0
    for k in range(count):
        if k % 1000 == 0:
            functions.append(lambda x: x * k + total)
        for j in range(20):
            total += (k ^ j) & 3
    return functions, total


def main():
    functions, total = makers(120_000)
    print(len(functions), functions[0](2), functions[-1](3), total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def called(count):
    functions, total = makers(count)
    return [function(2) for function in functions], total


def probes():
    yield called, 5
    yield called, 2500
    yield called, 0
    yield called, 1
    yield called, 2.0
    yield called, True
    yield makers, 3
