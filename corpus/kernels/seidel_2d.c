#include "yardstick.h"

#define A(i, j) a[(i) * n + (j)]

__attribute__((noinline)) static void sweep(int n, double *a, int steps) {
    for (int step = 0; step < steps; step++)
        for (int i = 1; i < n - 1; i++)
            for (int j = 1; j < n - 1; j++)
                A(i, j) = (A(i - 1, j - 1) + A(i - 1, j) + A(i - 1, j + 1) + A(i, j - 1) + A(i, j)
                           + A(i, j + 1) + A(i + 1, j - 1) + A(i + 1, j) + A(i + 1, j + 1))
                          / 9.0;
}

int main(void) {
    int n = 140;
    double *a = doubles(n * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) A(i, j) = (i * (j + 2) + 2.0) / n;
    begin();
    sweep(n, a, 45);
    end();
    printf("%.17g %.17g\n", A(5, 7), A(n / 2, n / 3));
}
