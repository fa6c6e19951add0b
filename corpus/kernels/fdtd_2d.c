#include "yardstick.h"

__attribute__((noinline)) static void advance(int nx, int ny, int steps, double *restrict ex,
                                              double *restrict ey, double *restrict hz,
                                              const double *restrict pulse) {
    for (int t = 0; t < steps; t++) {
        for (int j = 0; j < ny; j++) ey[j] = pulse[t];
        for (int i = 1; i < nx; i++)
            for (int j = 0; j < ny; j++)
                ey[i * ny + j] = ey[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[(i - 1) * ny + j]);
        for (int i = 0; i < nx; i++)
            for (int j = 1; j < ny; j++)
                ex[i * ny + j] = ex[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[i * ny + j - 1]);
        for (int i = 0; i < nx - 1; i++)
            for (int j = 0; j < ny - 1; j++)
                hz[i * ny + j] = hz[i * ny + j]
                                 - 0.7 * (ex[i * ny + j + 1] - ex[i * ny + j]
                                          + ey[(i + 1) * ny + j] - ey[i * ny + j]);
    }
}

int main(void) {
    int nx = 90, ny = 110, steps = 50;
    double *f[3], *pulse = doubles(steps);
    for (int k = 0; k < 3; k++) {
        f[k] = doubles(nx * ny);
        for (int i = 0; i < nx; i++)
            for (int j = 0; j < ny; j++) f[k][i * ny + j] = (double)(i * (j + k + 1)) / (nx + k + 1);
    }
    for (int t = 0; t < steps; t++) pulse[t] = t;
    begin();
    advance(nx, ny, steps, f[0], f[1], f[2], pulse);
    end();
    printf("%.17g %.17g\n", f[2][5 * ny + 7], f[0][nx * ny - 1]);
}
