#include "yardstick.h"

__attribute__((noinline)) static void fill(int n, const double *values, int bins,
                                           long long *counts, double *sums) {
    memset(counts, 0, bins * sizeof(long long));
    memset(sums, 0, bins * sizeof(double));
    for (int i = 0; i < n; i++) {
        int place = (int)(values[i] * bins);
        counts[place] += 1;
        sums[place] += values[i];
    }
}

int main(void) {
    int n = 1000000, bins = 64;
    double *values = doubles(n), sums[64];
    long long counts[64], most = 0;
    for (int i = 0; i < n; i++) values[i] = draw();
    begin();
    for (int i = 0; i < 8; i++) fill(n, values, bins, counts, sums);
    end();
    for (int i = 0; i < bins; i++)
        if (counts[i] > most) most = counts[i];
    printf("%lld %lld %.17g\n", counts[3], most, sums[7]);
}
