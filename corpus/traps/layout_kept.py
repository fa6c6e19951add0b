"""The result takes its memory order and dtype from the input, which later code can see.

kind: read-only and transposed arrays
"""

import numpy as np


def soften(image):
    result = image.copy()
    rows, columns = image.shape
    for i in range(1, rows - 1):
        for j in range(columns):
            result[i, j] = (image[i - 1, j] + 2 * image[i, j] + image[i + 1, j]) / 4
    return result


def main():
    i, j = np.indices((400, 400))
    image = (i * 31.0 + j * 17) % 101
    result = soften(soften(image))
    print(repr(float(result.sum())), result[5, 7], result.flags.c_contiguous)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    base = (np.arange(20.0).reshape(5, 4) * 7) % 11
    frozen = base.copy()
    frozen.flags.writeable = False
    yield soften, base.copy()
    yield soften, np.asfortranarray(base)
    yield soften, base.T
    yield soften, base[::-1]
    yield soften, base[:, ::2]
    yield soften, frozen
    yield soften, base.astype(np.float32)
    yield soften, base.astype(np.int32)
    yield soften, base.astype(np.uint8) * 25
    yield soften, base > 5
    yield soften, base.astype(complex)
    yield soften, base.astype(object)
    yield soften, base.astype(">f8")
    yield soften, base[:2]
    yield soften, base[:0]
    yield soften, base[:, :0]
    yield soften, base[0]
    yield soften, np.broadcast_to(np.arange(4.0), (5, 4))
    yield soften, np.matrix(base)
    yield soften, np.ma.masked_greater(base, 9)
    yield soften, base.tolist()
    yield soften, np.stack([base, base])
