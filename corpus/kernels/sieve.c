#include "yardstick.h"

__attribute__((noinline)) static long long primes(long long limit, char *composite,
                                                  long long *found) {
    long long count = 0;
    for (long long n = 2; n <= limit; n++)
        if (!composite[n]) {
            found[count++] = n;
            for (long long multiple = n * n; multiple <= limit; multiple += n)
                composite[multiple] = 1;
        }
    return count;
}

int main(void) {
    long long limit = 12000000, total = 0;
    char *composite = calloc(limit + 1, 1);
    long long *found = calloc(limit, sizeof(long long));
    begin();
    long long count = primes(limit, composite, found);
    end();
    for (long long i = 0; i < count; i++) total += found[i];
    printf("%lld %lld %lld\n", count, found[count - 1], total);
}
