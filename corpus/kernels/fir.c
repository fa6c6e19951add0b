#include "yardstick.h"

__attribute__((noinline)) static void fir(int length, int n_taps, const double *signal,
                                          const double *taps, double *filtered) {
    for (int n = n_taps - 1; n < length; n++) {
        double total = 0.0;
        for (int k = 0; k < n_taps; k++) total += taps[k] * signal[n - k];
        filtered[n - n_taps + 1] = total;
    }
}

int main(void) {
    int length = 500000, n_taps = 64;
    double *signal = doubles(length), *taps = doubles(n_taps), *filtered = doubles(length);
    for (int i = 0; i < length; i++) signal[i] = draw() - 0.5;
    for (int i = 0; i < n_taps; i++) taps[i] = draw();
    begin();
    fir(length, n_taps, signal, taps, filtered);
    end();
    printf("%d %.17g %.17g\n", length - n_taps + 1, filtered[0], filtered[length - n_taps]);
}
