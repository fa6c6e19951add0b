#include "yardstick.h"

__attribute__((noinline)) static long long longest(int n, int m, const long long *a,
                                                   const long long *b) {
    long long *table = calloc((size_t)(n + 1) * (m + 1), sizeof(long long));
    int w = m + 1;
    for (int i = 1; i <= n; i++)
        for (int j = 1; j <= m; j++) {
            if (a[i - 1] == b[j - 1]) {
                table[i * w + j] = table[(i - 1) * w + j - 1] + 1;
            } else {
                long long up = table[(i - 1) * w + j], left = table[i * w + j - 1];
                table[i * w + j] = left > up ? left : up;
            }
        }
    long long result = table[n * w + m];
    free(table);
    return result;
}

int main(void) {
    int n = 2600, m = 2400;
    long long a[2600], b[2400];
    for (int i = 0; i < n; i++) a[i] = draw_int(6);
    for (int i = 0; i < m; i++) b[i] = draw_int(6);
    begin();
    long long result = longest(n, m, a, b);
    end();
    printf("%lld\n", result);
}
