#include "yardstick.h"

__attribute__((noinline)) static long long distance(int n, int m, const char *first,
                                                    const char *second, long long *previous,
                                                    long long *current) {
    for (int j = 0; j <= m; j++) previous[j] = j;
    for (int i = 0; i < n; i++) {
        current[0] = i + 1;
        for (int j = 0; j < m; j++) {
            long long best = previous[j] + (first[i] != second[j]);
            if (previous[j + 1] + 1 < best) best = previous[j + 1] + 1;
            if (current[j] + 1 < best) best = current[j] + 1;
            current[j + 1] = best;
        }
        long long *swap = previous;
        previous = current;
        current = swap;
    }
    return previous[m];
}

int main(void) {
    int n = 2800, m = 2500;
    char first[2800], second[2500];
    for (int i = 0; i < n; i++) first[i] = "acgt"[draw_int(4)];
    for (int i = 0; i < m; i++) second[i] = "acgt"[draw_int(4)];
    long long *rows = calloc(2 * (m + 1), sizeof(long long));
    begin();
    long long edits = distance(n, m, first, second, rows, rows + m + 1);
    end();
    printf("%lld\n", edits);
}
