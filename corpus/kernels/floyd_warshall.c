#include "yardstick.h"

__attribute__((noinline)) static void shortest(int n, double *dist) {
    for (int k = 0; k < n; k++)
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                if (dist[i * n + k] + dist[k * n + j] < dist[i * n + j])
                    dist[i * n + j] = dist[i * n + k] + dist[k * n + j];
}

int main(void) {
    int n = 300;
    double *dist = doubles(n * n), total = 0.0;
    for (int i = 0; i < n * n; i++) dist[i] = 1000.0 * draw();
    for (int i = 0; i < n; i++) dist[i * n + i] = 0.0;
    begin();
    shortest(n, dist);
    end();
    for (int i = 0; i < n; i++) {
        double row = 0.0;
        for (int j = 0; j < n; j++) row += dist[i * n + j];
        total += row;
    }
    printf("%.17g\n", total);
}
