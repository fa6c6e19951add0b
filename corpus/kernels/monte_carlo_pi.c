#include "yardstick.h"

__attribute__((noinline)) static double estimate(long long n, long long seed) {
    long long inside = 0;
    for (long long i = 0; i < n; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648LL;
        double x = seed / 2147483648.0;
        seed = (seed * 1103515245 + 12345) % 2147483648LL;
        double y = seed / 2147483648.0;
        if (x * x + y * y <= 1.0) inside++;
    }
    return 4.0 * inside / n;
}

int main(void) {
    begin();
    double result = estimate(5000000, 42);
    end();
    printf("%.7f\n", result);
}
