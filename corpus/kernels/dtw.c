#include "yardstick.h"

__attribute__((noinline)) static double distance(int n, int m, const double *a, const double *b) {
    int w = m + 1;
    double *cost = doubles((size_t)(n + 1) * w);
    for (int i = 0; i < (n + 1) * w; i++) cost[i] = 1e30;
    cost[0] = 0.0;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++) {
            double step = fabs(a[i - 1] - b[j - 1]), best = cost[(i - 1) * w + j];
            if (cost[i * w + j - 1] < best) best = cost[i * w + j - 1];
            if (cost[(i - 1) * w + j - 1] < best) best = cost[(i - 1) * w + j - 1];
            cost[i * w + j] = step + best;
        }
    double result = cost[n * w + m];
    free(cost);
    return result;
}

int main(void) {
    int n = 1800, m = 1700;
    double *a = doubles(n), *b = doubles(m);
    for (int i = 0; i < n; i++) a[i] = draw();
    for (int i = 0; i < m; i++) b[i] = draw();
    begin();
    double result = distance(n, m, a, b);
    end();
    printf("%.17g\n", result);
}
