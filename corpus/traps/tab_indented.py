"""A file indented with tabs, with a text in it that holds a tab and trailing blanks.

kind: CRLF and tabs
"""

LABEL = "a\tb  "


def diffuse(values, rounds):
	"""Move every value a little towards its right neighbour."""
	for _ in range(rounds):
		carried = values[0]
		for i in range(len(values) - 1):
			flow = 0.125 * (values[i] - values[i + 1])
			values[i] -= flow	# out
			values[i + 1] += flow	# in
	return carried


def main():
	values = [float(i % 13) for i in range(1000)]
	print(LABEL, diffuse(values, 1200), values[3], sum(values))


if __name__ == "__main__":
	main()


# --- calls the program never makes ---


def probes():
    yield diffuse, [1.0, 5.0, 2.0], 2
    yield diffuse, [1.0, 5.0, 2.0], 0
    yield diffuse, [], 1
    yield diffuse, [3], 2
    yield diffuse, [1, 5, 2], 2
    yield diffuse, [1.0, 5.0, "x"], 1
    yield diffuse, [1.0, float("inf"), 2.0], 2
    yield diffuse, (1.0, 2.0), 1
    yield diffuse, [1.0, 2.0], 1.0
    yield diffuse, [2**70, 1.0], 1
    yield lambda: (LABEL, diffuse.__doc__),
