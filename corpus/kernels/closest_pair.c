#include "yardstick.h"

__attribute__((noinline)) static void closest(int n, const double *xs, const double *ys, int *a,
                                              int *b) {
    double best = 1e30;
    for (int i = 0; i < n; i++)
        for (int j = i + 1; j < n; j++) {
            double dx = xs[i] - xs[j], dy = ys[i] - ys[j], distance = dx * dx + dy * dy;
            if (distance < best) {
                best = distance;
                *a = i;
                *b = j;
            }
        }
}

int main(void) {
    int n = 4500, a = 0, b = 0;
    double *xs = doubles(n), *ys = doubles(n);
    for (int i = 0; i < n; i++) xs[i] = draw();
    for (int i = 0; i < n; i++) ys[i] = draw();
    begin();
    closest(n, xs, ys, &a, &b);
    end();
    printf("(%d, %d)\n", a, b);
}
