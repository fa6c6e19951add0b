#include "yardstick.h"

__attribute__((noinline)) static void transform(int rows, int n, double *a, const double *c,
                                                double *total) {
    for (int r = 0; r < rows * rows; r++) {
        for (int p = 0; p < n; p++) {
            total[p] = 0.0;
            for (int s = 0; s < n; s++) total[p] += a[r * n + s] * c[s * n + p];
        }
        for (int p = 0; p < n; p++) a[r * n + p] = total[p];
    }
}

int main(void) {
    int rows = 40, n = 90;
    double *a = doubles(rows * rows * n), *c = doubles(n * n), *total = doubles(n);
    for (int i = 0; i < rows * rows * n; i++) a[i] = draw();
    for (int i = 0; i < n * n; i++) c[i] = draw();
    begin();
    transform(rows, n, a, c, total);
    end();
    printf("%.17g %.17g\n", a[(3 * rows + 4) * n + 5], a[rows * rows * n - 1]);
}
