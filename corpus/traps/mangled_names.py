"""Names with two underscores belong to the class whose text they stand in.

kind: properties and slots
"""


class Account:
    __rate = 0.01
    fee = 0.5

    def __init__(self, balance):
        self.__balance = balance
        self.__moves = 0

    def grow(self, months):
        for month in range(months):
            self.__balance += self.__balance * self.__rate
            if self.__balance > 1000.0:
                self.__balance -= 900.0 + self.fee
                self.__moves += 1
        return self.__balance

    def moves(self):
        return self.__moves


class Saver(Account):
    __rate = 0.5

    def __init__(self, balance):
        super().__init__(balance)
        self.__balance = -1


def main():
    account = Account(100.0)
    print(account.grow(12_000_000), account.moves())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def shadowed(name, value, months):
    account = Account(100.0)
    setattr(account, name, value)
    return account.grow(months), account, vars(account)


def on_class(name, value, months):
    before = vars(Account)[name]
    setattr(Account, name, value)
    try:
        return shadowed("fee", 1, months)
    finally:
        setattr(Account, name, before)


class Watched(Account):
    def __setattr__(self, name, value):
        print(name, value)
        object.__setattr__(self, name, value)


class Slow(Account):
    def __getattribute__(self, name):
        print("asked", name)
        return object.__getattribute__(self, name)


def several(kind, balance, months):
    account = kind(balance)
    return account.grow(months), account.moves(), list(vars(account).items())


def probes():
    from fractions import Fraction

    yield several, Account, 100.0, 500
    yield several, Saver, 100.0, 500
    yield several, Account, 100, 500
    yield several, Account, 100, 0
    yield several, Account, 2**70, 3
    yield several, Account, Fraction(1, 3), 3
    yield several, Account, "x", 3
    yield several, Account, float("inf"), 3
    yield several, Watched, 999.0, 3
    yield several, Slow, 999.0, 2
    yield shadowed, "_Account__rate", 0.5, 9
    yield shadowed, "_Account__rate", 1, 9
    yield shadowed, "__rate", 9.0, 9
    yield shadowed, "fee", None, 300
    yield shadowed, "_Account__moves", 2**63 - 1, 500
    yield shadowed, "_Account__moves", True, 500
    yield on_class, "_Account__rate", property(lambda self: 2.0), 20
    yield on_class, "fee", property(lambda self: 2.0), 20
    yield Account.grow, Account(1.0), 2.5
    yield Account.grow, None, 2
