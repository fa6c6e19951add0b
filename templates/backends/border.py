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
import math
import os
import random as python_random
import sys
import types
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
    own = {function.__code__.co_filename for function in PYTHON_FUNCTIONS.values()}
    named = all(f.__qualname__ == f"Random.{name}" for name, f in PYTHON_FUNCTIONS.items()
                if name != "_randbelow")
    return (
        (3, 11) <= sys.version_info[:2] <= (3, 13)
        and os.path.dirname(python_random.__file__) == folder
        and kind.__mro__ == (kind, Twister, object)
        and "random" not in vars(kind) and "getrandbits" not in vars(kind)
        and len(own) == 1 and os.path.dirname(own.pop()) == folder and named
        and PYTHON_FUNCTIONS.get("_randbelow") is kind._randbelow_with_getrandbits
        and python_random._log is math.log and python_random._sqrt is math.sqrt
        and python_random._exp is math.exp and python_random._cos is math.cos
        and python_random._sin is math.sin
    )


EXPECTED_RANDOM = python_random.Random if is_python_random() else None


def generator_behind(uses):
    """Python's own random generator of which all these are methods, or it itself; else None."""
    found = None
    for value, method in uses:
        own = value
        if method:
            if type(value) not in (types.BuiltinMethodType, types.MethodType):
                return None
            own = value.__self__
        if type(own) is not EXPECTED_RANDOM or (found is not None and own is not found):
            return None
        if method and value != getattr(own, method):
            return None
        found = own
    return found


def generator_states(each):
    """For each generator its words and the place of the next, and whether one is left over."""
    if EXPECTED_RANDOM is None or any(
        vars(EXPECTED_RANDOM).get(name) is not value for name, value in PYTHON_FUNCTIONS.items()
    ) or "random" in vars(EXPECTED_RANDOM) or "getrandbits" in vars(EXPECTED_RANDOM):
        return None
    states = []
    for uses in each:
        generator = generator_behind(uses)
        if generator is None or [*vars(generator)] != ["gauss_next"]:
            return None
        before, spare = Twister.getstate(generator), generator.gauss_next
        if type(spare) not in (float, types.NoneType):
            return None
        if any(generator is state["generator"] for state in states):
            return None
        states.append({
            "generator": generator, "before": before, "left": spare,
            "words": [*before, 0], "ready": [0] * 624,
            "spare": [0.0, 0.0] if spare is None else [1.0, spare],
        })
    return states


def set_generators(states, contents):
    """Set the generators, unless someone else has drawn from them meanwhile."""
    for state in states:
        generator = state["generator"]
        drawn = Twister.getstate(generator) != state["before"]
        if drawn or generator.gauss_next is not state["left"]:
            return False
    for state, (words, spare) in zip(states, contents):
        Twister.setstate(state["generator"], words[:625])
        if spare is not None:
            state["generator"].gauss_next = spare[1] if spare[0] else None
    return True

#: member
def member(module, name):
    """What a module has under a name; None for anything that may run code when it is asked."""
    return module.__dict__.get(name) if type(module) is type(math) else None

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
