#include "yardstick.h"

#define A(i, j, k) a[((i) * n + (j)) * n + (k)]

__attribute__((noinline)) static double *spread(int n, double *a, double *b, int steps) {
    for (int step = 0; step < steps; step++) {
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                for (int k = 1; k < n - 1; k++)
                    b[(i * n + j) * n + k] =
                        0.125 * (A(i + 1, j, k) - 2.0 * A(i, j, k) + A(i - 1, j, k))
                        + 0.125 * (A(i, j + 1, k) - 2.0 * A(i, j, k) + A(i, j - 1, k))
                        + 0.125 * (A(i, j, k + 1) - 2.0 * A(i, j, k) + A(i, j, k - 1)) + A(i, j, k);
        double *swap = a;
        a = b;
        b = swap;
    }
    return a;
}

int main(void) {
    int n = 34;
    double *a = doubles(n * n * n), *b = doubles(n * n * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) A(i, j, k) = b[(i * n + j) * n + k] = (i + j + (n - k)) * 10.0 / n;
    begin();
    a = spread(n, a, b, 30);
    end();
    printf("%.17g %.17g\n", A(3, 4, 5), A(n / 2, n / 2, n / 2));
}
