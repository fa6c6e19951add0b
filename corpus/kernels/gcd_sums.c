#include "yardstick.h"

static long long gcd(long long a, long long b) {
    while (b) {
        long long rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

__attribute__((noinline)) static long long coprime_pairs(long long n) {
    long long count = 0;
    for (long long a = 1; a < n; a++)
        for (long long b = a; b < n; b++) count += gcd(a, b) == 1;
    return count;
}

int main(void) {
    begin();
    long long count = coprime_pairs(1500);
    end();
    printf("%lld\n", count);
}
