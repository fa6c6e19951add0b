#include "yardstick.h"

static double curve(double x) { return x * x / (1.0 + x * x * x); }

__attribute__((noinline)) static double area(double low, double high, int strips) {
    double width = (high - low) / strips, total = 0.5 * (curve(low) + curve(high));
    for (int i = 1; i < strips; i++) total += curve(low + i * width);
    return total * width;
}

int main(void) {
    begin();
    double result = area(0.0, 4.0, 8000000);
    end();
    printf("%.12g\n", result);
}
