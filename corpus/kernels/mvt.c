#include "yardstick.h"

__attribute__((noinline)) static void mvt(int n, const double *a, double *x1, double *x2,
                                          const double *y1, const double *y2) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) x1[i] = x1[i] + a[i * n + j] * y1[j];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) x2[i] = x2[i] + a[j * n + i] * y2[j];
}

int main(void) {
    int n = 1400, shifts[4] = {0, 1, 3, 4};
    double *a = doubles(n * n), *v[4];
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = (double)((i * j) % n) / n;
    for (int k = 0; k < 4; k++) {
        v[k] = doubles(n);
        for (int i = 0; i < n; i++) v[k][i] = (double)((i + shifts[k]) % n) / n;
    }
    begin();
    mvt(n, a, v[0], v[1], v[2], v[3]);
    end();
    printf("%.17g %.17g\n", v[0][5], v[1][n - 1]);
}
