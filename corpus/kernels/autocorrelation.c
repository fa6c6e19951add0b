#include "yardstick.h"

__attribute__((noinline)) static void correlate(int n, int lags, const double *series,
                                                double *centred, double *found) {
    double mean = 0.0;
    for (int i = 0; i < n; i++) mean += series[i];
    mean /= n;
    for (int i = 0; i < n; i++) centred[i] = series[i] - mean;
    for (int lag = 0; lag < lags; lag++) {
        double total = 0.0;
        for (int i = 0; i < n - lag; i++) total += centred[i] * centred[i + lag];
        found[lag] = total / n;
    }
}

int main(void) {
    int n = 30000, lags = 300;
    double *series = doubles(n), *centred = doubles(n), *found = doubles(lags);
    for (int i = 0; i < n; i++) series[i] = draw();
    begin();
    correlate(n, lags, series, centred, found);
    end();
    printf("%.17g %.17g\n", found[0], found[lags - 1]);
}
