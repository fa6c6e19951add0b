# What counts in statements, whatever they look like. It is seldom needed.
import ast
import warnings


def parsed(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def blocks(node):
    """Lists of statements in a node."""
    for name in ("body", "orelse", "finalbody"):
        if isinstance(getattr(node, name, None), list):
            yield name, getattr(node, name)


def is_question(asked, answered):
    """Do two statements ask a fast path, and go on with what it answers?"""
    if not (isinstance(asked, ast.Assign) and isinstance(answered, ast.If)):
        return False
    name = getattr(asked.targets[0], "id", "")
    fast = [node.id for node in ast.walk(asked.value) if isinstance(node, ast.Name)]
    return (
        name.startswith("fast")
        and getattr(answered.test, "id", "") == name
        and len(answered.body) == 1
        and any(one.startswith("_") and ("_fast" in one or "_untyped_" in one) for one in fast)
    )


def originals(block):
    """Statements as they were before any of them was rewritten."""
    made, rest = [], list(block)
    while rest:
        node = rest.pop(0)
        if rest and is_question(node, rest[0]):
            rest[:1] = rest[0].orelse
            continue
        for name, inner in blocks(node):
            setattr(node, name, originals(inner))
        made.append(node)
    return made


def dumped(block):
    """Statements without where they stand."""
    return [ast.dump(node) for node in originals(block)]


def same_below(text, line, asked, statements):
    """Do these statements stand below the question on that line?"""
    for node in ast.walk(parsed(text)):
        for _, block in blocks(node):
            for place, (question, answer) in enumerate(zip(block, block[1:])):
                if question.lineno <= line <= question.end_lineno and is_question(question, answer):
                    below = answer.orelse or block[place + 2 :]
                    return dumped(below) == dumped(parsed(statements).body)
    return False


def defines(text, code, wanted):
    """Is there such a function where code is from?"""
    (wanted,) = parsed(wanted).body
    return any(
        isinstance(node, ast.FunctionDef)
        and node.lineno == code.co_firstlineno
        and likeness(node) == likeness(wanted)
        for node in parsed(text).body
    )


def likeness(function):
    """A function without its docstring, annotations and default values."""
    given, body = function.args, function.body
    told = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    groups = (given.posonlyargs, given.args, given.kwonlyargs)
    return (
        function.name,
        function.decorator_list,
        [[one.arg for one in group] for group in groups],
        [given.vararg, given.kwarg],
        dumped(body[1:] if told and isinstance(body[0].value.value, str) else body),
    )
