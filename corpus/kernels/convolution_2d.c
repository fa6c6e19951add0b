#include "yardstick.h"

__attribute__((noinline)) static void convolve(int rows, int columns, int size,
                                               const double *picture, const double *mask,
                                               double *out) {
    for (int r = 0; r < rows - size + 1; r++)
        for (int c = 0; c < columns - size + 1; c++) {
            double total = 0.0;
            for (int i = 0; i < size; i++)
                for (int j = 0; j < size; j++)
                    total += picture[(r + i) * columns + c + j] * mask[i * size + j];
            *out++ = total;
        }
}

int main(void) {
    int rows = 300, columns = 330, size = 7, wide = columns - size + 1;
    double *picture = doubles(rows * columns), *mask = doubles(size * size);
    double *out = doubles(rows * columns);
    for (int i = 0; i < rows * columns; i++) picture[i] = draw();
    for (int i = 0; i < size * size; i++) mask[i] = draw();
    begin();
    convolve(rows, columns, size, picture, mask, out);
    end();
    printf("convolving %d by %d\n", rows, columns);
    printf("%.17g %.17g\n", out[5 * wide + 7], out[(rows - size + 1) * wide - 1]);
}
