#include "yardstick.h"

__attribute__((noinline)) static void gemm(int n, double alpha, double beta, const double *a,
                                           const double *b, double *c) {
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            c[i * n + j] *= beta;
            for (int k = 0; k < n; k++) c[i * n + j] += alpha * a[i * n + k] * b[k * n + j];
        }
}

int main(void) {
    int n = 170;
    double *arrays[3];
    for (int which = 0; which < 3; which++) {
        arrays[which] = doubles(n * n);
        for (int i = 0; i < n * n; i++) arrays[which][i] = draw();
    }
    begin();
    gemm(n, 1.5, 1.2, arrays[0], arrays[1], arrays[2]);
    end();
    printf("%.17g %.17g\n", arrays[2][3 * n + 5], arrays[2][n * n - 1]);
}
