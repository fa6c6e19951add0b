#include "yardstick.h"

__attribute__((noinline)) static void cholesky(int n, double *a) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++) a[i * n + j] -= a[i * n + k] * a[j * n + k];
            a[i * n + j] /= a[j * n + j];
        }
        for (int k = 0; k < i; k++) a[i * n + i] -= a[i * n + k] * a[i * n + k];
        a[i * n + i] = sqrt(a[i * n + i]);
    }
}

int main(void) {
    int n = 260;
    double *a = doubles(n * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = 1.0 / (1.0 + abs(i - j));
    for (int i = 0; i < n; i++) a[i * n + i] += n;
    begin();
    cholesky(n, a);
    end();
    printf("%.17g %.17g\n", a[n * n - 1], a[(n - 1) * n + 3]);
}
