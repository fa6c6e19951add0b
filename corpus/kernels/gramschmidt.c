#include "yardstick.h"

__attribute__((noinline)) static void orthonormal(int m, int n, double *a, double *r, double *q) {
    for (int k = 0; k < n; k++) {
        double norm = 0.0;
        for (int i = 0; i < m; i++) norm += a[i * n + k] * a[i * n + k];
        r[k * n + k] = sqrt(norm);
        for (int i = 0; i < m; i++) q[i * n + k] = a[i * n + k] / r[k * n + k];
        for (int j = k + 1; j < n; j++) {
            r[k * n + j] = 0.0;
            for (int i = 0; i < m; i++) r[k * n + j] += q[i * n + k] * a[i * n + j];
            for (int i = 0; i < m; i++) a[i * n + j] = a[i * n + j] - q[i * n + k] * r[k * n + j];
        }
    }
}

int main(void) {
    int m = 130, n = 110;
    double *a = doubles(m * n), *r = doubles(n * n), *q = doubles(m * n);
    for (int i = 0; i < m * n; i++) a[i] = draw();
    begin();
    orthonormal(m, n, a, r, q);
    end();
    printf("%.17g %.17g\n", r[n * n - 1], q[m * n - 1]);
}
