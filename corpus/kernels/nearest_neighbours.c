#include "yardstick.h"

__attribute__((noinline)) static void classify(int n, int m, int dims, const double *samples,
                                               const double *questions, long long *answers) {
    for (int q = 0; q < m; q++) {
        long long best = -1;
        double best_distance = 1e30;
        for (int i = 0; i < n; i++) {
            double distance = 0.0;
            for (int d = 0; d < dims; d++) {
                double difference = samples[i * dims + d] - questions[q * dims + d];
                distance += difference * difference;
            }
            if (distance < best_distance) {
                best_distance = distance;
                best = i;
            }
        }
        answers[q] = best;
    }
}

int main(void) {
    int n = 1000, m = 1100, dims = 8;
    double *samples = doubles(n * dims), *questions = doubles(m * dims);
    long long answers[1100], total = 0;
    for (int i = 0; i < n * dims; i++) samples[i] = draw();
    for (int i = 0; i < m * dims; i++) questions[i] = draw();
    begin();
    classify(n, m, dims, samples, questions, answers);
    end();
    for (int i = 0; i < m; i++) total += answers[i];
    printf("%lld %lld\n", total, answers[7]);
}
