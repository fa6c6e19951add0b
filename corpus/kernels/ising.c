#include "yardstick.h"

__attribute__((noinline)) static long long sweep(int n, long long *spins, const double *chances,
                                                 int sweeps, long long seed) {
    for (int s = 0; s < sweeps; s++)
        for (int r = 0; r < n; r++)
            for (int c = 0; c < n; c++) {
                long long around = spins[(r + 1) % n * n + c] + spins[(r - 1 + n) % n * n + c]
                                   + spins[r * n + (c + 1) % n] + spins[r * n + (c - 1 + n) % n];
                long long change = spins[r * n + c] * around;
                seed = (seed * 1103515245 + 12345) % 2147483648LL;
                if (change <= 0 || seed / 2147483648.0 < chances[change])
                    spins[r * n + c] = -spins[r * n + c];
            }
    return seed;
}

int main(void) {
    int n = 64;
    long long *spins = calloc(n * n, 8), total = 0;
    double chances[5] = {1.0, 0.6, 0.3, 0.2, 0.1};
    for (int i = 0; i < n * n; i++) spins[i] = draw() < 0.5 ? 1 : -1;
    begin();
    long long seed = sweep(n, spins, chances, 400, 7);
    end();
    for (int i = 0; i < n * n; i++) total += spins[i];
    printf("%lld %lld\n", seed, total);
}
