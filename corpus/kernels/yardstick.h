/* What every C version shares: the programs' own generator, and a clock around the hot part. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long long seed_ = 42;
static inline double draw(void) {
    seed_ = (seed_ * 1103515245 + 12345) % 2147483648LL;
    return (double)seed_ / 2147483648.0;
}
static inline long long draw_int(long long below) { return (long long)(draw() * (double)below); }

static struct timespec begun_;
static inline void begin(void) { clock_gettime(CLOCK_MONOTONIC, &begun_); }
/* The seconds since begin(), on standard error, where the bench reads them. */
static inline void end(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    fprintf(stderr, "seconds %.9f\n",
            (double)(now.tv_sec - begun_.tv_sec) + 1e-9 * (double)(now.tv_nsec - begun_.tv_nsec));
}
static inline double *doubles(size_t count) { return calloc(count, sizeof(double)); }
