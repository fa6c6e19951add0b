# The border between Python's objects and a kernel's arrays, for Numba; a module is given
# only what it uses. A line "#: name needs other" opens each piece.

#: take_ndarray
def take_ndarray(value, code, axes, written):
    """The array itself, or a copy if it is to be written; None if it is of another kind."""
    if type(value) is not np.ndarray or value.dtype.str != code or value.ndim != axes:
        return None
    flags = value.flags
    if value.dtype.char in "qQ" or not (flags.c_contiguous and flags.aligned):
        return None
    if max(value.shape) > 1 << 31 or (written and not flags.writeable):
        return None
    if code == "|b1" and value.view("u1").max(initial=0) > 1:
        return None  # a view of other bytes
    return value.copy() if written or not flags.writeable else value

#: take_nest
def take_nest(value, layers, kind, code):
    """Equally long lists or tuples in each other as an array, and the innermost ones."""
    rows = [value]
    for depth, layer in enumerate(layers):
        if set(map(type, rows)) != {layer} or len(set(map(len, rows))) != 1:
            return None
        if depth + 1 < len(layers):
            rows = list(chain.from_iterable(rows))
            if not rows:
                return None
    if not all(set(map(type, row)) <= {kind} for row in rows):
        return None
    try:
        return np.array(value, code), rows
    except (OverflowError, ValueError, MemoryError):
        return None

#: take_text
def take_text(value):
    """A string as its code points."""
    if type(value) is not str:
        return None
    return np.frombuffer(value.encode("utf-32-le", "surrogatepass"), "<u4").copy(), [value]

#: take_chars
def take_chars(value, layer):
    """A list or tuple of single characters as their code points."""
    if type(value) is not layer or not set(map(type, value)) <= {str}:
        return None
    if not set(map(len, value)) <= {1}:
        return None
    return np.array(list(map(ord, value)), "<u4"), [value]

#: take_bytes
def take_bytes(value):
    """Bytes as integers."""
    if type(value) is not bytes:
        return None
    return np.frombuffer(value, "u1").astype("<i8"), [value]

#: take_int
def take_int(value):
    return type(value) is int and -9223372036854775808 <= value < 9223372036854775808

#: take_word
def take_word(value):
    return type(value) is int and 0 <= value <= 18446744073709551615

#: take_char
def take_char(value):
    return type(value) is str and len(value) == 1

#: apart
def apart(written, others):
    """Is the memory of what is written reachable in one way only?"""
    arrays = [*written, *others]
    return not any(
        np.may_share_memory(array, other)
        for number, array in enumerate(written)
        for other in arrays[number + 1 :]
    )

#: changed_rows
def changed_rows(array, before, rows):
    """The rows whose elements changed, with their new content; nothing is set yet."""
    if array.size == 0:
        return []
    now, then = (a.reshape(len(rows), -1) for a in (array, before))
    moved = (now.view("u1") != then.view("u1")).any(axis=1)
    return [(rows[i], now[i].tolist()) for i in np.flatnonzero(moved).tolist()]

#: nested
def nested(values, layers):
    """Lists as the tuples they should be."""
    if len(layers) > 1:
        values = [nested(value, layers[1:]) for value in values]
    return layers[0](values)

#: attribute
MISSING = object()
PLAIN_READERS = (object.__getattribute__, type(__import__("sys")).__getattribute__)


def attribute(owner, name):
    """An attribute, if reading it runs no code of the owner's; else MISSING."""
    kind = type(owner)
    if type(kind) is not type or kind.__getattribute__ not in PLAIN_READERS:
        return MISSING
    own = getattr(owner, "__dict__", None)
    if type(own) is not dict:
        return MISSING
    for base in kind.__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            if hasattr(type(found), "__set__") or hasattr(type(found), "__delete__"):
                return MISSING
            if name not in own and hasattr(type(found), "__get__"):
                return MISSING
            return own.get(name, found)
    return own.get(name, MISSING)

#: gather needs attribute
PLAIN_HOLDERS = ("NoneType", "getset_descriptor")


def gather(owners, name):
    """An attribute of each object of a list, if reading it runs no code of theirs; else MISSING."""
    if type(owners) is not list or len(set(map(type, owners))) > 1:
        return MISSING
    if not owners:
        return []
    kind = type(owners[0])
    if type(kind) is not type or kind.__getattribute__ not in PLAIN_READERS:
        return MISSING
    bases = [base.__dict__ for base in kind.__mro__]
    if any(type(base.get("__dict__")).__name__ not in PLAIN_HOLDERS for base in bases):
        return MISSING
    found = next((base[name] for base in bases if name in base), None)
    try:
        if type(found).__name__ == "member_descriptor":
            return [found.__get__(owner) for owner in owners]
        if hasattr(type(found), "__set__") or hasattr(type(found), "__delete__"):
            return MISSING
        own = [owner.__dict__ for owner in owners]
        return [one[name] for one in own] if set(map(type, own)) == {dict} else MISSING
    except (AttributeError, KeyError):
        return MISSING


def settable(owners):
    """Whether setting an attribute of the objects runs no code of theirs."""
    return not owners or type(owners[0]).__setattr__ is object.__setattr__


def all_different(lists, others):
    """Is each object reachable in one way only?"""
    every = [*map(id, others), *(id(owner) for owners in lists for owner in owners)]
    return len(set(every)) == len(every)


def scatter(owners, name, values, before):
    """Set the attributes that changed."""
    for owner, value, old in zip(owners, values, before):
        if value is not old:
            object.__setattr__(owner, name, value)

#: gather_column needs attribute
def gather_column(rows, place, width):
    """One item of each tuple of a list, if all are of that width; else MISSING."""
    if type(rows) is not list or not set(map(type, rows)) <= {tuple}:
        return MISSING
    return [row[place] for row in rows] if set(map(len, rows)) <= {width} else MISSING

#: generator_states
import types

BOUND = (types.BuiltinMethodType, types.MethodType)


def generator_behind(uses, kind):
    """The random generator of that very class of which all these are methods, or it itself."""
    found = None
    for value, method in uses:
        if method and type(value) not in BOUND:
            return None
        own = value.__self__ if method else value
        if type(own) is not kind or (found is not None and own is not found):
            return None
        if method and value != getattr(own, method):
            return None
        found = own
    return found


def generator_states(each):
    """The states of the generators, as lists; None unless they are what they should be.

    A state has the lists by name, how to look at the generator "now" and how to "set" it.
    """
    states = [state_of(uses) for state_of, uses in each]
    if None in states or len({id(state["generator"]) for state in states}) < len(states):
        return None
    return [{**state, "before": state["now"]()} for state in states]


def set_generators(states, contents):
    """Set the generators, unless someone else has drawn from them meanwhile."""
    if any(state["now"]() != state["before"] for state in states):
        return False
    for state, content in zip(states, contents):
        state["set"](content)
    return True

#: mersenne_state needs generator_states
import math
import os
import random as python_random
import sys
from _random import Random as Twister

PYTHON_FUNCTIONS = {
    name: value
    for name, value in vars(python_random.Random).items()
    if type(value) is types.FunctionType
}


def is_python_random():
    """Whether ``random`` is the module the kernel was made from, with nothing put in its place."""
    kind = python_random.Random
    folder = os.path.dirname(os.__file__)
    sources = {function.__code__.co_filename for function in PYTHON_FUNCTIONS.values()}
    return (
        (3, 11) <= sys.version_info[:2] <= (3, 13)
        and os.path.dirname(python_random.__file__) == folder
        and kind.__mro__ == (kind, Twister, object)
        and len(sources) == 1 and os.path.dirname(sources.pop()) == folder
        and all(
            function.__qualname__ == f"Random.{name}" or name == "_randbelow"
            for name, function in PYTHON_FUNCTIONS.items()
        )
        and kind._randbelow is kind._randbelow_with_getrandbits
        and all(
            getattr(python_random, f"_{name}") is getattr(math, name)
            for name in ("log", "sqrt", "exp", "cos", "sin")
        )
    )


EXPECTED_RANDOM = python_random.Random if is_python_random() else None


def is_as_it_was():
    """Whether nobody has put methods of his own into the class since."""
    now = vars(EXPECTED_RANDOM)
    own = all(now.get(name) is value for name, value in PYTHON_FUNCTIONS.items())
    return own and "random" not in now and "getrandbits" not in now


def mersenne_state(uses):
    """The state of a generator of Python's own."""
    generator = generator_behind(uses, EXPECTED_RANDOM)
    if generator is None or not is_as_it_was() or [*vars(generator)] != ["gauss_next"]:
        return None
    spare = generator.gauss_next
    if type(spare) not in (float, types.NoneType):
        return None

    def put(content):
        Twister.setstate(generator, content["words"][:625])
        if "spare" in content:
            there, value = content["spare"]
            generator.gauss_next = value if there else None

    return {
        "generator": generator,
        "words": [*Twister.getstate(generator), 0],
        "ready": [0] * 624,
        "spare": [0.0, 0.0] if spare is None else [1.0, spare],
        "now": lambda: (Twister.getstate(generator), generator.gauss_next),
        "set": put,
    }

#: legacy_state needs generator_states
import numpy
from numpy.random import mtrand, MT19937

# A class that a program made can be changed, NumPy's own cannot.
EXPECTED_LEGACY = mtrand.RandomState if mtrand.RandomState.__flags__ >> 8 & 1 else None


def legacy_state(uses):
    """The state of one of NumPy's older generators."""
    generator = generator_behind(uses, EXPECTED_LEGACY)
    if generator is None or type(generator._bit_generator) is not MT19937:
        return None
    name, key, place, there, value = generator.get_state()

    def now():
        _, key, *rest = generator.get_state()
        return key.tobytes(), rest

    def put(content):
        *words, place = content["words"][:625]
        spare = content.get("spare", (there, value))
        generator.set_state((name, numpy.array(words, "uint32"), place, int(spare[0]), spare[1]))

    return {
        "generator": generator,
        "words": [*key.tolist(), place, 0],
        "ready": [0] * 624,
        "spare": [float(there), value],
        "now": now,
        "set": put,
    }

#: pcg_state needs generator_states
from numpy.random import PCG64, Generator as NumpyGenerator

EXPECTED_PCG = NumpyGenerator if NumpyGenerator.__flags__ >> 8 & 1 else None


def pcg_state(uses):
    """The state of a generator that default_rng() made."""
    generator = generator_behind(uses, EXPECTED_PCG)
    if generator is None or type(generator.bit_generator) is not PCG64:
        return None
    source = generator.bit_generator
    before = source.state
    inner = before["state"]
    limbs = [value >> 26 * k & 0x3FFFFFF for value in (inner["state"], inner["inc"]) for k in range(5)]

    def put(content):
        limbs = content["limbs"]
        state = sum(limb << 26 * k for k, limb in enumerate(limbs[:5]))
        source.state = {
            **before, "state": {**inner, "state": state},
            "has_uint32": limbs[10], "uinteger": limbs[11],
        }

    return {
        "generator": source,
        "limbs": [*limbs, before["has_uint32"], before["uinteger"], 0],
        "now": lambda: source.state,
        "set": put,
    }

#: member
def member(module, name):
    """What a module has under a name; None for anything that may run code when it is asked."""
    return module.__dict__.get(name) if type(module) is type(math) else None

#: own_method
def own_method(owner, name):
    """What a method call runs, if finding it runs no code of the owner's; else None."""
    kind = type(owner)
    if type(kind) is not type or kind.__getattribute__ is not object.__getattribute__:
        return None
    own = getattr(owner, "__dict__", None)
    if type(own) is not dict or name in own:
        return None
    return next((base.__dict__[name] for base in kind.__mro__ if name in base.__dict__), None)

#: same_function
def same_function(value, names, code, defaults):
    """Is it the function that was looked at, with these globals (None for another file's)?"""
    return (
        type(value) is FunctionType
        and value.__code__ is code
        and value.__defaults__ is defaults
        and value.__kwdefaults__ is value.__closure__ is None
        and (names is None or value.__globals__ is names)
    )

#: alike_around
def alike_around(there, here, names):
    """Do these globals mean the same in two files?"""
    return all(there.get(name) is here.get(name) for name in names)

#: looking
TOOLS = {}


def looking():
    """What compares code, made of its text when it is first needed."""
    if not TOOLS:
        made = {"CLOSELY": CLOSELY}
        exec(LOOKING, made)
        TOOLS.update(made)  # at once: other threads may be waiting for them
    return TOOLS

#: unedited needs looking
def unedited(frame):
    """Are the statements below the question still those that this was made from?"""
    try:
        return looking()["unedited"](frame, ASKED, STATEMENTS)
    except (MemoryError, RecursionError):  # there is no room to look
        return False

#: unchanged needs looking
def unchanged(function, names, text, defaults):
    """Does a helper still do what was compiled along, wherever it stands by now?"""
    try:
        return looking()["unchanged"](function, names, text, defaults)
    except (MemoryError, RecursionError):  # there is no room to look
        return False
