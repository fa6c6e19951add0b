#include "yardstick.h"

__attribute__((noinline)) static void smooth(int rows, int columns, int radius, double spread,
                                             const double *picture, double *out) {
    for (int r = radius; r < rows - radius; r++)
        for (int c = radius; c < columns - radius; c++) {
            double middle = picture[r * columns + c], total = 0.0, weights = 0.0;
            for (int dr = -radius; dr <= radius; dr++)
                for (int dc = -radius; dc <= radius; dc++) {
                    double value = picture[(r + dr) * columns + c + dc];
                    double difference = value - middle;
                    double weight = 1.0 / (1.0 + dr * dr + dc * dc + spread * difference * difference);
                    total += weight * value;
                    weights += weight;
                }
            out[r * columns + c] = total / weights;
        }
}

int main(void) {
    int rows = 260, columns = 300;
    double *picture = doubles(rows * columns), *out = doubles(rows * columns);
    for (int i = 0; i < rows * columns; i++) picture[i] = draw();
    begin();
    smooth(rows, columns, 3, 8.0, picture, out);
    end();
    printf("%.17g %.17g\n", out[5 * columns + 7], out[100 * columns + 90]);
}
