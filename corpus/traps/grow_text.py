"""Text that grows by += is joined text only while all of it is plain text.

kind: string concatenation of non-strings
"""

def render(parts, text):
    for part in parts:
        text += part
    return text


def main():
    parts = [f"{i};" for i in range(4_000)]
    sizes = [len(render(parts, "<")) for _ in range(1500)]
    print(sum(sizes), render(parts[:4], ">"))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Shout(str):
    def __radd__(self, other):
        return other + self.upper()


class Odd:
    def __radd__(self, other):
        return 17


def probes():
    yield render, ["a", Shout("b"), "c"], "x"
    yield render, ["a", "b"], Shout("x")
    yield render, ["a", Odd(), 3], "x"
    yield render, ["a", 1, "c"], "x"
    yield render, [1, 2, 3.5], 0
    yield render, [[1], [2]], [0]
    yield render, [(1,), (2,)], ()
    yield render, [b"a", b"b"], b""
    yield render, [b"a"], ""
    yield render, [b"a", b"b"], bytearray(b"x")
    yield render, [], None
    yield render, "abc", ""
    yield render, None, ""
    yield render, iter(["a", "b"]), ""
    yield render, ["ab", "cd"], []
    yield render, [None], ""
    yield render, {"k": 1, "l": 2}, ""
