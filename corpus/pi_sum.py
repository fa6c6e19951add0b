"""Sum a slowly converging series for pi squared over six, again and again.

source: the iteration micro-benchmark used to compare languages
run: python pi_sum.py
expect: winner in pi_sum
expect: identical in pi_sum
"""


def pi_sum():
    total = 0.0
    for _ in range(1000):
        total = 0.0
        for k in range(1, 40_001):
            total += 1.0 / (k * k)
    return total


def main():
    total = pi_sum()
    print(f"sum {total:.9f}")
    print(f"pi is about {(6 * total) ** 0.5:.6f}")


if __name__ == "__main__":
    main()
