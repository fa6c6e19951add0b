#include "yardstick.h"

__attribute__((noinline)) static void advance(int n, double *x, double *y, double *z, double *vx,
                                              double *vy, double *vz, double *mass, double dt,
                                              int steps) {
    for (int step = 0; step < steps; step++) {
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++) {
                double dx = x[i] - x[j], dy = y[i] - y[j], dz = z[i] - z[j];
                double distance = sqrt(dx * dx + dy * dy + dz * dz + 0.01);
                double pull = dt / (distance * distance * distance);
                vx[i] -= dx * mass[j] * pull;
                vy[i] -= dy * mass[j] * pull;
                vz[i] -= dz * mass[j] * pull;
                vx[j] += dx * mass[i] * pull;
                vy[j] += dy * mass[i] * pull;
                vz[j] += dz * mass[i] * pull;
            }
        for (int i = 0; i < n; i++) {
            x[i] += dt * vx[i];
            y[i] += dt * vy[i];
            z[i] += dt * vz[i];
        }
    }
}

int main(void) {
    int n = 40;
    double *s[7], total = 0.0;
    for (int which = 0; which < 7; which++) {
        s[which] = doubles(n);
        for (int i = 0; i < n; i++) s[which][i] = draw();
    }
    begin();
    advance(n, s[0], s[1], s[2], s[3], s[4], s[5], s[6], 0.001, 5000);
    end();
    for (int i = 0; i < n; i++) total += s[3][i];
    printf("%.17g %.17g\n", s[0][0], total);
}
