"""Regions: what goes in, what comes out, and what is refused."""

import ast
import textwrap
from pathlib import Path

import pytest

from advisor.parsing import Region, parse, smaller
from advisor.profiling.sampling import LineTime, Spot


def spot(path: Path, function: str) -> Spot:
    """A function whose time goes to its loops, a tenth of the run to each line in one."""
    loops = (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.For | ast.While))
    hot = {line for loop in loops for line in range(loop.lineno, (loop.end_lineno or 0) + 1)}
    lines = tuple(LineTime(line, 0.1, 0.1) for line in sorted(hot))
    return Spot(path, function, 0, 1.0, 1.0, 1.0, lines, ())


def regions(folder: Path, code: str, function: str = "<module>") -> tuple[Region, ...]:
    path = folder / "script.py"
    path.write_text(textwrap.dedent(code))
    return parse(spot(path, function), share=0.05)


def test_a_loop_at_module_level_gets_what_it_reads_and_leaves_what_it_binds(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        import math
        N = 10
        def f(x):
            return x
        total = 0
        for i in range(N):
            t = f(i) + math.sqrt(i)
            total += t
        print(total)
        """,
    )
    assert region.kind == "loop"
    assert set(region.parameters) == {"N", "total"}
    assert set(region.results) == {"i", "t", "total"}
    assert region.helpers == ("f",)


def test_a_loop_in_a_function_leaves_only_what_is_read_later(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def main(n):
            total = 0
            for i in range(n):
                t = i * i
                total += t
            print(total)
        """,
        "main",
    )
    assert (region.parameters, region.results) == (("n", "total"), ("total",))
    assert region.source.endswith("    return (total,)\n")


def test_a_name_kept_when_no_trip_assigns_it_goes_in_as_well(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def main(xs):
            best = -1
            for x in xs:
                if x > 3:
                    best = x
            print(best)
        """,
        "main",
    )
    assert "best" in region.parameters


def test_what_only_the_loop_itself_binds_does_not_go_in(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def main(n):
            for step in range(n):
                print(step)
                for i in range(n):
                    last = i
                print(last)
        """,
        "main",
    )
    assert region.first_line == 5
    assert region.parameters == ("n",)
    assert region.results == ("last",)


def test_a_function_without_obstacle_is_taken_whole(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        '''
        @decorated
        def f(x: int, y=[1], *, z: float = PI):
            """Doc."""
            # comment
            return x + y
        ''',
        "f",
    )
    assert region.kind == "function"
    assert region.source == "def f(x, y=..., *, z=...):\n    return x + y\n"
    assert region.parameters == ("x", "y", "z")
    assert region.first_line + 0 == 2 + region.offset


def test_statements_can_be_put_back(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        '''
        def f(x):
            text = """a
          b"""
            return text * x
        ''',
        "f",
    )
    assert region.standalone(region.statements) == region.source
    scope: dict[str, object] = {}
    exec(region.source, scope)
    assert eval("f(1)", scope) == "a\n  b"


def test_a_one_line_function_is_a_region_like_any_other(tmp_path: Path) -> None:
    (region,) = regions(tmp_path, "def f(x): return x * 2\n", "f")
    assert region.source == "def f(x):\n    return x * 2\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param("return super().f()", "super", id="super"),
        pytest.param("return locals()", "locals", id="locals"),
        pytest.param("return self.__x", "__x", id="private name"),
    ],
)
def test_a_method_tied_to_its_class_is_refused(tmp_path: Path, body: str, reason: str) -> None:
    (region,) = regions(tmp_path, f"class C:\n    def f(self):\n        {body}\n", "C.f")
    assert reason in region.refusal
    assert region.method_of == "C"


@pytest.mark.parametrize(
    "loop",
    [
        pytest.param("for x in xs:\n        return x", id="return"),
        pytest.param("for x in xs:\n        yield x", id="yield"),
        pytest.param("for x in xs:\n        print(x)", id="print"),
        pytest.param("for x in xs:\n        g = lambda: x", id="closure"),
        pytest.param("for x in xs:\n        del x", id="del"),
    ],
)
def test_a_loop_that_reaches_out_is_no_region(tmp_path: Path, loop: str) -> None:
    code = f"def f(xs):\n    print(xs)\n    {loop}\n"
    assert not [r for r in regions(tmp_path, code, "f") if r.kind == "loop"]


def test_a_loop_whose_names_a_helper_reads_is_no_region(tmp_path: Path) -> None:
    code = """
        total = 0
        def peek():
            return total
        for i in range(10):
            total += peek()
        """
    assert not regions(tmp_path, code)


def test_prints_stay_outside_and_the_loop_between_them_is_taken(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def main():
            for sweep in range(3):
                print(sweep)
                for i in range(10):
                    x = i
                print(x)
        """,
        "main",
    )
    assert region.kind == "loop"
    assert (region.first_line, region.last_line) == (5, 6)


def test_a_line_that_does_not_compile_is_done_without(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def f(xs):
            seen = {}
            for x in xs:
                seen[x] = 1
            total = 0
            for x in xs:
                total += x
            return total
        """,
        "f",
    )
    found = smaller(region, spot(region.path, "f"), (5,), share=0.05)
    assert [(r.kind, r.first_line, r.last_line) for r in found] == [("tail", 7, 9)]


def test_the_rest_of_a_function_may_return_from_inside_a_loop(tmp_path: Path) -> None:
    _, region = regions(
        tmp_path,
        """
        import random
        def f(points, k):
            centers = random.sample(points, k)
            rounds = 0
            while True:
                rounds += 1
                if rounds == k:
                    return centers
        """,
        "f",
    )
    assert (region.kind, region.first_line, region.last_line) == ("tail", 6, 9)
    assert (region.parameters, region.results) == (("rounds", "k", "centers"), ())
    assert not region.flows_on


def test_statements_between_prints_go_together(tmp_path: Path) -> None:
    (region,) = regions(
        tmp_path,
        """
        def f(n):
            print(n)
            for i in range(n):
                a = i
            b = a
            for i in range(n):
                b += i
            print(b)
        """,
        "f",
    )
    assert (region.kind, region.first_line, region.last_line) == ("span", 4, 8)
    assert (region.parameters, region.results) == (("n",), ("b",))


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("if n:\n        x = 1", id="one branch"),
        pytest.param("for x in range(n):\n        pass", id="loop without a trip"),
        pytest.param("try:\n        x = g()\n    except E:\n        pass", id="handler"),
        pytest.param("x = 1\n    del x", id="deleted"),
        pytest.param("with suppress(E):\n        x = g()", id="block that ends early"),
    ],
)
def test_a_name_that_some_path_leaves_unbound_is_not_handed_in(tmp_path: Path, before: str) -> None:
    loop = "for i in range(n):\n        if i > 5:\n            y = x\n"
    code = f"def f(n):\n    {before}\n    print(n)\n    {loop}    print(n)\n"
    found = [r for r in regions(tmp_path, code, "f") if r.kind != "function"]
    assert not [r for r in found if "y = x" in r.source]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("if n:\n        x = 1\n    else:\n        x = 2", id="both branches"),
        pytest.param("if n:\n        x = 1\n    else:\n        raise E", id="or it raises"),
        pytest.param("while True:\n        x = g()\n        if x:\n            break", id="break"),
        pytest.param("try:\n        x = g()\n    except E:\n        return", id="or it returns"),
        pytest.param("with open(n) as file:\n        x = file.read()", id="block to its end"),
    ],
)
def test_a_name_that_every_path_has_bound_is_handed_in(tmp_path: Path, before: str) -> None:
    loop = "for i in range(n):\n        if i > 5:\n            y = x\n"
    code = f"def f(n):\n    {before}\n    print(n)\n    {loop}    print(y)\n"
    *_, region = regions(tmp_path, code, "f")
    assert "x" in region.parameters


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("a = [i for i in range(9)]; print(a)", id="shared line"),
        pytest.param("if [i for i in range(9)]:\n            break", id="break"),
        pytest.param("self.__a = [i for i in range(9)]", id="private name"),
    ],
)
def test_statements_tied_to_their_place_are_no_region(tmp_path: Path, body: str) -> None:
    code = f"class C:\n  def f(self):\n    for i in range(9):\n        print(i)\n        {body}\n"
    assert not [r for r in regions(tmp_path, code, "C.f") if r.kind != "function"]


def test_a_helper_beside_the_file_counts_if_its_names_mean_the_same(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(
        "import math\nN = 3\ndef root(x): return math.sqrt(x)\ndef scaled(x): return x * N\n"
    )
    (region,) = regions(
        tmp_path,
        """
        import math
        from other import root, scaled
        total = 0.0
        for i in range(10):
            total += root(i) + scaled(i)
        """,
    )
    assert region.helpers == ("root",)
