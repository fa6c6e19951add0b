"""What the functions of ``random`` do to the state of the generator, number by number.

Nothing here is called by us: it is the text that a kernel gets in place of a draw, compiled
like a helper of the program's own. It is ordinary Python, so that it can be read beside
CPython's ``random.py`` and tested against it, and it takes the steps of the original in their
order, so that every float is rounded the same.

``words`` are the 624 words of the Mersenne Twister, the place of the next, and how many of them
lie in ``ready`` as they are handed out (none at first). ``spare`` tells whether ``gauss`` has a
number left over, and which. Where the original raises, or where 64 bits do not do, an exception
stands, which makes the kernel leave.
"""

# ruff: noqa: PLR0917, PLR2004 # states come first; the numbers are those of the algorithms
# ruff: noqa: PLR0917, SIM108, B007 # written as plainly as the compiler reads it

from __future__ import annotations

import math

TWO_PI = 2.0 * math.pi
NORMAL_MAGIC = 4 * math.exp(-0.5) / math.sqrt(2.0)
E = math.e
LOG_4 = math.log(4.0)
GAMMA_MAGIC = 1.0 + math.log(4.5)


def mersenne_refill(words: list[int]) -> None:
    """Make the next 624 words."""
    for k in range(227):
        y = (words[k] & 0x80000000) | (words[k + 1] & 0x7FFFFFFF)
        words[k] = words[k + 397] ^ (y >> 1) ^ (-(y & 1) & 0x9908B0DF)
    for k in range(227, 623):
        y = (words[k] & 0x80000000) | (words[k + 1] & 0x7FFFFFFF)
        words[k] = words[k - 227] ^ (y >> 1) ^ (-(y & 1) & 0x9908B0DF)
    y = (words[623] & 0x80000000) | (words[0] & 0x7FFFFFFF)
    words[623] = words[396] ^ (y >> 1) ^ (-(y & 1) & 0x9908B0DF)
    words[624] = 0


def mersenne_more(words: list[int], ready: list[int]) -> None:
    """Get ready what is handed out next: all at once, which is several times faster."""
    if words[624] >= 624:
        mersenne_refill(words)
    for k in range(624):
        y = words[k] & 0xFFFFFFFF
        y = y ^ (y >> 11)
        y = y ^ ((y << 7) & 0x9D2C5680)
        y = y ^ ((y << 15) & 0xEFC60000)
        ready[k] = y ^ (y >> 18)
    words[625] = 624


def mersenne_word(words: list[int], ready: list[int]) -> int:
    """32 random bits."""
    if words[624] >= words[625]:
        mersenne_more(words, ready)
    place = words[624]
    words[624] = place + 1
    return ready[place]


def mersenne_random(words: list[int], ready: list[int]) -> float:
    """``random()``: 53 random bits, of two words."""
    place = words[624]
    if place + 2 <= words[625]:
        words[624] = place + 2
        high = ready[place] >> 5
        low = ready[place + 1] >> 6
    else:
        high = mersenne_word(words, ready) >> 5
        low = mersenne_word(words, ready) >> 6
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0)


def mersenne_getrandbits(words: list[int], ready: list[int], k: int) -> int:
    """``getrandbits(k)``, up to 63 of them; the words come lowest first."""
    if k < 0 or k > 63:
        raise OverflowError
    if k == 0:
        return 0
    if k <= 32:
        return mersenne_word(words, ready) >> (32 - k)
    low = mersenne_word(words, ready)
    return low | ((mersenne_word(words, ready) >> (64 - k)) << 32)


def mersenne_below(words: list[int], ready: list[int], n: int) -> int:
    """``_randbelow(n)``: as many bits as ``n`` has, again and again until they are below it."""
    if n < 1:
        raise ValueError
    k = n.bit_length()
    r = mersenne_getrandbits(words, ready, k)
    while r >= n:
        r = mersenne_getrandbits(words, ready, k)
    return r


def mersenne_randrange_1(words: list[int], ready: list[int], stop: int) -> int:
    """``randrange(stop)``."""
    return mersenne_below(words, ready, stop)


def mersenne_randrange_2(words: list[int], ready: list[int], start: int, stop: int) -> int:
    """``randrange(start, stop)``."""
    return start + mersenne_below(words, ready, stop - start)


def mersenne_randrange_3(
    words: list[int], ready: list[int], start: int, stop: int, step: int
) -> int:
    """``randrange(start, stop, step)``."""
    width = stop - start
    if step == 1:
        n = width
    elif step > 0:
        n = (width + step - 1) // step
    elif step < 0:
        n = (width + step + 1) // step
    else:
        raise ValueError
    return start + step * mersenne_below(words, ready, n)


def mersenne_randint(words: list[int], ready: list[int], a: int, b: int) -> int:
    """``randint(a, b)``."""
    return a + mersenne_below(words, ready, b + 1 - a)


def mersenne_uniform(words: list[int], ready: list[int], a: float, b: float) -> float:
    """``uniform(a, b)``."""
    return a + (b - a) * mersenne_random(words, ready)


def mersenne_triangular(
    words: list[int],
    ready: list[int],
    low: float = 0.0,
    high: float = 1.0,
    mode: float | None = None,
) -> float:
    """``triangular(low, high, mode)``."""
    u = mersenne_random(words, ready)
    c = 0.5 if mode is None else (mode - low) / (high - low)
    if u > c:
        return high + (low - high) * math.sqrt((1.0 - u) * (1.0 - c))
    return low + (high - low) * math.sqrt(u * c)


def mersenne_normalvariate(
    words: list[int], ready: list[int], mu: float = 0.0, sigma: float = 1.0
) -> float:
    """``normalvariate(mu, sigma)``, by the ratio of two uniform numbers."""
    z = 0.0
    zz = 1.0
    limit = 0.0
    while not zz <= limit:
        u1 = mersenne_random(words, ready)
        u2 = 1.0 - mersenne_random(words, ready)
        z = NORMAL_MAGIC * (u1 - 0.5) / u2
        zz = z * z / 4.0
        limit = -math.log(u2)
    return mu + z * sigma


def mersenne_lognormvariate(
    words: list[int], ready: list[int], mu: float = 0.0, sigma: float = 1.0
) -> float:
    """``lognormvariate(mu, sigma)``."""
    return math.exp(mersenne_normalvariate(words, ready, mu, sigma))


def mersenne_gauss(
    words: list[int], ready: list[int], spare: list[float], mu: float = 0.0, sigma: float = 1.0
) -> float:
    """``gauss(mu, sigma)``: two numbers are made at a time, and one is left for the next call."""
    if spare[0] != 0.0:
        spare[0] = 0.0
        z = spare[1]
    else:
        angle = mersenne_random(words, ready) * TWO_PI
        length = math.sqrt(-2.0 * math.log(1.0 - mersenne_random(words, ready)))
        z = math.cos(angle) * length
        spare[1] = math.sin(angle) * length
        spare[0] = 1.0
    return mu + z * sigma


def mersenne_expovariate(words: list[int], ready: list[int], lambd: float) -> float:
    """``expovariate(lambd)``."""
    return -math.log(1.0 - mersenne_random(words, ready)) / lambd


def mersenne_gammavariate(words: list[int], ready: list[int], alpha: float, beta: float) -> float:
    """``gammavariate(alpha, beta)``."""
    if alpha <= 0.0 or beta <= 0.0:
        raise ValueError
    if alpha > 1.0:
        return mersenne_gamma_above_1(words, ready, alpha) * beta
    if alpha == 1.0:
        return -math.log(1.0 - mersenne_random(words, ready)) * beta
    return mersenne_gamma_below_1(words, ready, alpha) * beta


def mersenne_gamma_above_1(words: list[int], ready: list[int], alpha: float) -> float:
    """Cheng's way."""
    ainv = math.sqrt(2.0 * alpha - 1.0)
    bbb = alpha - LOG_4
    ccc = alpha + ainv
    while True:
        u1 = mersenne_random(words, ready)
        if not 1e-7 < u1 < 0.9999999:
            continue
        u2 = 1.0 - mersenne_random(words, ready)
        v = math.log(u1 / (1.0 - u1)) / ainv
        x = alpha * math.exp(v)
        z = u1 * u1 * u2
        r = bbb + ccc * v - x
        if r + GAMMA_MAGIC - 4.5 * z >= 0.0 or r >= math.log(z):
            return x


def mersenne_gamma_below_1(words: list[int], ready: list[int], alpha: float) -> float:
    """Algorithm GS of Kennedy and Gentle."""
    while True:
        u = mersenne_random(words, ready)
        b = (E + alpha) / E
        p = b * u
        if p <= 1.0:
            x = math.pow(p, 1.0 / alpha)
        else:
            x = -math.log((b - p) / alpha)
        u1 = mersenne_random(words, ready)
        if p > 1.0:
            if u1 <= math.pow(x, alpha - 1.0):
                return x
        elif u1 <= math.exp(-x):
            return x


def mersenne_betavariate(words: list[int], ready: list[int], alpha: float, beta: float) -> float:
    """``betavariate(alpha, beta)``."""
    y = mersenne_gammavariate(words, ready, alpha, 1.0)
    if y != 0.0:
        return y / (y + mersenne_gammavariate(words, ready, beta, 1.0))
    return 0.0


def mersenne_paretovariate(words: list[int], ready: list[int], alpha: float) -> float:
    """``paretovariate(alpha)``."""
    u = 1.0 - mersenne_random(words, ready)
    return math.pow(u, -1.0 / alpha)


def mersenne_weibullvariate(words: list[int], ready: list[int], alpha: float, beta: float) -> float:
    """``weibullvariate(alpha, beta)``."""
    u = 1.0 - mersenne_random(words, ready)
    return alpha * math.pow(-math.log(u), 1.0 / beta)


def mersenne_choice(words: list[int], ready: list[int], items: list[float]) -> float:
    """``choice(items)``."""
    return items[mersenne_below(words, ready, len(items))]


def mersenne_shuffle(words: list[int], ready: list[int], items: list[float]) -> None:
    """``shuffle(items)``."""
    for i in reversed(range(1, len(items))):
        j = mersenne_below(words, ready, i + 1)
        items[i], items[j] = items[j], items[i]


def mersenne_sample(words: list[int], ready: list[int], items: list[float], k: int) -> list[float]:
    """``sample(items, k)``."""
    return [items[j] for j in mersenne_positions(words, ready, len(items), k)]


def mersenne_sample_range(
    words: list[int], ready: list[int], start: int, step: int, n: int, k: int
) -> list[int]:
    """``sample(range(…), k)``."""
    return [start + step * j for j in mersenne_positions(words, ready, n, k)]


def mersenne_positions(words: list[int], ready: list[int], n: int, k: int) -> list[int]:
    """Which are sampled: out of a pool, or until none comes twice where few are wanted."""
    if k < 0 or k > n:
        raise ValueError
    most = 21
    if k > 5:
        most += 4 ** math.ceil(math.log(k * 3) / math.log(4))
    chosen = []
    if n <= most:
        pool = list(range(n))
        for i in range(k):
            j = mersenne_below(words, ready, n - i)
            chosen.append(pool[j])
            pool[j] = pool[n - i - 1]
    else:
        taken = set()
        for i in range(k):
            j = mersenne_below(words, ready, n)
            while j in taken:
                j = mersenne_below(words, ready, n)
            taken.add(j)
            chosen.append(j)
    return chosen
