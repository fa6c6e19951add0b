#include "yardstick.h"

__attribute__((noinline)) static void step(int rows, int columns, const long long *board,
                                           long long *after) {
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++) {
            long long alive = 0;
            for (int dr = -1; dr <= 1; dr++)
                for (int dc = -1; dc <= 1; dc++)
                    if (dr != 0 || dc != 0)
                        alive += board[(r + dr + rows) % rows * columns + (c + dc + columns) % columns];
            after[r * columns + c] = alive == 3 || (alive == 2 && board[r * columns + c] == 1);
        }
}

int main(void) {
    int rows = 96, columns = 96;
    long long *board = calloc(rows * columns, sizeof(long long)), total = 0, seventh = 0;
    long long *after = calloc(rows * columns, sizeof(long long));
    for (int i = 0; i < rows * columns; i++) board[i] = draw() < 0.3;
    begin();
    for (int i = 0; i < 200; i++) {
        step(rows, columns, board, after);
        long long *swap = board;
        board = after;
        after = swap;
    }
    end();
    for (int i = 0; i < rows * columns; i++) total += board[i];
    for (int i = 0; i < columns; i++) seventh += board[7 * columns + i];
    printf("%lld %lld\n", total, seventh);
}
