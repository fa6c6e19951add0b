#include "yardstick.h"

__attribute__((noinline)) static void covariance(int n, int m, double *data, double *mean,
                                                 double *cov) {
    for (int j = 0; j < m; j++) {
        mean[j] = 0.0;
        for (int i = 0; i < n; i++) mean[j] += data[i * m + j];
        mean[j] /= n;
    }
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) data[i * m + j] -= mean[j];
    for (int i = 0; i < m; i++)
        for (int j = i; j < m; j++) {
            cov[i * m + j] = 0.0;
            for (int k = 0; k < n; k++) cov[i * m + j] += data[k * m + i] * data[k * m + j];
            cov[i * m + j] /= n - 1.0;
            cov[j * m + i] = cov[i * m + j];
        }
}

int main(void) {
    int n = 220, m = 160;
    double *data = doubles(n * m), *mean = doubles(m), *cov = doubles(m * m);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) data[i * m + j] = draw() * (j + 1);
    begin();
    covariance(n, m, data, mean, cov);
    end();
    printf("%.17g %.17g\n", cov[3 * m + 7], cov[m * m - 1]);
}
