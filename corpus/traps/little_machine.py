"""A match statement runs a small program; patterns ask for types and shapes.

kind: match
"""

def execute(program, rounds):
    stack = []
    counter = 0
    for _ in range(rounds):
        for step in program:
            match step:
                case ("push", int() | float() as value):
                    stack.append(value)
                case ("add",):
                    stack.append(stack.pop() + stack.pop())
                case ("mod", int(value)) if value:
                    stack.append(stack.pop() % value)
                case ("count", *rest):
                    counter += len(rest)
                case _:
                    raise ValueError(step)
    return stack, counter


def main():
    program = [("push", 3), ("push", 4), ("add",), ("mod", 5), ("count", 1, 2), ("add",)]
    stack, counter = execute([("push", 1)], 1)
    program = [("push", 1), *program]
    print(execute(program, 150_000)[1], len(execute(program, 1000)[0]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield execute, [("push", 1), ("push", 2.5), ("add",)], 2
    yield execute, [("push", True), ("push", "x")], 1
    yield execute, [("add",)], 1
    yield execute, [("push", 7), ("mod", 0)], 1
    yield execute, [["push", 7], ["mod", 4]], 1
    yield execute, ["push"], 1
    yield execute, [("push", 2**62), ("push", 2**62), ("add",)], 1
    yield execute, [("push", -7), ("mod", 4)], 1
    yield execute, [("count",), ("count", 1)], 3
    yield execute, [None], 0
    yield execute, None, 1
