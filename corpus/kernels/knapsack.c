#include "yardstick.h"

__attribute__((noinline)) static long long best_value(int n, const long long *weights,
                                                      const long long *values, long long room) {
    long long *best = calloc(room + 1, sizeof(long long));
    for (int item = 0; item < n; item++)
        for (long long left = room; left >= weights[item]; left--) {
            long long candidate = best[left - weights[item]] + values[item];
            if (candidate > best[left]) best[left] = candidate;
        }
    long long result = best[room];
    free(best);
    return result;
}

int main(void) {
    int n = 300;
    long long weights[300], values[300];
    for (int i = 0; i < n; i++) weights[i] = 1 + draw_int(60);
    for (int i = 0; i < n; i++) values[i] = 1 + draw_int(500);
    begin();
    long long result = best_value(n, weights, values, 30000);
    end();
    printf("%lld\n", result);
}
