#include "yardstick.h"

__attribute__((noinline)) static void atax(int m, int n, const double *a, const double *x,
                                           double *y, double *tmp) {
    for (int i = 0; i < n; i++) y[i] = 0.0;
    for (int i = 0; i < m; i++) {
        tmp[i] = 0.0;
        for (int j = 0; j < n; j++) tmp[i] = tmp[i] + a[i * n + j] * x[j];
        for (int j = 0; j < n; j++) y[j] = y[j] + a[i * n + j] * tmp[i];
    }
}

int main(void) {
    int m = 1400, n = 1500;
    double *a = doubles(m * n), *x = doubles(n), *y = doubles(n), *tmp = doubles(m);
    for (int i = 0; i < m; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = ((i + j) % n) / (5.0 * m);
    for (int i = 0; i < n; i++) x[i] = 1.0 + (double)i / n;
    begin();
    atax(m, n, a, x, y, tmp);
    end();
    printf("%.17g %.17g\n", y[3], y[n - 1]);
}
