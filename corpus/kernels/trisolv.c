#include "yardstick.h"

__attribute__((noinline)) static void solve(int n, const double *l, double *b, double *x,
                                            int rounds) {
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++) {
            x[i] = b[i];
            for (int j = 0; j < i; j++) x[i] -= l[i * n + j] * x[j];
            x[i] = x[i] / l[i * n + i];
        }
        for (int i = 0; i < n; i++) b[i] = 0.5 * b[i] + x[i];
    }
}

int main(void) {
    int n = 400;
    double *l = doubles(n * n), *b = doubles(n), *x = doubles(n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) l[i * n + j] = (i + n - j + 1) * 2.0 / n;
        b[i] = (double)i / n;
    }
    begin();
    solve(n, l, b, x, 35);
    end();
    printf("%.17g %.17g\n", x[3], x[n - 1]);
}
