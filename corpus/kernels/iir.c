#include "yardstick.h"

__attribute__((noinline)) static void smooth(int n, const double *signal, double *out, double b0,
                                             double b1, double a1, double a2) {
    out[0] = out[1] = 0.0;
    for (int i = 2; i < n; i++)
        out[i] = b0 * signal[i] + b1 * signal[i - 1] - a1 * out[i - 1] - a2 * out[i - 2];
}

int main(void) {
    int n = 1500000;
    double *rows[2] = {doubles(n), doubles(n)};
    for (int i = 0; i < n; i++) rows[0][i] = draw() - 0.5;
    begin();
    for (int i = 0; i < 5; i++) smooth(n, rows[i % 2], rows[1 - i % 2], 0.2, 0.1, -1.2, 0.4);
    end();
    printf("%.17g %.17g\n", rows[1][2], rows[1][n - 1]);
}
