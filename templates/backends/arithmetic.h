/* Arithmetic as CPython does it, for compiled kernels; a module is given only what it uses.
 *
 * Whatever cannot be done exactly as the original would sets *bad and answers with
 * something harmless: the caller then throws its work away. A long is as wide as a double, so
 * that loops that look for trouble can still be done several elements at a time; and it is no
 * long long, so that no store to an array of ints can seem to change it. A line
 * "//: name needs other" opens each piece.
 */

//: add
/* A jump where a sum overflows costs next to nothing where each trip waits for the one before. */
static inline long long add(long long a, long long b, long *bad) {
    long long sum;
    if (__builtin_expect(__builtin_add_overflow(a, b, &sum), 0)) *bad = 1;
    return sum;
}

//: subtract
static inline long long subtract(long long a, long long b, long *bad) {
    long long difference;
    if (__builtin_expect(__builtin_sub_overflow(a, b, &difference), 0)) *bad = 1;
    return difference;
}

//: signs
/* What tells of a sum that left 64 bits. Where a long is as wide, the sign stays in its place:
 * gcc would make one bit of it in a number of eight, and then finds no vector for that. */
#if LONG_MAX > 0x7fffffffL
#define BAD_SIGN(signs) ((signs) & (-0x7fffffffffffffffLL - 1))
#else
#define BAD_SIGN(signs) ((unsigned long long)(signs) >> 63)
#endif

//: wide_add needs signs
/* For loops that vector units can do: the signs tell whether a sum left 64 bits. */
static inline long long wide_add(long long a, long long b, long *bad) {
    long long sum = (long long)((unsigned long long)a + (unsigned long long)b);
    *bad |= BAD_SIGN((a ^ sum) & (b ^ sum));
    return sum;
}

//: wide_subtract needs signs
static inline long long wide_subtract(long long a, long long b, long *bad) {
    long long difference = (long long)((unsigned long long)a - (unsigned long long)b);
    *bad |= BAD_SIGN((a ^ b) & (a ^ difference));
    return difference;
}

//: multiply
static inline long long multiply(long long a, long long b, long *bad) {
    long long product;
    if (__builtin_expect(__builtin_mul_overflow(a, b, &product), 0)) *bad = 1;
    return product;
}

//: negate
static inline long long negate(long long a, long *bad) {
    long long result;
    if (__builtin_expect(__builtin_sub_overflow(0LL, a, &result), 0)) *bad = 1;
    return result;
}

//: int_abs
static inline long long int_abs(long long a, long *bad) {
    long long result = a;
    if (a < 0) *bad |= __builtin_sub_overflow(0LL, a, &result);
    return result;
}

//: floor_divide
static inline long long floor_divide(long long a, long long b, long *bad) {
    if (b == 0) { *bad = 1; return 0; }
    if (b == -1) {
        long long result;
        *bad |= __builtin_sub_overflow(0LL, a, &result);
        return result;
    }
    return a / b - ((a % b != 0) & ((a < 0) != (b < 0)));
}

//: modulo
static inline long long modulo(long long a, long long b, long *bad) {
    if (b == 0) { *bad = 1; return 0; }
    if (b == -1) return 0;
    long long remainder = a % b;
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

//: word_add
/* Whole numbers of 64 bits without a sign, modulo 2**64; a shift is by less than 64. */
static inline unsigned long long word_add(unsigned long long a, unsigned long long b) {
    return a + b;
}

//: word_subtract
static inline unsigned long long word_subtract(unsigned long long a, unsigned long long b) {
    return a - b;
}

//: word_multiply
static inline unsigned long long word_multiply(unsigned long long a, unsigned long long b) {
    return a * b;
}

//: word_and
static inline unsigned long long word_and(unsigned long long a, unsigned long long b) {
    return a & b;
}

//: word_or
static inline unsigned long long word_or(unsigned long long a, unsigned long long b) {
    return a | b;
}

//: word_xor
static inline unsigned long long word_xor(unsigned long long a, unsigned long long b) {
    return a ^ b;
}

//: word_left
static inline unsigned long long word_left(unsigned long long a, unsigned long long b) {
    return a << b;
}

//: word_right
static inline unsigned long long word_right(unsigned long long a, unsigned long long b) {
    return a >> b;
}

//: word_divide
static inline unsigned long long word_divide(unsigned long long a, unsigned long long b) {
    return a / b;
}

//: word_modulo
static inline unsigned long long word_modulo(unsigned long long a, unsigned long long b) {
    return a % b;
}

//: product_modulo needs modulo
/* a * b % m, where the product may take 128 bits. */
static inline long long product_modulo(long long a, long long b, long long m, long *bad) {
    long long product;
    if (!__builtin_mul_overflow(a, b, &product)) return modulo(product, m, bad);
    if (m == 0) { *bad = 1; return 0; }
    __int128 remainder = (__int128)a * b % m;
    return (long long)(remainder != 0 && (remainder < 0) != (m < 0) ? remainder + m : remainder);
}

//: power
static inline long long power(long long base, long long exponent, long *bad) {
    long long result = 1;
    if (exponent < 0) { *bad = 1; return 0; }
    for (;;) {
        if (exponent & 1) *bad |= __builtin_mul_overflow(result, base, &result);
        exponent >>= 1;
        if (exponent == 0) return result;
        *bad |= __builtin_mul_overflow(base, base, &base);
    }
}

//: shift_left
static inline long long shift_left(long long a, long long count, long *bad) {
    if (count < 0 || (a != 0 && count >= 63)) { *bad = 1; return 0; }
    if (a == 0) return 0;
    long long result = (long long)((unsigned long long)a << count);
    *bad |= (result >> count) != a;
    return result;
}

//: shift_right
static inline long long shift_right(long long a, long long count, long *bad) {
    if (count < 0) { *bad = 1; return 0; }
    if (count >= 64) return a < 0 ? -1 : 0;
    return a >> count;
}

//: int_min
/* Python's min: of equals, and where nothing compares, the first. */
static inline long long int_min(long long a, long long b) { return b < a ? b : a; }

//: int_max
static inline long long int_max(long long a, long long b) { return b > a ? b : a; }

//: float_min
static inline double float_min(double a, double b) { return b < a ? b : a; }

//: float_max
static inline double float_max(double a, double b) { return b > a ? b : a; }

//: seldom
static inline int seldom(int test) { return (int)__builtin_expect(test, 0); }

//: at
/* An index that may count from the end, made an offset. */
static inline long long at(long long index, long long length, long *bad) {
    if (__builtin_expect((unsigned long long)index < (unsigned long long)length, 1)) return index;
    if (index >= 0 || index < -length) { *bad = 1; return 0; }
    return index + length;
}

//: within
static inline long long within(long long index, long long length, long *bad) {
    if ((unsigned long long)index >= (unsigned long long)length) { *bad = 1; return 0; }
    return index;
}

//: from_end
static inline long long from_end(long long index, long long length) {
    return index < 0 ? index + length : index;
}

//: reach
/* The end of a range with a wide step: the last step must not leave 64 bits. */
static inline long long reach(long long stop, long *bad) {
    const long long far = 1LL << 62;
    if (stop > far || stop < -far) { *bad = 1; return 0; }
    return stop;
}

//: trips
/* len(range(start, stop, step)) */
static inline long long trips(long long start, long long stop, long long step, long *bad) {
    const long long far = 1LL << 61;
    if (step == 0 || step > far || step < -far || start > far || start < -far
        || stop > far || stop < -far) { *bad = 1; return 0; }
    if (step > 0) return start < stop ? (stop - start - 1) / step + 1 : 0;
    return start > stop ? (start - stop - 1) / -step + 1 : 0;
}

//: exactly
/* An int that is compared with a float: Python compares the true values. */
static inline double exactly(long long a, long *bad) {
    *bad |= (unsigned long long)a + (1ULL << 53) > 1ULL << 54;
    return (double)a;
}

//: true_divide needs exactly
static inline double true_divide(long long a, long long b, long *bad) {
    *bad |= b == 0;
    return exactly(a, bad) / exactly(b, bad);
}

//: divide
static inline double divide(double a, double b, long *bad) {
    *bad |= b == 0.0;
    return a / b;
}

//: divide_float32
static inline float divide_float32(float a, float b, long *bad) {
    *bad |= b == 0.0f;
    return a / b;
}

//: float_modulo
static inline double float_modulo(double a, double b, long *bad) {
    if (b == 0.0) { *bad = 1; return 0.0; }
    double remainder = fmod(a, b);
    if (remainder == 0.0) return copysign(0.0, b);
    return (b < 0) != (remainder < 0) ? remainder + b : remainder;
}

//: float_floor_divide
static inline double float_floor_divide(double a, double b, long *bad) {
    if (b == 0.0) { *bad = 1; return 0.0; }
    double remainder = fmod(a, b);
    double quotient = (a - remainder) / b;
    if (remainder != 0.0 && (b < 0) != (remainder < 0)) quotient -= 1.0;
    if (quotient == 0.0) return copysign(0.0, a / b);
    double down = floor(quotient);
    return quotient - down > 0.5 ? down + 1.0 : down;
}

//: float_power
/* The C library's own pow, out of the optimiser's sight: it would fold pow(x, 2.0)
 * to x * x, which rounds otherwise now and then. */
static double (*volatile library_pow)(double, double) = pow;

__attribute__((noinline)) static double float_power(double base, double exponent, long *bad) {
    if (isfinite(exponent) && ((base == 0.0 && exponent < 0.0)
        || (base < 0.0 && isfinite(base) && exponent != floor(exponent)))) {
        *bad = 1;
        return 0.0;
    }
    double result = library_pow(base, exponent);
    *bad |= isinf(result) && isfinite(base) && isfinite(exponent);
    return result;
}

//: settled
/* Does `product + error` round to `product` whatever a good pow() did? glibc's is within
 * 0.0125 units in the last place before its one rounding, for products of this size; so
 * only sums that lie clearly off the middle between two doubles are settled. */
#if (defined(__FMA__) || defined(__ARM_FEATURE_FMA)) && defined(__GLIBC__)
#define SETTLES 1
#else
#define SETTLES 0
#endif
static inline int settled(double product, double error) {
    union { double value; unsigned long long bits; } binade = {product};
    binade.bits &= 0x7ff0000000000000ULL;
    return (fabs(error) < binade.value * (0.487 * 0x1p-52))
        & (fabs(product) > 0x1p-120) & (fabs(product) < 0x1p120)
        & ((fabs(product) != binade.value) | (error == 0.0));
}

//: square needs settled float_power
/* x ** 2.0 to the last bit, nearly always at the price of x * x. */
static inline double square(double x, long *bad) {
    double product = x * x;
    if (SETTLES && __builtin_expect(settled(product, __builtin_fma(x, x, -product)), 1))
        return product;
    return x == 0.0 ? 0.0 : float_power(x, 2.0, bad);
}

//: squares needs settled square
/* Every element to the power of two: products first, for many elements at once; then those
 * again, one by one, that x * x alone does not settle. */
static inline void squares(double *restrict x, long long count, long *bad) {
    double kept[64];
    unsigned char open[64] = {0};
    for (long long i = 0; i < count; i += 64) {
        long long here = count - i < 64 ? count - i : 64;
        if (here < 64) memset(open, 0, sizeof(open));
        for (long long k = 0; k < here; k++) {
            double factor = kept[k] = x[i + k], product = factor * factor;
            x[i + k] = product;
            open[k] = !(SETTLES & settled(product, __builtin_fma(factor, factor, -product)));
        }
        for (long long k = 0; k < here; k += 8) {
            unsigned long long some;
            memcpy(&some, open + k, sizeof(some));
            for (long long place = k; some != 0 && place < k + 8; place++)
                if (open[place]) x[i + place] = square(kept[place], bad);
        }
    }
}

//: cube needs settled float_power
static inline double cube(double x, long *bad) {
    double two = x * x, rest = __builtin_fma(x, x, -two), product = two * x;
    double error = __builtin_fma(two, x, -product) + rest * x;
    if (SETTLES && __builtin_expect(settled(product, error), 1)) return product;
    return float_power(x, 3.0, bad);
}

//: root needs settled float_power
/* x ** 0.5 */
static inline double root(double x, long *bad) {
    if (SETTLES && __builtin_expect(x > 0x1p-200 && x < 0x1p200, 1)) {
        double result = sqrt(x);
        if (__builtin_expect(settled(result, __builtin_fma(-result, result, x) / (2.0 * result)), 1))
            return result;
    }
    return float_power(x, 0.5, bad);
}

//: float_int
static inline long long float_int(double x, long *bad) {
    if (__builtin_expect(!(fabs(x) < 0x1p63), 0)) {
        *bad |= x != -0x1p63;
        return x == -0x1p63 ? -0x7fffffffffffffffLL - 1 : 0;
    }
    return (long long)x;
}

//: float_round needs float_int
/* round(x): halves go to the even neighbour. */
static inline long long float_round(double x, long *bad) { return float_int(rint(x), bad); }

//: math_floor needs float_int
static inline long long math_floor(double x, long *bad) { return float_int(floor(x), bad); }

//: math_ceil needs float_int
static inline long long math_ceil(double x, long *bad) { return float_int(ceil(x), bad); }

//: math_trunc needs float_int
static inline long long math_trunc(double x, long *bad) { return float_int(x, bad); }

//: float_abs
static inline double float_abs(double x) { return fabs(x); }

//: bool_min
static inline int bool_min(int a, int b) { return b < a ? b : a; }

//: bool_max
static inline int bool_max(int a, int b) { return b > a ? b : a; }

//: float_bool
static inline int float_bool(double x) { return x != 0.0; }

//: int_bool
static inline int int_bool(long long x) { return x != 0; }

//: math_result
/* What CPython's math module makes of a C function's answer: an error where it is not a
 * number though the argument was, or infinite though the argument was finite. */
static inline double math_result(double result, double x, long *bad) {
    *bad |= (isnan(result) && !isnan(x)) || (isinf(result) && isfinite(x));
    return result;
}

//: math_acos needs math_result
static inline double math_acos(double x, long *bad) { return math_result(acos(x), x, bad); }

//: math_acosh needs math_result
static inline double math_acosh(double x, long *bad) { return math_result(acosh(x), x, bad); }

//: math_asin needs math_result
static inline double math_asin(double x, long *bad) { return math_result(asin(x), x, bad); }

//: math_asinh needs math_result
static inline double math_asinh(double x, long *bad) { return math_result(asinh(x), x, bad); }

//: math_atan needs math_result
static inline double math_atan(double x, long *bad) { return math_result(atan(x), x, bad); }

//: math_atanh needs math_result
static inline double math_atanh(double x, long *bad) { return math_result(atanh(x), x, bad); }

//: math_cbrt needs math_result
static inline double math_cbrt(double x, long *bad) { return math_result(cbrt(x), x, bad); }

//: math_cos needs math_result
static inline double math_cos(double x, long *bad) { return math_result(cos(x), x, bad); }

//: math_cosh needs math_result
static inline double math_cosh(double x, long *bad) { return math_result(cosh(x), x, bad); }

//: math_erf needs math_result
static inline double math_erf(double x, long *bad) { return math_result(erf(x), x, bad); }

//: math_erfc needs math_result
static inline double math_erfc(double x, long *bad) { return math_result(erfc(x), x, bad); }

//: math_exp needs math_result
static inline double math_exp(double x, long *bad) { return math_result(exp(x), x, bad); }

//: math_exp2 needs math_result
static inline double math_exp2(double x, long *bad) { return math_result(exp2(x), x, bad); }

//: math_expm1 needs math_result
static inline double math_expm1(double x, long *bad) { return math_result(expm1(x), x, bad); }

//: math_log1p needs math_result
static inline double math_log1p(double x, long *bad) { return math_result(log1p(x), x, bad); }

//: math_sin needs math_result
static inline double math_sin(double x, long *bad) { return math_result(sin(x), x, bad); }

//: math_sinh needs math_result
static inline double math_sinh(double x, long *bad) { return math_result(sinh(x), x, bad); }

//: math_tan needs math_result
static inline double math_tan(double x, long *bad) { return math_result(tan(x), x, bad); }

//: math_tanh needs math_result
static inline double math_tanh(double x, long *bad) { return math_result(tanh(x), x, bad); }

//: math_sqrt
static inline double math_sqrt(double x, long *bad) {
    *bad |= x < 0.0;
    return sqrt(x);
}

//: math_log
static inline double math_log(double x, long *bad) {
    if (!(x > 0.0)) { *bad |= !isnan(x); return x; }
    return log(x);
}

//: math_log2
static inline double math_log2(double x, long *bad) {
    if (!(x > 0.0)) { *bad |= !isnan(x); return x; }
    return log2(x);
}

//: math_log10
static inline double math_log10(double x, long *bad) {
    if (!(x > 0.0)) { *bad |= !isnan(x); return x; }
    return log10(x);
}

//: math_fmod
static inline double math_fmod(double x, double y, long *bad) {
    if (isinf(y) && isfinite(x)) return x;
    double result = fmod(x, y);
    *bad |= isnan(result) && !isnan(x) && !isnan(y);
    return result;
}

//: math_pow needs float_power
static inline double math_pow(double x, double y, long *bad) { return float_power(x, y, bad); }

//: math_atan2
static inline double math_atan2(double y, double x) { return atan2(y, x); }

//: math_copysign
static inline double math_copysign(double x, double y) { return copysign(x, y); }

//: math_fabs
static inline double math_fabs(double x) { return fabs(x); }

//: math_isnan
static inline int math_isnan(double x) { return isnan(x) != 0; }

//: math_isinf
static inline int math_isinf(double x) { return isinf(x) != 0; }

//: math_isfinite
static inline int math_isfinite(double x) { return isfinite(x) != 0; }

//: np_sqrt
/* NumPy warns where Python raises; either way the original has the word. */
static inline double np_sqrt(double x, long *bad) {
    *bad |= x < 0.0;
    return sqrt(x);
}

//: np_floor
static inline double np_floor(double x) { return floor(x); }

//: np_ceil
static inline double np_ceil(double x) { return ceil(x); }

//: np_trunc
static inline double np_trunc(double x) { return trunc(x); }

//: math_gcd needs int_abs
static inline long long math_gcd(long long a, long long b, long *bad) {
    a = int_abs(a, bad);
    b = int_abs(b, bad);
    while (b != 0 && !*bad) { long long next = a % b; a = b; b = next; }
    return a;
}

//: complex_multiply
static inline double complex complex_multiply(double complex a, double complex b) {
    double complex product;
    __real__ product = __real__ a * __real__ b - __imag__ a * __imag__ b;
    __imag__ product = __real__ a * __imag__ b + __imag__ a * __real__ b;
    return product;
}

//: complex_divide
/* By finite numbers: what CPython makes of others has changed between its versions. */
static inline double complex complex_divide(double complex a, double complex b, long *bad) {
    double complex quotient = 0.0;
    double real = __real__ b, imaginary = __imag__ b;
    if (!isfinite(real) || !isfinite(imaginary)) { *bad = 1; return quotient; }
    if (fabs(real) >= fabs(imaginary)) {
        if (real == 0.0) { *bad = 1; return quotient; }
        double ratio = imaginary / real, scale = real + imaginary * ratio;
        __real__ quotient = (__real__ a + __imag__ a * ratio) / scale;
        __imag__ quotient = (__imag__ a - __real__ a * ratio) / scale;
    } else {
        double ratio = real / imaginary, scale = real * ratio + imaginary;
        __real__ quotient = (__real__ a * ratio + __imag__ a) / scale;
        __imag__ quotient = (__imag__ a * ratio - __real__ a) / scale;
    }
    return quotient;
}

//: complex_power needs complex_multiply complex_divide
/* Small whole exponents by repeated squaring, as CPython does; others are left to it. */
static inline double complex complex_power(double complex a, double complex exponent, long *bad) {
    double real = __real__ exponent;
    double complex result = 1.0, square = a;
    if (__imag__ exponent != 0.0 || real != floor(real) || fabs(real) > 100.0) {
        *bad = 1;
        return result;
    }
    long whole = (long)fabs(real);
    for (long mask = 1; mask <= whole; mask <<= 1) {
        if (whole & mask) result = complex_multiply(result, square);
        square = complex_multiply(square, square);
    }
    if (real <= 0.0) result = complex_divide(1.0, result, bad);
    *bad |= isinf(__real__ result) || isinf(__imag__ result);
    return result;
}

//: complex_abs
static inline double complex_abs(double complex a, long *bad) {
    double result = hypot(__real__ a, __imag__ a);
    *bad |= isinf(result) && isfinite(__real__ a) && isfinite(__imag__ a);
    return result;
}

//: abs_against needs complex_abs
/* The sign of abs(z) - limit; the root is taken only where the squares are too close to tell. */
static inline long long abs_against(double complex z, double limit, long *bad) {
    double square = __real__ z * __real__ z + __imag__ z * __imag__ z, edge = limit * limit;
    if (square < edge * (1.0 - 1e-14)) return -1;
    if (square > edge * (1.0 + 1e-14) && square < 1e300) return 1;
    double size = complex_abs(z, bad);
    *bad |= isnan(size);
    return (size > limit) - (size < limit);
}

//: real
static inline double real(double complex a) { return __real__ a; }

//: imag
static inline double imag(double complex a) { return __imag__ a; }

//: complex_of
static inline double complex complex_of(double real, double imaginary) {
    double complex result;
    __real__ result = real;
    __imag__ result = imaginary;
    return result;
}

//: conjugate
static inline double complex conjugate(double complex a) { return ~a; }

//: sorting
/* A stable merge sort of a[0] … a[n - 1]; a few elements at a time are sorted by insertion. */
#define SORT_AHEAD(x, y) (descending ? (x) > (y) : (x) < (y))
#define SORT(type) \
    const long long run = 16; \
    for (long long begin = 0; begin < n; begin += run) { \
        long long end = begin + run < n ? begin + run : n; \
        for (long long i = begin + 1; i < end; i++) { \
            type item = a[i]; \
            long long j = i; \
            for (; j > begin && SORT_AHEAD(item, a[j - 1]); j--) a[j] = a[j - 1]; \
            a[j] = item; \
        } \
    } \
    if (n <= run) return; \
    type *room = malloc((size_t)n * sizeof(type)), *from = a, *to = room; \
    if (room == NULL) { *bad = 1; return; } \
    for (long long width = run; width < n; width *= 2) { \
        for (long long low = 0; low < n; low += 2 * width) { \
            long long middle = low + width < n ? low + width : n; \
            long long high = middle + width < n ? middle + width : n; \
            long long i = low, j = middle, k = low; \
            while (i < middle && j < high) \
                to[k++] = SORT_AHEAD(from[j], from[i]) ? from[j++] : from[i++]; \
            while (i < middle) to[k++] = from[i++]; \
            while (j < high) to[k++] = from[j++]; \
        } \
        type *other = from; \
        from = to; \
        to = other; \
    } \
    if (from != a) memcpy(a, from, (size_t)n * sizeof(type)); \
    free(room);

//: sort_float64 needs sorting
/* NaN has no place in an order: what Python makes of it depends on how it sorts. */
static void sort_float64(double *a, long long n, int descending, long *bad) {
    for (long long i = 0; i < n; i++)
        if (isnan(a[i])) { *bad = 1; return; }
    SORT(double)
}

//: sort_int64 needs sorting
static void sort_int64(long long *a, long long n, int descending, long *bad) { SORT(long long) }

//: sort_uint32 needs sorting
static void sort_uint32(unsigned int *a, long long n, int descending, long *bad) {
    SORT(unsigned int)
}

//: sort_bool needs sorting
static void sort_bool(unsigned char *a, long long n, int descending, long *bad) {
    SORT(unsigned char)
}

//: vector_norm
/* The length of a vector as CPython 3.11 computes it: its own compensated sum of squares. */
static inline double vector_norm(int n, const double *vector) {
    const double split = 134217729.0; /* 2 ** 27 + 1 */
    double max = 0.0, sum = 1.0, first = 0.0, second = 0.0, third = 0.0;
    int exponent, any_nan = 0;
    for (int i = 0; i < n; i++) {
        any_nan |= isnan(vector[i]) != 0;
        if (fabs(vector[i]) > max) max = fabs(vector[i]);
    }
    if (isinf(max)) return max;
    if (any_nan) return NAN;
    if (max == 0.0 || n <= 1) return max;
    frexp(max, &exponent);
    if (exponent < -1023) {
        for (int i = 0; i < n; i++) {
            double x = fabs(vector[i]) / max, old = sum;
            x = x * x;
            sum += x;
            first += (old - sum) + x;
        }
        return max * sqrt(sum - 1.0 + first);
    }
    double scale = ldexp(1.0, -exponent);
    for (int i = 0; i < n; i++) {
        double x = fabs(vector[i]) * scale, t = x * split, old = sum;
        double high = t - (t - x), low = x - high;
        x = high * high;
        sum += x;
        first += (old - sum) + x;
        x = 2.0 * high * low;
        old = sum;
        sum += x;
        second += (old - sum) + x;
        third += low * low;
    }
    double h = sqrt(sum - 1.0 + (first + second + third));
    double t = h * split, high = t - (t - h), low = h - high, x = -high * high, old = sum;
    sum += x;
    first += (old - sum) + x;
    x = -2.0 * high * low;
    old = sum;
    sum += x;
    second += (old - sum) + x;
    x = -low * low;
    old = sum;
    sum += x;
    third += (old - sum) + x;
    x = sum - 1.0 + (first + second + third);
    return (h + x / (2.0 * h)) / scale;
}

//: math_hypot needs vector_norm
static inline double math_hypot(double x, double y) {
    double vector[] = {x, y};
    return vector_norm(2, vector);
}

//: math_hypot_3 needs vector_norm
static inline double math_hypot_3(double x, double y, double z) {
    double vector[] = {x, y, z};
    return vector_norm(3, vector);
}

//: math_isqrt
static inline long long math_isqrt(long long n, long *bad) {
    if (n < 0) { *bad = 1; return 0; }
    long long root = (long long)sqrt((double)n);
    while (root > 3037000499LL || root * root > n) root--;
    while (root < 3037000499LL && (root + 1) * (root + 1) <= n) root++;
    return root;
}

//: math_factorial
static inline long long math_factorial(long long n, long *bad) {
    long long product = 1;
    if (n < 0 || n > 20) { *bad = 1; return 0; }
    while (n > 1) product *= n--;
    return product;
}

//: math_comb
static inline long long math_comb(long long n, long long k, long *bad) {
    if (n < 0 || k < 0) { *bad = 1; return 0; }
    if (k > n) return 0;
    if (k > n - k) k = n - k;
    __int128 ways = 1;
    for (long long i = 1; i <= k; i++) {
        ways = ways * (n - k + i) / i;
        if (ways > 9223372036854775807LL) { *bad = 1; return 0; }
    }
    return (long long)ways;
}

//: math_perm
static inline long long math_perm(long long n, long long k, long *bad) {
    if (n < 0 || k < 0) { *bad = 1; return 0; }
    if (k > n) return 0;
    long long ways = 1;
    for (long long i = 0; i < k; i++)
        if (__builtin_mul_overflow(ways, n - i, &ways)) { *bad = 1; return 0; }
    return ways;
}

//: math_lcm needs math_gcd
static inline long long math_lcm(long long a, long long b, long *bad) {
    long long divisor = math_gcd(a, b, bad), product = 0;
    if (divisor == 0) return 0;
    *bad |= __builtin_mul_overflow(a / divisor, b, &product) || product == -product - 1;
    return product < 0 ? -product : product;
}

//: power_modulo needs modulo
/* pow(base, exponent, m) of ints. */
static inline long long power_modulo(long long base, long long exponent, long long m, long *bad) {
    if (m == 0 || exponent < 0) { *bad = 1; return 0; }
    long long result = modulo(1, m, bad);
    base = modulo(base, m, bad);
    for (; exponent > 0 && !*bad; exponent >>= 1) {
        __int128 product = (__int128)result * base % m, square = (__int128)base * base % m;
        if (product != 0 && (product < 0) != (m < 0)) product += m;
        if (square != 0 && (square < 0) != (m < 0)) square += m;
        if (exponent & 1) result = (long long)product;
        base = (long long)square;
    }
    return result;
}

//: float_round_to
/* round(x, digits): the double nearest to the decimal nearest to x, halves to even. Where
 * x * 10 ** digits is clearly off the middle between two integers these tell the decimal, and
 * a division by an exact power of ten rounds it once; else the C library does it in decimal. */
static double float_round_to(double x, long long digits, long *bad) {
    static const double tens[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15};
    if (!isfinite(x)) return x;
    if (digits < 0 || digits > 15) { *bad = 1; return x; }
    double scaled = x * tens[digits], whole = rint(scaled);
    if (fabs(whole) < 0x1p50 && fabs(fabs(scaled - whole) - 0.5) > 0x1p-50 * fabs(scaled))
        return whole == 0.0 ? copysign(0.0, x) : whole / tens[digits];
    char text[512];
    int length = snprintf(text, sizeof text, "%.*f", (int)digits, x);
    if (length < 0 || length >= (int)sizeof text) { *bad = 1; return x; }
    for (char *at = text; *at != 0; at++)
        if (*at == ',') { *bad = 1; return x; } /* another decimal point */
    return strtod(text, NULL);
}

//: int_bit_count
static inline long long int_bit_count(long long x) {
    return __builtin_popcountll(x < 0 ? 0ULL - (unsigned long long)x : (unsigned long long)x);
}

//: int_bit_length
static inline long long int_bit_length(long long x) {
    unsigned long long size = x < 0 ? 0ULL - (unsigned long long)x : (unsigned long long)x;
    return size == 0 ? 0 : 64 - __builtin_clzll(size);
}

//: char_of
static inline unsigned int char_of(long long code, long *bad) {
    if (code < 0 || code > 0x10ffff) { *bad = 1; return 0; }
    return (unsigned int)code;
}

//: ascii
/* A character that is looked up here; what Unicode says of others is left to Python. */
static inline unsigned int ascii(unsigned int letter, long *bad) {
    *bad |= letter > 127;
    return letter;
}

//: cmath_exp needs complex_of
static inline double complex cmath_exp(double complex z, long *bad) {
    double real = __real__ z, imaginary = __imag__ z;
    if (!isfinite(real) || !isfinite(imaginary) || real > 700.0) {
        *bad = 1;
        return complex_of(0.0, 0.0);
    }
    double size = exp(real);
    return complex_of(size * cos(imaginary), size * sin(imaginary));
}

//: mixed
/* A whole number stirred into another: where the search for a key begins. */
static inline long long mixed(long long seed, long long key) {
    unsigned long long x = (unsigned long long)key + (unsigned long long)seed * 0x9e3779b97f4a7c15ULL;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93ULL;
    x ^= x >> 32;
    return (long long)(x >> 1);
}

//: numpy_warnings
/* NumPy's numbers warn where Python's raise; the processor keeps the tally. */
static inline void forget_warnings(void) { feclearexcept(FE_ALL_EXCEPT); }
static inline int any_warning(void) {
    return fetestexcept(FE_OVERFLOW | FE_DIVBYZERO | FE_INVALID) != 0;
}
/* A function the optimiser cannot see into, so that no arithmetic moves past the tally. */
static inline void *unseen(void *function) {
    __asm__ volatile("" : "+r"(function));
    return function;
}

//: paired
/* The pairs in which np.sum adds up: eight sums side by side, more than 128 terms are halved. */
static double paired(const double *a, long long count) {
    if (count > 128) {
        long long half = count / 2 - count / 2 % 8;
        return paired(a, half) + paired(a + half, count - half);
    }
    double total = 0.0;
    long long i = 0;
    if (count >= 8) {
        double r[8];
        for (int k = 0; k < 8; k++) r[k] = a[k];
        for (i = 8; i < count - count % 8; i += 8)
            for (int k = 0; k < 8; k++) r[k] += a[i + k];
        total = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
    }
    for (; i < count; i++) total += a[i];
    return total;
}

//: numpy_sum needs paired
static inline double numpy_sum(const double *a, long long at, long long count) {
    return 0.0 + paired(a + at, count);
}

//: in_parts
/* A loop whose trips need nothing of each other, shared out among the cores: each thread takes
 * the next few trips, and which one takes which makes no difference. Threads live as long as
 * the loop. A short loop, as its first trips tell, and a forked process have one thread. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>
enum { MOST_THREADS = 64 };
typedef void (*Part)(long long start, long long stop, void *given, long *left);
typedef struct {
    Part part;
    void *given;
    long long next, stop, share;
    long bad;
    int warnings;
} Parts;
static int usable_cores = 1;
static pid_t own_process;

__attribute__((constructor)) static void count_cores(void) {
    const char *most = getenv("OMP_NUM_THREADS");
    long cores = sysconf(_SC_NPROCESSORS_ONLN), wanted = most == NULL ? 0 : atol(most);
#ifdef CPU_COUNT
    cpu_set_t usable;
    if (sched_getaffinity(0, sizeof usable, &usable) == 0) cores = CPU_COUNT(&usable);
#endif
    if (wanted > 0 && wanted < cores) cores = wanted;
    usable_cores = cores < 1 ? 1 : cores > MOST_THREADS ? MOST_THREADS : (int)cores;
    own_process = getpid();
}
static void *take_parts(void *parts) {
    Parts *all = parts;
    long bad = 0;
    while (!__atomic_load_n(&all->bad, __ATOMIC_RELAXED)) {
        long long start = __atomic_fetch_add(&all->next, all->share, __ATOMIC_RELAXED);
        if (start >= all->stop) break;
        long long stop = all->stop - start > all->share ? start + all->share : all->stop;
        all->part(start, stop, all->given, &bad);
        if (bad) __atomic_store_n(&all->bad, 1, __ATOMIC_RELAXED);
    }
    int warnings = fetestexcept(FE_OVERFLOW | FE_DIVBYZERO | FE_INVALID);
    __atomic_fetch_or(&all->warnings, warnings, __ATOMIC_RELAXED);
    return NULL;
}
static long in_threads(Parts *all) {
    pthread_t threads[MOST_THREADS];
    int started = 0;
    sigset_t every, before;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);  /* signals are for the program's threads */
    while (started < usable_cores - 1) {
        if (pthread_create(&threads[started], NULL, take_parts, all) != 0) break;
        started++;
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    take_parts(all);
    while (started > 0) pthread_join(threads[--started], NULL);
    feraiseexcept(all->warnings);
    return all->bad;
}
static long in_parts(Part part, void *given, long long start, long long stop) {
    const long long far = 1LL << 61;
    long bad = 0;
    long long trips = start > -far && stop < far ? stop - start : 0, tried = trips / 64 + 1;
    if (trips < 2 || usable_cores < 2) {
        part(start, stop, given, &bad);
        return bad;
    }
    struct timespec began, ended;
    clock_gettime(CLOCK_MONOTONIC, &began);
    part(start, start + tried, given, &bad);
    clock_gettime(CLOCK_MONOTONIC, &ended);
    double seconds = (double)(ended.tv_sec - began.tv_sec) + 1e-9 * (double)(ended.tv_nsec - began.tv_nsec);
    long long left = trips - tried, share = left / (8 * usable_cores) + 1;
    Parts all = {part, given, start + tried, stop, share, 0, 0};
    if (bad) return bad;
    if (seconds / (double)tried * (double)left > 200e-6 && getpid() == own_process) return in_threads(&all);
    part(start + tried, stop, given, &bad);
    return bad;
}

//: processor_fits
/* Code built for one processor must not run on a lesser one. */
static inline int processor_fits(void) {
#if defined(__x86_64__) && defined(__AVX512F__)
    if (!__builtin_cpu_supports("avx512f")) return 0;
#endif
#if defined(__x86_64__) && defined(__AVX2__)
    if (!__builtin_cpu_supports("avx2")) return 0;
#endif
#if defined(__x86_64__) && defined(__FMA__)
    if (!__builtin_cpu_supports("fma")) return 0;
#endif
    return 1;
}
