#include "yardstick.h"

__attribute__((noinline)) static void relax(int n, double *restrict a, double *restrict b,
                                            int steps) {
    for (int step = 0; step < steps; step++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                b[i * n + j] = 0.2 * (a[i * n + j] + a[i * n + j - 1] + a[i * n + j + 1]
                                      + a[(i + 1) * n + j] + a[(i - 1) * n + j]);
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                a[i * n + j] = 0.2 * (b[i * n + j] + b[i * n + j - 1] + b[i * n + j + 1]
                                      + b[(i + 1) * n + j] + b[(i - 1) * n + j]);
    }
}

int main(void) {
    int n = 130;
    double *a = doubles(n * n), *b = doubles(n * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = b[i * n + j] = (i * (j + 2) % 17) / 17.0;
    begin();
    relax(n, a, b, 90);
    end();
    printf("%.17g %.17g\n", a[5 * n + 7], b[n / 2 * n + n / 3]);
}
