"""The nearest of many samples for each question.

source: k-NN with one neighbour
run: python nearest_neighbours.py
expect: winner >= 10 in classify
expect: identical in classify
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def classify(samples, questions):
    answers = []
    for question in questions:
        best = -1
        best_distance = 1e30
        for i, sample in enumerate(samples):
            distance = 0.0
            for d in range(len(sample)):
                difference = sample[d] - question[d]
                distance += difference * difference
            if distance < best_distance:
                best_distance = distance
                best = i
        answers.append(best)
    return answers


def main():
    samples = [[draw() for _ in range(8)] for _ in range(1000)]
    questions = [[draw() for _ in range(8)] for _ in range(1100)]
    answers = classify(samples, questions)
    print(sum(answers), answers[7])


main()
