"""What the learner gets in place of an answer, and the proof that nothing of the answer is left."""

from __future__ import annotations

import ast
import json
import textwrap
from pathlib import Path

from nnkit.tools.sources import BEGIN, END, STUB, BuildError, SourceCell, is_marker

YOUR_CODE = "return ...  # your code here"
_SHORTEST_TELLING_LINE = 12  # characters; shorter lines, `return y` or `else:`, turn up anywhere


def stubbed(path: Path, cell: SourceCell) -> str:
    """Return an answer cell's text with every solution block replaced by its stub.

    Raises
    ------
    BuildError : if no stub can be made, or what is left is not Python.
    """
    kept: list[str] = []
    block: list[str] = []
    begun_at = 0
    for line, text in enumerate(cell.source.splitlines(), start=cell.line):
        marker = is_marker(text)
        if marker == BEGIN:
            begun_at, block = line, [text]
        elif marker == END:
            kept += _stub(block, f"{path}:{begun_at}")
            begun_at = 0
        elif begun_at:
            block.append(text)
        else:
            kept.append(text)
    source = "\n".join(kept)
    try:
        ast.parse(source)
    except SyntaxError as error:
        raise BuildError(
            f"{path}:{cell.line}: the stub of {cell.problem} is not Python: {error.msg} "
            f"(line {error.lineno} of the learner's cell). Write the stub out after `{STUB}`."
        ) from error
    return source


def _stub(block: list[str], where: str) -> list[str]:
    """Return the lines that replace a block, given from its BEGIN line up to, not including, END."""
    markers = [is_marker(line) for line in block]
    if STUB in markers:
        return [_uncommented(line) for line in block[markers.index(STUB) + 1 :]]
    indent = block[0][: len(block[0]) - len(block[0].lstrip())]
    body = _parsed(block[1:], where)
    if _returns(body):
        return [indent + YOUR_CODE]
    names = _assigned(body)
    if not names:
        raise BuildError(
            f"{where}: no stub can be made of a block that neither returns nor assigns. "
            f"Write the stub out after `{STUB}`."
        )
    return [f"{indent}{name} = ..." for name in names]


def _uncommented(line: str) -> str:
    """Turn ``    # code`` into ``    code``, keeping any deeper indentation behind the hash."""
    before, _, code = line.partition("#")
    return (before + code.removeprefix(" ")).rstrip()


def _parsed(lines: list[str], where: str) -> list[ast.stmt]:
    code = textwrap.dedent("\n".join(lines))
    try:  # inside a function, so that a bare return is allowed
        module = ast.parse("def block():\n    pass\n" + textwrap.indent(code, "    "))
    except SyntaxError as error:
        raise BuildError(f"{where}: the solution block is not Python by itself: {error.msg}.") from error
    function = module.body[0]
    assert isinstance(function, ast.FunctionDef)
    return function.body[1:]


def _returns(body: list[ast.stmt]) -> bool:
    """Tell whether a block returns; the returns of functions defined inside it do not count."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return):
            return True
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))
    return False


def _assigned(body: list[ast.stmt]) -> list[str]:
    """Return what is assigned at block level, ``name`` or ``self.name``, each once and in order."""
    targets: list[ast.expr] = []
    for node in body:
        if isinstance(node, ast.Assign):
            targets += node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets.append(node.target)
    names: dict[str, None] = {}
    while targets:
        target = targets.pop(0)
        if isinstance(target, ast.Tuple | ast.List):
            targets = target.elts + targets
        elif isinstance(target, ast.Starred):
            targets.insert(0, target.value)
        elif isinstance(target, ast.Name | ast.Attribute) and ast.unparse(target) != "_":
            names[ast.unparse(target)] = None
    return list(names)


def leaks(source_text: str, exercise_text: str) -> list[str]:
    """Return the solution lines that an exercise gives away.

    The source is read afresh here, line by line, so that this does not inherit a mistake of ``stubbed``.
    Lines too short to tell anything, and lines that also stand in the text given to the learner (outside
    the blocks, or in their stubs), do not count.

    Parameters
    ----------
    source_text : the source with answers, solutions/source/NN_name.py.
    exercise_text : the exercise notebook, as the JSON text that is on disk.
    """
    secret: list[str] = []
    given: list[str] = []
    state = given
    for line in source_text.splitlines():
        word = line.strip()
        if word == BEGIN:
            state = secret
        elif word in (STUB, END):
            state = given
        else:
            state.append(word)
    everything_given = "\n".join(given)
    telling = [
        line for line in secret if len(line) >= _SHORTEST_TELLING_LINE and line not in everything_given
    ]
    return [line for line in telling if any(form in exercise_text for form in _as_json(line))]


def _as_json(line: str) -> set[str]:
    """Return the ways in which JSON may spell a line."""
    return {json.dumps(line, ensure_ascii=plain)[1:-1] for plain in (True, False)}
