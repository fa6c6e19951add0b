# What was compiled against what the script has now. A file that cannot be read has changed.
import sys
from io import open as read
from types import CodeType, FunctionType

LOOKED = {}  # code by its identity, and what came of looking at it


def looked(key, code, look):
    """Look at code once."""
    if key not in LOOKED:
        if len(LOOKED) > 1000:
            LOOKED.clear()
        try:
            LOOKED[key] = code, look()
        except (SyntaxError, ValueError):  # a file that is no Python, or not any more
            LOOKED[key] = code, False
    return LOOKED[key][1]


def files(code, names):
    """The bytes of the file that code is from, by each name it may go by."""
    rehearsed = getattr(sys, "_advisor_texts", {})  # stand for files that are not written yet
    for path in (code.co_filename, names.get("__file__")):
        if path in rehearsed:
            yield rehearsed[path].replace(b"\r\n", b"\n")
            continue
        try:
            with read(path, "rb") as file:
                yield file.read().replace(b"\r\n", b"\n")
        except (OSError, TypeError, ValueError):  # another folder, a zip file, no file at all
            pass


def closely():
    """What compares more than the letters."""
    if "likeness" not in globals():
        exec(CLOSELY, globals())
    return globals()


def unedited(frame, asked, statements):
    """Do these statements stand below the question? Comments and layout do not count."""
    code, line = frame.f_code, frame.f_lineno

    def look():
        texts = list(files(code, frame.f_globals))
        if any(stands_below(text, line, asked, statements) for text in texts):
            return True
        return any(closely()["same_below"](text, line, asked, statements) for text in texts)

    return looked(id(code), code, look)


def stands_below(text, line, asked, statements):
    """Do they stand there to the letter, with nothing after them?"""
    lines = text.decode(errors="replace").split("\n")
    heads = [one.strip() for one in lines[line - 1 : line + 20]]
    if f"if {asked}:" not in heads:
        return False
    first = line + 1 + heads.index(f"if {asked}:")
    first += "".join(lines[first : first + 1]).strip() == "else:"
    wanted, head = statements.splitlines(), "".join(lines[first : first + 1])
    margin = head[: len(head) - len(head.lstrip())]
    if lines[first : first + len(wanted)] != [one and margin + one for one in wanted]:
        return False
    after = (one for one in lines[first + len(wanted) :] if one.strip() and one.strip()[0] != "#")
    return not next(after, "").startswith(margin)


def unchanged(function, names, text, defaults):
    """Does a function, among these globals, still do what the text does?"""
    if type(function) is not FunctionType or function.__closure__ is not None:
        return False
    if names is not None and function.__globals__ is not names:
        return False
    if defaults and f"{function.__defaults__} {function.__kwdefaults__}" != defaults:
        return False
    code = function.__code__
    if type(text) is not str:  # it is the function that asks
        return code is text

    def look():
        return makes(text, code) or any(
            closely()["defines"](file, code, text) for file in files(code, function.__globals__)
        )

    return looked((id(code), text), code, look)


def makes(text, code):
    """Is this what the text is compiled to, with or without a docstring?"""
    head, _, body = text.partition("\n")
    texts = [text, *(f"{head}\n    {one!r}\n{body}" for one in code.co_consts[:1] if type(one) is str)]
    return any(
        type(part) is CodeType and bare(part) == bare(code)
        for each in texts
        for part in compile(each, "", "exec", code.co_flags & 0x1FE0000, True).co_consts
    )


def bare(code):
    """Code without where it stands."""
    parts = tuple(bare(part) if type(part) is CodeType else part for part in code.co_consts)
    place = {"co_filename": "", "co_firstlineno": 1, "co_linetable": b"", "co_qualname": ""}
    return code.replace(co_consts=parts, **place)
