#include "yardstick.h"

__attribute__((noinline)) static long long best_score(int n, int m, const long long *a,
                                                      const long long *b, long long match,
                                                      long long mismatch, long long gap) {
    long long *previous = calloc(m + 1, 8), *current = calloc(m + 1, 8), best = 0;
    for (int i = 0; i < n; i++) {
        current[0] = 0;
        for (int j = 0; j < m; j++) {
            long long score = previous[j] + (a[i] == b[j] ? match : mismatch);
            if (previous[j + 1] + gap > score) score = previous[j + 1] + gap;
            if (current[j] + gap > score) score = current[j] + gap;
            if (score < 0) score = 0;
            current[j + 1] = score;
            if (score > best) best = score;
        }
        long long *swap = previous;
        previous = current;
        current = swap;
    }
    return best;
}

int main(void) {
    int n = 2200, m = 2100;
    long long a[2200], b[2100];
    for (int i = 0; i < n; i++) a[i] = draw_int(4);
    for (int i = 0; i < m; i++) b[i] = draw_int(4);
    begin();
    long long result = best_score(n, m, a, b, 3, -2, -4);
    end();
    printf("%lld\n", result);
}
