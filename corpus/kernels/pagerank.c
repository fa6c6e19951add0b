#include "yardstick.h"

__attribute__((noinline)) static double *rank(int links, const long long *sources,
                                              const long long *targets, const long long *degrees,
                                              int n, int rounds, double *scores, double *fresh) {
    for (int i = 0; i < n; i++) scores[i] = 1.0 / n;
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++) fresh[i] = 0.15 / n;
        for (int e = 0; e < links; e++)
            fresh[targets[e]] += 0.85 * scores[sources[e]] / (double)degrees[sources[e]];
        double *swap = scores;
        scores = fresh;
        fresh = swap;
    }
    return scores;
}

int main(void) {
    int n = 3000, links = 60000;
    long long *sources = calloc(links + n, 8), *targets = calloc(links + n, 8);
    long long *degrees = calloc(n, 8);
    double best = 0.0;
    for (int i = 0; i < links; i++) sources[i] = draw_int(n);
    for (int i = 0; i < links; i++) targets[i] = draw_int(n);
    for (int i = 0; i < n; i++) sources[links + i] = targets[links + i] = i;
    for (int i = 0; i < links + n; i++) degrees[sources[i]]++;
    begin();
    double *scores = rank(links + n, sources, targets, degrees, n, 60, doubles(n), doubles(n));
    end();
    for (int i = 0; i < n; i++)
        if (scores[i] > best) best = scores[i];
    printf("%.17g %.17g\n", scores[7], best);
}
