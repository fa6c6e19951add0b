#include "yardstick.h"

#define P(r, c) picture[(r) * columns + (c)]

__attribute__((noinline)) static void edges(int rows, int columns, const double *picture,
                                            double *out) {
    for (int r = 1; r < rows - 1; r++)
        for (int c = 1; c < columns - 1; c++) {
            double gx = P(r - 1, c + 1) + 2.0 * P(r, c + 1) + P(r + 1, c + 1) - P(r - 1, c - 1)
                        - 2.0 * P(r, c - 1) - P(r + 1, c - 1);
            double gy = P(r + 1, c - 1) + 2.0 * P(r + 1, c) + P(r + 1, c + 1) - P(r - 1, c - 1)
                        - 2.0 * P(r - 1, c) - P(r - 1, c + 1);
            out[r * columns + c] = sqrt(gx * gx + gy * gy);
        }
}

int main(void) {
    int rows = 600, columns = 700;
    double *picture = doubles(rows * columns), *out = doubles(rows * columns);
    for (int i = 0; i < rows * columns; i++) picture[i] = draw();
    begin();
    edges(rows, columns, picture, out);
    end();
    printf("%.17g %.17g\n", out[5 * columns + 7], out[500 * columns + 600]);
}
