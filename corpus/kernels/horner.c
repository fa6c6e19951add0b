#include "yardstick.h"

__attribute__((noinline)) static void evaluate(int m, int n, const double *coefficients,
                                               const double *places, double *values) {
    for (int i = 0; i < n; i++) {
        double value = 0.0;
        for (int k = 0; k < m; k++) value = value * places[i] + coefficients[k];
        values[i] = value;
    }
}

int main(void) {
    int m = 60, n = 200000;
    double *c = doubles(m), *x = doubles(n), *v = doubles(n);
    for (int i = 0; i < m; i++) c[i] = draw() - 0.5;
    for (int i = 0; i < n; i++) x[i] = 2.0 * draw() - 1.0;
    begin();
    evaluate(m, n, c, x, v);
    end();
    printf("%.17g %.17g\n", v[3], v[n - 1]);
}
