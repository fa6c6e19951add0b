#include "yardstick.h"

static int is_inside(int n, double x, double y, const double *xs, const double *ys) {
    int inside = 0;
    for (int i = 0, j = n - 1; i < n; j = i++)
        if ((ys[i] > y) != (ys[j] > y)
            && x < (xs[j] - xs[i]) * (y - ys[i]) / (ys[j] - ys[i]) + xs[i])
            inside = !inside;
    return inside;
}

__attribute__((noinline)) static int count_inside(int m, const double *points, int n,
                                                  const double *xs, const double *ys) {
    int count = 0;
    for (int i = 0; i < m; i++) count += is_inside(n, points[2 * i], points[2 * i + 1], xs, ys);
    return count;
}

int main(void) {
    int n = 40, m = 100000;
    double xs[40], ys[40], *points = doubles(2 * m);
    for (int i = 0; i < n; i++) xs[i] = draw();
    for (int i = 0; i < n; i++) ys[i] = draw();
    for (int i = 0; i < 2 * m; i++) points[i] = draw();
    begin();
    int count = count_inside(m, points, n, xs, ys);
    end();
    printf("%d\n", count);
}
