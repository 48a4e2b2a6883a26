"""Pieces of templates that are written once for many pages, in the code of a template.

Includes that were folded in, and runs of statements that read nothing but the site, are marked in
the tree (`share`); of what is marked, `SharingGenerator` asks first whether it was written before.
"""

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from ssg.render.compiling.shareable import Reads, reads_of
from ssg.render.compiling.trees import nodes_in

_MARK = "reads_for_sharing"
"""The attribute of a scope in a tree that holds what it reads, where it is to be shared."""

_LEAST_WORK = 4
"""A piece that asks for fewer values is made as quickly as it is found."""

_MOST_INPUTS = 8


def share(tree: nodes.Template) -> None:
    """Mark in `tree` what pages may share."""
    every = list(nodes_in(tree))
    blocks = [node for node in every if isinstance(node, nodes.Block)]
    is_whole = not any(isinstance(node, nodes.Extends) for node in every)
    # Of a template that extends another, what stands outside of blocks is not shown.
    for parent in (*blocks, tree) if is_whole else blocks:
        _share_in(parent)


def _share_in(parent: nodes.Node) -> None:
    for field, children in parent.iter_fields():
        if field in _BODIES and isinstance(children, list):
            setattr(parent, field, list(_with_runs(children)))


_BODIES = frozenset({"body", "else_", "elif_"})


def _with_runs(children: Iterable[nodes.Node]) -> Iterable[nodes.Node]:
    """Yield `children` with each run of what reads only the site in a scope that is marked."""
    run: list[nodes.Node] = []
    for child in (*_apart(children), None):
        if child is not None and not isinstance(child, nodes.Assign | nodes.AssignBlock):
            reads = reads_of([child])
            if reads is not None and not reads.inputs:
                run.append(child)
                continue
        if run:
            yield from _as_one(run)
            run = []
        if child is not None:
            _mark(child)
            yield child


def _apart(children: Iterable[nodes.Node]) -> Iterable[nodes.Node]:
    """Yield `children` with each value that is shown by itself."""
    for child in children:
        if isinstance(child, nodes.Output):
            for value in child.nodes:
                yield nodes.Output([value], lineno=child.lineno, environment=child.environment)
        else:
            yield child


def _as_one(run: list[nodes.Node]) -> list[nodes.Node]:
    reads = reads_of(run)
    if reads is None or reads.work < _LEAST_WORK:
        return run
    first = run[0]
    is_scope = len(run) == 1 and isinstance(first, nodes.Scope)
    scope = (
        first if is_scope else nodes.Scope(run, lineno=first.lineno, environment=first.environment)
    )
    setattr(scope, _MARK, reads)
    return [scope]


def _mark(node: nodes.Node) -> None:
    """Mark an include that reads but a few names; else look into it."""
    if isinstance(node, nodes.Scope):
        reads = reads_of(node.body)
        if reads is not None and reads.work >= _LEAST_WORK and len(reads.inputs) <= _MOST_INPUTS:
            setattr(node, _MARK, reads)
    if not isinstance(node, nodes.Block | nodes.Macro | nodes.CallBlock):
        _share_in(node)


class SharingGenerator(CodeGenerator):
    """Jinja's writer of code, for which a scope may be marked as one that pages share."""

    def visit_Scope(self, node: nodes.Scope, frame: Frame) -> None:  # noqa: N802 - as Jinja names it
        """Write a scope; one that is marked so that it is made only where it was not before."""
        reads: Reads | None = getattr(node, _MARK, None)
        if reads is None:
            super().visit_Scope(node, frame)
            return
        inner = frame.inner()
        for name in (*reads.inputs, *reads.common):
            inner.symbols.load(name)  # Also where only a loop inside asks for it.
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        number = self.temporary_identifier()
        key, text, values = f"key_{number}", f"text_{number}", f"values_{number}"
        refs = "".join(f"{inner.symbols.ref(name)}, " for name in reads.inputs)
        piece = f"{self.name} {number}"
        self.writeline(f"{values} = ({refs})")
        asked = f"shared.key({piece!r}, {values})" if reads.inputs else repr(piece)
        self.writeline(f"{key} = {asked} if {self._means_the_same(reads, inner)} else None")
        self.writeline(f"{text} = shared.get({key})")
        self.writeline(f"if {text} is None:")
        self.indent()
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        made = f"concat({inner.buffer})"
        self.writeline(f"{text} = shared.keep({key}, {made}, {values}, missing_words)")
        self.outdent()
        self.start_write(frame, node)
        self.write(text)
        self.end_write(frame)
        self.leave_frame(inner)

    def _means_the_same(self, reads: Reads, frame: Frame) -> str:
        """Return the test that names mean here what they mean on every page."""
        tests = ["context.eval_ctx.autoescape"]
        for name in reads.common:
            ours = "view" if name == "view" else f"our_{name}"
            tests.append(f"{frame.symbols.ref(name)} is {ours}")
        return " and ".join(tests)
