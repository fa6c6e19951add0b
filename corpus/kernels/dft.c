#include "yardstick.h"

__attribute__((noinline)) static void transform(int n, const double *signal, double *cosines,
                                                double *sines, double *real, double *imaginary) {
    for (int k = 0; k < n; k++) cosines[k] = cos(2.0 * M_PI * k / n);
    for (int k = 0; k < n; k++) sines[k] = sin(2.0 * M_PI * k / n);
    for (int k = 0; k < n; k++) {
        double re = 0.0, im = 0.0;
        for (int t = 0; t < n; t++) {
            long long angle = ((long long)k * t) % n;
            re += signal[t] * cosines[angle];
            im -= signal[t] * sines[angle];
        }
        real[k] = re;
        imaginary[k] = im;
    }
}

int main(void) {
    int n = 2000;
    double *v[5];
    for (int i = 0; i < 5; i++) v[i] = doubles(n);
    for (int i = 0; i < n; i++) v[0][i] = draw() - 0.5;
    begin();
    transform(n, v[0], v[1], v[2], v[3], v[4]);
    end();
    printf("%.17g %.17g\n", v[3][7], v[4][1999]);
}
