"""Write random numbers in base sixteen and read them back.

source: the string-parsing micro-benchmark used to compare languages
run: python parse_int.py
"""

import random

random.seed(5)


def parse_ints(count):
    for _ in range(count):
        n = random.randint(0, 2**32 - 1)
        s = hex(n)
        if s[-1] == "L":
            s = s[:-1]
        m = int(s, 16)
        assert m == n
    return n


for repeat in range(16):
    n = parse_ints(200_000)
print(n, hex(n))
