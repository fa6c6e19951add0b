#include "yardstick.h"

__attribute__((noinline)) static void lu(int n, double *a) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < i; j++) {
            for (int k = 0; k < j; k++) a[i * n + j] -= a[i * n + k] * a[k * n + j];
            a[i * n + j] /= a[j * n + j];
        }
        for (int j = i; j < n; j++)
            for (int k = 0; k < i; k++) a[i * n + j] -= a[i * n + k] * a[k * n + j];
    }
}

int main(void) {
    int n = 250;
    double *a = doubles(n * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) a[i * n + j] = 1.0 / (1.0 + abs(i - j));
    for (int i = 0; i < n; i++) a[i * n + i] += n;
    begin();
    lu(n, a);
    end();
    printf("%.17g %.17g\n", a[n * n - 1], a[(n - 1) * n + 3]);
}
