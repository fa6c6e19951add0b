"""Bytes of an image: sums wrap at 256 unless they are widened first.

kind: bool, complex and unsigned arrays
"""

import numpy as np


def brighten(image, amount):
    rows, columns = image.shape
    clipped = 0
    for i in range(rows):
        for j in range(columns):
            value = int(image[i, j]) + amount
            if value > 255:
                value = 255
                clipped += 1
            image[i, j] = value
    return clipped


def main():
    i, j = np.indices((500, 600))
    image = (i * 31 + j * 17) % 256
    image = image.astype(np.uint8)
    print(brighten(image, 20), int(image.sum()))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def image(dtype=np.uint8):
    return (np.arange(12).reshape(3, 4) * 23 % 256).astype(dtype)


def probes():
    frozen = image()
    frozen.flags.writeable = False
    yield brighten, image(), 20
    yield brighten, image(), -1
    yield brighten, image(), -300
    yield brighten, image(), 2.7
    yield brighten, image(), float("nan")
    yield brighten, image(), 2**70
    yield brighten, image(), np.uint8(20)
    yield brighten, image(), np.int64(20)
    yield brighten, image(), True
    yield brighten, image(np.int8), 100
    yield brighten, image(np.int64), 100
    yield brighten, image(float) + 0.75, 100
    yield brighten, np.array([[np.nan]]), 1
    yield brighten, np.array([[1e30]]), 1
    yield brighten, np.array([[np.inf, 1.0]]), 1
    yield brighten, image(bool), 1
    yield brighten, image(complex), 1
    yield brighten, image(np.uint64) + np.uint64(2**63), 1
    yield brighten, frozen, 1
    yield brighten, image().T, 10
    yield brighten, image()[::-1, ::2], 10
    yield brighten, np.zeros((0, 3), np.uint8), "x"
    yield brighten, image(), "x"
    yield brighten, [[1, 2]], 3
