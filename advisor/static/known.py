"""What is known of the standard library, NumPy and pandas: kinds of results, who changes what."""

from __future__ import annotations

from collections.abc import Mapping

ANNOTATIONS: Mapping[str, str] = {
    **{name: name for name in ("list", "dict", "set", "str", "bytes", "int", "float", "bool")},
    "List": "list",
    "Dict": "dict",
    "Set": "set",
    "FrozenSet": "set",
    "frozenset": "set",
    "tuple": "tuple",
    "Tuple": "tuple",
    "deque": "deque",
    "Deque": "deque",
    "defaultdict": "dict",
    "DefaultDict": "dict",
    "Counter": "dict",
    "OrderedDict": "dict",
    "ndarray": "array",
    "NDArray": "array",
    "ArrayLike": "array",
    "DataFrame": "frame",
    "Series": "series",
    "bytearray": "bytearray",
    "complex": "complex",
    "Pattern": "pattern",
}
"""The kind a plain annotation stands for."""

_ARRAY_MAKERS = (
    *("array", "asarray", "zeros", "ones", "empty", "full", "arange", "linspace", "logspace"),
    *("eye", "identity", "zeros_like", "ones_like", "empty_like", "full_like", "concatenate"),
    *("vstack", "hstack", "stack", "column_stack", "append", "sort", "argsort", "cumsum"),
    *("sqrt", "exp", "log", "sin", "cos", "tan", "abs", "power", "matmul", "where", "unique"),
    *("loadtxt", "genfromtxt", "fromiter", "frombuffer", "fromfile", "random.rand"),
    *("random.randn", "random.random", "random.random_sample", "random.normal"),
    *("random.uniform", "random.randint", "random.permutation", "linalg.inv", "outer", "diff"),
    *("reshape", "transpose", "diag", "tile", "repeat", "meshgrid", "clip", "interp", "ravel"),
)
RESULTS: Mapping[str, str] = {
    **dict.fromkeys(("list", "sorted", "os.listdir", "glob.glob", "dir"), "list"),
    **dict.fromkeys(("random.sample", "random.choices", "shlex.split", "re.findall"), "list"),
    **dict.fromkeys(("re.split", "itertools.batched", "heapq.nsmallest", "heapq.nlargest"), "list"),
    **dict.fromkeys(("string.split", "csv.reader.readlines", "textwrap.wrap"), "list"),
    **dict.fromkeys(("dict", "vars", "globals", "locals", "collections.Counter"), "dict"),
    **dict.fromkeys(("collections.defaultdict", "collections.OrderedDict"), "dict"),
    **dict.fromkeys(("set", "frozenset"), "set"),
    **dict.fromkeys(("str", "repr", "ascii", "chr", "hex", "bin", "oct", "format"), "str"),
    **dict.fromkeys(("input", "re.sub", "os.path.join", "os.path.basename", "os.getcwd"), "str"),
    **dict.fromkeys(("json.dumps", "textwrap.dedent", "textwrap.fill"), "str"),
    **dict.fromkeys(("int", "len", "ord", "hash", "id", "random.randint"), "int"),
    **dict.fromkeys(("random.randrange", "math.floor", "math.ceil", "math.factorial"), "int"),
    **dict.fromkeys(("float", "random.random", "random.uniform", "random.gauss"), "float"),
    **dict.fromkeys(("math.sqrt", "math.exp", "math.log", "math.sin", "math.cos"), "float"),
    **dict.fromkeys(("time.time", "time.perf_counter", "math.hypot"), "float"),
    **dict.fromkeys(("enumerate", "zip", "map", "filter", "reversed", "iter"), "iterator"),
    **dict.fromkeys(("itertools.chain", "itertools.product", "csv.reader"), "iterator"),
    **dict.fromkeys(("open", "io.open", "gzip.open", "io.StringIO", "io.BytesIO"), "file"),
    **dict.fromkeys((f"numpy.{name}" for name in _ARRAY_MAKERS), "array"),
    "tuple": "tuple",
    "bytes": "bytes",
    "bytearray": "bytearray",
    "range": "range",
    "bool": "bool",
    "isinstance": "bool",
    "complex": "complex",
    "re.compile": "pattern",
    "collections.deque": "deque",
    "divmod": "tuple",
    "os.path.split": "tuple",
    "pandas.DataFrame": "frame",
    "pandas.read_csv": "frame",
    "pandas.concat": "frame",
    "pandas.read_excel": "frame",
    "pandas.read_parquet": "frame",
    "pandas.merge": "frame",
    "pandas.read_json": "frame",
    "pandas.read_sql": "frame",
    "pandas.Series": "series",
    "sqlite3.connect": "connection",
}
"""The kind of what a function returns, by its full name."""

SAME_AS_ITS_OWNER = frozenset(
    {"copy", "copy.copy", "copy.deepcopy", "numpy.copy", "abs"}
    | {"reset_index", "sort_values", "dropna", "fillna", "drop", "query", "assign", "astype"}
    | {"head", "tail", "sort_index", "reshape", "round"}
)
"""Functions and methods whose result is of the kind of their first argument or owner."""

METHODS: Mapping[tuple[str, str], str] = {
    **{("", name): "list" for name in ("readlines", "splitlines", "split", "rsplit", "tolist")},
    **{("pattern", name): "list" for name in ("findall", "split")},
    **{("series", name): "series" for name in ("map", "apply", "str", "shift", "diff", "cumsum")},
    **{
        ("str", name): "str"
        for name in (
            *("join", "strip", "lstrip", "rstrip", "lower", "upper", "replace", "format", "title"),
            *("capitalize", "zfill", "ljust", "rjust", "center", "removeprefix", "translate"),
        )
    },
    **{("str", name): "int" for name in ("index", "find", "count", "rfind")},
    **{("list", name): "int" for name in ("index", "count")},
    **{("", name): "str" for name in ("isoformat", "hexdigest", "strftime", "readline", "decode")},
    **{("dict", name): "view" for name in ("keys", "values", "items")},
    **{("bytes", name): "bytes" for name in ("join", "strip", "replace", "lower", "upper")},
    **{
        ("array", name): "array"
        for name in ("flatten", "ravel", "dot", "transpose", "cumsum", "clip", "squeeze", "argsort")
    },
    **{("frame", name): "frame" for name in ("merge", "join", "set_index", "rename", "describe")},
    **{("", name): "bytes" for name in ("encode", "recv", "to_bytes", "digest")},
    ("", "to_numpy"): "array",
    ("", "fetchall"): "list",
}
"""The kind of what a method returns, by the kind of its owner; "" for any owner."""

ITEMS: Mapping[str, str] = {
    "str": "str",
    "bytes": "int",
    "range": "int",
    "file": "str",
    "split": "str",
    "rsplit": "str",
    "splitlines": "str",
    "readlines": "str",
    "os.listdir": "str",
    "glob.glob": "str",
    "items": "tuple",
    "iterrows": "tuple",
}
"""The kind of the items of a kind, or of what a method or function returns."""

READERS = frozenset(
    {"index", "count", "get", "keys", "values", "items", "copy", "startswith", "endswith"}
    | {"find", "rfind", "split", "rsplit", "splitlines", "strip", "lstrip", "rstrip", "join"}
    | {"lower", "upper", "title", "replace", "format", "encode", "decode", "isdigit", "isalpha"}
    | {"isalnum", "isspace", "islower", "isupper", "partition", "rpartition", "translate"}
    | {"union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset"}
    | {"isdisjoint", "sum", "mean", "min", "max", "std", "var", "dot", "any", "all", "argmax"}
    | {"argmin", "tolist", "astype", "reshape", "flatten", "ravel", "match", "search", "sub"}
    | {"findall", "finditer", "fullmatch", "group", "groups", "hexdigest", "is_integer"}
    | {"unique", "nunique", "head", "tail", "iterrows", "itertuples", "cumsum", "round"}
    | {"zfill", "ljust", "rjust", "center", "capitalize", "swapcase", "casefold"}
)
"""Methods that leave their owner as it is."""

_PURE_BUILTINS = frozenset(
    {"abs", "all", "any", "bool", "chr", "complex", "dict", "divmod", "enumerate", "filter"}
    | {"float", "frozenset", "getattr", "hasattr", "hash", "id", "int", "isinstance", "issubclass"}
    | {"len", "list", "map", "max", "min", "ord", "pow", "print", "range", "repr", "reversed"}
    | {"open", "round", "set", "sorted", "str", "sum", "tuple", "type", "zip", "format", "callable"}
)
_PURE_MODULES = (
    *("math.", "operator.", "statistics.", "itertools.", "numpy.", "cmath.", "re.", "pandas."),
    *("os.path.", "json."),
)
_SHUFFLERS = ("numpy.random.", "numpy.put", "numpy.copyto", "numpy.place", "numpy.fill")


def is_pure(name: str) -> bool:
    """Does the function of this full name leave its arguments as they are?"""
    if name in _PURE_BUILTINS or name in {"copy.copy", "copy.deepcopy"}:
        return True
    if name in {"collections.Counter", "collections.deque", "functools.reduce"}:
        return True
    return name.startswith(_PURE_MODULES) and not name.startswith(_SHUFFLERS)
