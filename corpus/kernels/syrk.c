#include "yardstick.h"

__attribute__((noinline)) static void syrk(int n, int m, double alpha, double beta,
                                           const double *a, double *c) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) c[i * n + j] *= beta;
        for (int k = 0; k < m; k++)
            for (int j = 0; j <= i; j++) c[i * n + j] += alpha * a[i * m + k] * a[j * m + k];
    }
}

int main(void) {
    int n = 190, m = 150;
    double *a = doubles(n * m), *c = doubles(n * n);
    for (int i = 0; i < n * m; i++) a[i] = draw();
    for (int i = 0; i < n * n; i++) c[i] = draw();
    begin();
    syrk(n, m, 1.5, 1.2, a, c);
    end();
    printf("%.17g %.17g\n", c[5 * n + 3], c[n * n - 1]);
}
