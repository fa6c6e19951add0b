#include "yardstick.h"

__attribute__((noinline)) static void longest(long long most, long long *best_start,
                                              long long *best_length) {
    for (long long start = 1; start < most; start++) {
        long long n = start, length = 1;
        while (n != 1) {
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
            length++;
        }
        if (length > *best_length) {
            *best_length = length;
            *best_start = start;
        }
    }
}

int main(void) {
    long long start = 0, length = 0;
    begin();
    longest(180000, &start, &length);
    end();
    printf("%lld %lld\n", start, length);
}
