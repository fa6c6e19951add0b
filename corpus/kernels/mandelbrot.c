#include "yardstick.h"

static int escapes(double cx, double cy, int most) {
    double x = 0.0, y = 0.0;
    for (int n = 0; n < most; n++) {
        double xx = x * x, yy = y * y;
        if (xx + yy > 4.0) return n;
        y = 2.0 * x * y + cy;
        x = xx - yy + cx;
    }
    return most;
}

__attribute__((noinline)) static void fill(int width, int height, int most, long long *counts) {
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
            *counts++ = escapes(3.0 * column / width - 2.0, 2.0 * row / height - 1.0, most);
}

int main(void) {
    int width = 640, height = 480, most = 200;
    long long *counts = calloc(width * height, sizeof(long long)), total = 0, highest = 0;
    begin();
    fill(width, height, most, counts);
    end();
    for (int i = 0; i < width * height; i++) {
        total += counts[i];
        if (counts[i] > highest) highest = counts[i];
    }
    printf("%lld %lld %lld\n", total, highest, counts[5000]);
}
