# Arithmetic as CPython does it, for kernels that Numba compiles; a module is given only
# what it uses. Whatever cannot be done exactly as the original would raises Leave, and the
# original statements run. A line "#: name needs other" opens each piece.

#: add
@njit
def add(a, b):
    """a + b within 64 bits"""
    result = a + b
    if (a ^ result) & (b ^ result) < 0:
        raise Leave
    return result

#: subtract
@njit
def subtract(a, b):
    """a - b within 64 bits"""
    result = a - b
    if (a ^ b) & (a ^ result) < 0:
        raise Leave
    return result

#: multiply
@njit
def multiply(a, b):
    """a * b within 64 bits"""
    if -2147483648 <= a <= 2147483647 and -2147483648 <= b <= 2147483647:
        return a * b
    # The product of the doubles is off by 2 ** -51 of it at most.
    if abs(float(a) * float(b)) > 9.2e18:
        raise Leave
    return a * b

#: negate
@njit
def negate(a):
    """-a within 64 bits"""
    if a == -9223372036854775807 - 1:
        raise Leave
    return -a

#: int_abs needs negate
@njit
def int_abs(a):
    return negate(a) if a < 0 else a

#: floor_divide needs negate
@njit
def floor_divide(a, b):
    if b == 0:
        raise Leave
    return negate(a) if b == -1 else a // b

#: modulo
@njit
def modulo(a, b):
    if b == 0:
        raise Leave
    return a * 0 if b == -1 else a % b

#: word_add
@njit
def word_add(a, b):
    """a + b of unsigned numbers, modulo 2**64; so are those that follow"""
    return a + b

#: word_subtract
@njit
def word_subtract(a, b):
    return a - b

#: word_multiply
@njit
def word_multiply(a, b):
    return a * b

#: word_and
@njit
def word_and(a, b):
    return a & b

#: word_or
@njit
def word_or(a, b):
    return a | b

#: word_xor
@njit
def word_xor(a, b):
    return a ^ b

#: word_left
@njit
def word_left(a, b):
    return a << b

#: word_right
@njit
def word_right(a, b):
    return a >> b

#: word_divide
@njit
def word_divide(a, b):
    return a // b

#: word_modulo
@njit
def word_modulo(a, b):
    return a % b

#: product_modulo needs modulo multiply
@njit
def product_modulo(a, b, m):
    return modulo(multiply(a, b), m)

#: power needs multiply
@njit
def power(base, exponent):
    """base ** exponent for whole numbers"""
    if exponent < 0:
        raise Leave
    result = base * 0 + 1
    while True:
        if exponent & 1:
            result = multiply(result, base)
        exponent >>= 1
        if exponent == 0:
            return result
        base = multiply(base, base)

#: shift_left
@njit
def shift_left(a, count):
    if count < 0 or (a != 0 and count >= 63):
        raise Leave
    if a == 0:
        return a
    result = a << count
    if result >> count != a:
        raise Leave
    return result

#: shift_right
@njit
def shift_right(a, count):
    if count < 0:
        raise Leave
    return a >> min(count, 63)

#: int_min
@njit
def int_min(a, b):
    return b if b < a else a

#: int_max
@njit
def int_max(a, b):
    return b if b > a else a

#: float_min
@njit
def float_min(a, b):
    """Python's min: of equals, and where nothing compares, the first"""
    return b if b < a else a

#: float_max
@njit
def float_max(a, b):
    return b if b > a else a

#: at
@njit
def at(index, length):
    """An index that may count from the end, made an offset."""
    if index < 0:
        index += length
    if not 0 <= index < length:
        raise Leave
    return index

#: within
@njit
def within(index, length):
    if not 0 <= index < length:
        raise Leave
    return index

#: from_end
@njit
def from_end(index, length):
    return index + length if index < 0 else index

#: exactly
@njit
def exactly(a):
    """An int as a float of the same value."""
    if not -9007199254740992 <= a <= 9007199254740992:
        raise Leave
    return float(a)

#: true_divide needs exactly
@njit
def true_divide(a, b):
    if b == 0:
        raise Leave
    return exactly(a) / exactly(b)

#: divide
@njit
def divide(a, b):
    if b == 0.0:
        raise Leave
    return a / b

#: float_modulo
@njit
def float_modulo(a, b):
    if b == 0.0:
        raise Leave
    remainder = np.fmod(a, b)
    if remainder == 0.0:
        return math.copysign(0.0, b)
    return remainder + b if (b < 0.0) != (remainder < 0.0) else remainder

#: float_floor_divide
@njit
def float_floor_divide(a, b):
    if b == 0.0:
        raise Leave
    remainder = np.fmod(a, b)
    quotient = (a - remainder) / b
    if remainder != 0.0 and (b < 0.0) != (remainder < 0.0):
        quotient -= 1.0
    if quotient == 0.0:
        return math.copysign(0.0, a / b)
    down = float(np.floor(quotient))
    return down + 1.0 if quotient - down > 0.5 else down

#: float_power
@njit
def float_power(base, exponent):
    """The C library's pow; the sum hides a constant exponent, which would be worked out otherwise."""
    finite = math.isfinite(base) and math.isfinite(exponent)
    if not finite:
        raise Leave
    if base == 0.0 and exponent < 0.0 or base < 0.0 and exponent != np.floor(exponent):
        raise Leave
    result = math.pow(base, exponent + (base - base))
    if math.isinf(result):
        raise Leave
    return result

#: square needs float_power
@njit
def square(x):
    """x ** 2.0 to the last bit, nearly always at the price of a few multiplications."""
    product = x * x
    if 1e-36 < product < 1e36:
        # Dekker's exact product: product + error == x * x
        shifted = 134217729.0 * x
        high = shifted - (shifted - x)
        low = x - high
        error = ((high * high - product) + 2.0 * high * low) + low * low
        # A good pow() rounds to product unless the sum is close to the middle of two doubles.
        bits = np.float64(product).view(np.int64) & 0x7FF0000000000000
        binade = np.int64(bits).view(np.float64)
        if abs(error) < 0.487 * 2.220446049250313e-16 * binade:
            if product != binade or error == 0.0:
                return product
    return 0.0 if x == 0.0 else float_power(x, 2.0)

#: cube needs float_power
@njit
def cube(x):
    return float_power(x, 3.0)

#: root needs float_power
@njit
def root(x):
    return float_power(x, 0.5)

#: float_abs
@njit
def float_abs(x):
    return math.fabs(x)

#: complex_abs
@njit
def complex_abs(a):
    result = math.hypot(a.real, a.imag)
    if not math.isfinite(result):
        raise Leave
    return result

#: abs_against needs complex_abs
@njit
def abs_against(z, limit):
    """The sign of abs(z) - limit; the root is taken only where the squares are too close to tell"""
    square = z.real * z.real + z.imag * z.imag
    edge = limit * limit
    if square < edge * (1.0 - 1e-14):
        return -1
    if edge * (1.0 + 1e-14) < square < 1e300:
        return 1
    size = complex_abs(z)
    return int(size > limit) - int(size < limit)

#: float_int
@njit
def float_int(x):
    """int(x) within 64 bits"""
    if not -9223372036854775808.0 <= x < 9223372036854775808.0:
        raise Leave
    return np.int64(x)

#: float_round needs float_int
@njit
def float_round(x):
    """round(x): halves go to the even neighbour"""
    return float_int(np.rint(x))

#: math_floor needs float_int
@njit
def math_floor(x):
    return float_int(np.floor(x))

#: math_ceil needs float_int
@njit
def math_ceil(x):
    return float_int(np.ceil(x))

#: math_trunc needs float_int
@njit
def math_trunc(x):
    return float_int(x)

#: math_sqrt
@njit
def math_sqrt(x):
    if x < 0.0:
        raise Leave
    return math.sqrt(x)

#: np_sqrt
@njit
def np_sqrt(x):
    if x < 0.0:
        raise Leave
    return math.sqrt(x)

#: np_floor
@njit
def np_floor(x):
    return np.floor(x)

#: np_ceil
@njit
def np_ceil(x):
    return np.ceil(x)

#: np_trunc
@njit
def np_trunc(x):
    return np.trunc(x)

#: math_fabs
@njit
def math_fabs(x):
    return math.fabs(x)

#: math_copysign
@njit
def math_copysign(x, y):
    return math.copysign(x, y)

#: math_fmod
@njit
def math_fmod(x, y):
    if not (math.isfinite(x) and math.isfinite(y)) or y == 0.0:
        raise Leave
    return np.fmod(x, y)

#: math_pow needs float_power
@njit
def math_pow(x, y):
    return float_power(x, y)

#: math_atan2
@njit
def math_atan2(y, x):
    return math.atan2(y, x)

#: math_isnan
@njit
def math_isnan(x):
    return math.isnan(x)

#: math_isinf
@njit
def math_isinf(x):
    return math.isinf(x)

#: math_isfinite
@njit
def math_isfinite(x):
    return math.isfinite(x)

#: math_result
@njit
def math_result(result):
    """Where the answer is not finite, CPython decides whether that is an error."""
    if not math.isfinite(result):
        raise Leave
    return result

#: math_acos needs math_result
@njit
def math_acos(x):
    if not -1.0 <= x <= 1.0:
        raise Leave
    return math_result(math.acos(x))

#: math_acosh needs math_result
@njit
def math_acosh(x):
    if x < 1.0:
        raise Leave
    return math_result(math.acosh(x))

#: math_asin needs math_result
@njit
def math_asin(x):
    if not -1.0 <= x <= 1.0:
        raise Leave
    return math_result(math.asin(x))

#: math_asinh needs math_result
@njit
def math_asinh(x):
    return math_result(math.asinh(x))

#: math_atan needs math_result
@njit
def math_atan(x):
    return math_result(math.atan(x))

#: math_atanh needs math_result
@njit
def math_atanh(x):
    if not -1.0 < x < 1.0:
        raise Leave
    return math_result(math.atanh(x))

#: math_cos needs math_result
@njit
def math_cos(x):
    return math_result(math.cos(x))

#: math_cosh needs math_result
@njit
def math_cosh(x):
    return math_result(math.cosh(x))

#: math_erf needs math_result
@njit
def math_erf(x):
    return math_result(math.erf(x))

#: math_erfc needs math_result
@njit
def math_erfc(x):
    return math_result(math.erfc(x))

#: math_exp needs math_result
@njit
def math_exp(x):
    return math_result(math.exp(x))

#: math_expm1 needs math_result
@njit
def math_expm1(x):
    return math_result(math.expm1(x))

#: math_log needs math_result
@njit
def math_log(x):
    if x <= 0.0:
        raise Leave
    return math_result(math.log(x))

#: math_log1p needs math_result
@njit
def math_log1p(x):
    if x <= -1.0:
        raise Leave
    return math_result(math.log1p(x))

#: math_log2 needs math_result
@njit
def math_log2(x):
    if x <= 0.0:
        raise Leave
    return math_result(math.log2(x))

#: math_log10 needs math_result
@njit
def math_log10(x):
    if x <= 0.0:
        raise Leave
    return math_result(math.log10(x))

#: math_sin needs math_result
@njit
def math_sin(x):
    return math_result(math.sin(x))

#: math_sinh needs math_result
@njit
def math_sinh(x):
    return math_result(math.sinh(x))

#: math_tan needs math_result
@njit
def math_tan(x):
    return math_result(math.tan(x))

#: math_tanh needs math_result
@njit
def math_tanh(x):
    return math_result(math.tanh(x))

#: complex_of
@njit
def complex_of(real, imaginary):
    return complex(real, imaginary)

#: real
@njit
def real(a):
    return a.real

#: imag
@njit
def imag(a):
    return a.imag

#: complex_multiply
@njit
def complex_multiply(a, b):
    return complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real)

#: complex_divide
@njit
def complex_divide(a, b):
    if not (math.isfinite(b.real) and math.isfinite(b.imag)):
        raise Leave
    if abs(b.real) >= abs(b.imag):
        if b.real == 0.0:
            raise Leave
        ratio = b.imag / b.real
        scale = b.real + b.imag * ratio
        return complex((a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale)
    ratio = b.real / b.imag
    scale = b.real * ratio + b.imag
    return complex((a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale)

#: quiet
@njit
def quiet(x):
    """NumPy's numbers warn when they become infinite or not a number; that is for the original."""
    if not math.isfinite(x):
        raise Leave
    return x

#: extent
@njit
def extent(n):
    if not 0 <= n <= 2147483648:
        raise Leave
    return n

#: grown
@njit
def grown(values):
    """Twice the room, with what was there."""
    if len(values) > 1073741816:
        raise Leave
    result = np.empty(2 * len(values) + 16, values.dtype)
    # Not a slice: Numba compiles for seconds on the message of an assignment that does not fit.
    for i in range(len(values)):
        result[i] = values[i]
    return result

#: sort_numbers
@njit
def sort_numbers(a, n, descending):
    """Sort a[0] … a[n - 1], stable: runs by insertion, then merged."""
    for i in range(n):
        if a[i] != a[i]:  # a NaN has no place in an order
            raise Leave
    run = 16
    for begin in range(0, n, run):
        for i in range(begin + 1, min(begin + run, n)):
            item = a[i]
            j = i
            while j > begin and (item > a[j - 1] if descending else item < a[j - 1]):
                a[j] = a[j - 1]
                j -= 1
            a[j] = item
    room = a[:n].copy() if n > run else a[:0].copy()
    width = run
    while width < n:
        for low in range(0, n, 2 * width):
            middle = min(low + width, n)
            high = min(middle + width, n)
            i = low
            j = middle
            for k in range(low, high):
                first = i < middle
                if first and j < high:
                    first = not (a[j] > a[i] if descending else a[j] < a[i])
                room[k] = a[i] if first else a[j]
                i += first
                j += not first
        for k in range(n):  # a slice assignment takes Numba seconds to compile
            a[k] = room[k]
        width *= 2

#: vector_norm
@njit
def vector_norm(vector):
    """The length of a vector as CPython 3.11 computes it."""
    largest = 0.0
    undefined = False
    for x in vector:
        undefined |= math.isnan(x)
        if abs(x) > largest:
            largest = abs(x)
    if math.isinf(largest):
        return largest
    if undefined:
        return math.nan
    if largest == 0.0:
        return largest
    exponent = math.frexp(largest)[1]
    if exponent < -1023:
        raise Leave
    scale = math.ldexp(1.0, -exponent)
    total = 1.0
    first = 0.0
    second = 0.0
    third = 0.0
    for item in vector:
        x = abs(item) * scale
        t = x * 134217729.0  # 2 ** 27 + 1
        high = t - (t - x)
        low = x - high
        x = high * high
        old = total
        total += x
        first += (old - total) + x
        x = 2.0 * high * low
        old = total
        total += x
        second += (old - total) + x
        third += low * low
    h = math.sqrt(total - 1.0 + (first + second + third))
    t = h * 134217729.0
    high = t - (t - h)
    low = h - high
    x = -high * high
    old = total
    total += x
    first += (old - total) + x
    x = -2.0 * high * low
    old = total
    total += x
    second += (old - total) + x
    x = -low * low
    old = total
    total += x
    third += (old - total) + x
    x = total - 1.0 + (first + second + third)
    return (h + x / (2.0 * h)) / scale

#: math_hypot needs vector_norm
@njit
def math_hypot(x, y):
    return vector_norm((x, y))

#: math_hypot_3 needs vector_norm
@njit
def math_hypot_3(x, y, z):
    return vector_norm((x, y, z))

#: math_isqrt
@njit
def math_isqrt(n):
    if n < 0:
        raise Leave
    root = np.int64(math.sqrt(float(n)))
    while root > 3037000499 or root * root > n:
        root -= 1
    while root < 3037000499 and (root + 1) * (root + 1) <= n:
        root += 1
    return root

#: math_factorial
@njit
def math_factorial(n):
    if n < 0 or n > 20:
        raise Leave
    product = 1
    for k in range(2, n + 1):
        product *= k
    return product

#: math_comb needs multiply
@njit
def math_comb(n, k):
    if n < 0 or k < 0:
        raise Leave
    if k > n:
        return 0
    k = min(k, n - k)
    ways = 1
    for i in range(1, k + 1):
        ways = multiply(ways, n - k + i) // i
    return ways

#: math_perm needs multiply
@njit
def math_perm(n, k):
    if n < 0 or k < 0:
        raise Leave
    if k > n:
        return 0
    ways = 1
    for i in range(k):
        ways = multiply(ways, n - i)
    return ways

#: math_lcm needs math_gcd multiply int_abs
@njit
def math_lcm(a, b):
    divisor = math_gcd(a, b)
    return 0 if divisor == 0 else int_abs(multiply(a // divisor, b))

#: power_modulo needs modulo multiply
@njit
def power_modulo(base, exponent, m):
    """pow(base, exponent, m) of ints"""
    if m == 0 or exponent < 0:
        raise Leave
    result = modulo(1, m)
    base = modulo(base, m)
    while exponent > 0:
        if exponent & 1:
            result = modulo(multiply(result, base), m)
        exponent >>= 1
        if exponent:
            base = modulo(multiply(base, base), m)
    return result

#: float_round_to
@njit
def float_round_to(x, digits):
    """round(x, digits), where it is clear which decimal is nearest"""
    if not math.isfinite(x):
        return x
    if digits < 0 or digits > 15:
        raise Leave
    power = 1.0
    for _ in range(digits):
        power *= 10.0
    scaled = x * power
    whole = np.rint(scaled)
    if abs(whole) >= 2.0**50 or abs(abs(scaled - whole) - 0.5) <= 2.0**-50 * abs(scaled):
        raise Leave
    return math.copysign(0.0, x) if whole == 0.0 else whole / power

#: int_bit_count needs int_abs
@njit
def int_bit_count(x):
    x = int_abs(x)
    count = 0
    while x:
        x &= x - 1
        count += 1
    return count

#: int_bit_length needs int_abs
@njit
def int_bit_length(x):
    x = int_abs(x)
    count = 0
    while x:
        x >>= 1
        count += 1
    return count

#: char_of
@njit
def char_of(code):
    if code < 0 or code > 1114111:
        raise Leave
    return np.uint32(code)

#: ascii
@njit
def ascii(letter):
    """A character that is looked up here; others are left to Python."""
    if letter > 127:
        raise Leave
    return letter

#: math_gcd needs int_abs
@njit
def math_gcd(a, b):
    a = int_abs(a)
    b = int_abs(b)
    while b:
        a, b = b, a % b
    return a

#: mixed
@njit
def mixed(seed, key):
    """A whole number stirred into another: where the search for a key begins."""
    x = (key ^ (seed * 668265263)) * 374761393
    return (x ^ (x >> 29) ^ (x >> 13)) & 4611686018427387903

#: numpy_sum needs paired
@njit
def numpy_sum(a, at, count):
    """a[at] + … in the pairs in which np.sum adds up."""
    return 0.0 + paired(a, at, count)

#: paired
@njit
def paired(a, at, count):
    """Eight sums side by side; more than 128 terms are halved."""
    if count > 128:
        half = count // 2
        half -= half % 8
        return paired(a, at, half) + paired(a, at + half, count - half)
    if count < 8:
        total = 0.0
        for i in range(count):
            total += a[at + i]
        return total
    r0, r1, r2, r3 = a[at], a[at + 1], a[at + 2], a[at + 3]
    r4, r5, r6, r7 = a[at + 4], a[at + 5], a[at + 6], a[at + 7]
    end = count - count % 8
    for i in range(at + 8, at + end, 8):
        r0 += a[i]
        r1 += a[i + 1]
        r2 += a[i + 2]
        r3 += a[i + 3]
        r4 += a[i + 4]
        r5 += a[i + 5]
        r6 += a[i + 6]
        r7 += a[i + 7]
    total = ((r0 + r1) + (r2 + r3)) + ((r4 + r5) + (r6 + r7))
    for i in range(at + end, at + count):
        total += a[i]
    return total
