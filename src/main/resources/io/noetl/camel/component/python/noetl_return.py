"""Compiles code that has a return at its top level, as if it stood in a function."""
import ast


def compiled(source, filename, name):
    """Code that defines a function of this name, which gives (True, value) for a return and (False,
    None) at the end of the code. Its names are those of the module all the same."""
    tree = compile(source, filename, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
    leading = _leading(tree.body)
    rest = tree.body[leading:]
    function = ast.parse("def %s():\n    pass" % name).body[0]
    names = _Names()
    for statement in rest:
        names.visit(statement)
    body = [ast.Global(names=sorted(names.stored))] if names.stored else []
    body += [_Returns().visit(statement) for statement in rest]
    body.append(ast.parse("def f():\n    return (False, None)").body[0].body[0])
    function.body = body
    tree.body[leading:] = [function]
    return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


def _leading(statements):
    """How many statements have to stay at the top: the docstring and imports from __future__."""
    count = 0
    for statement in statements:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        is_future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (is_text or is_future):
            break
        count += 1
    return count


class _Inside(ast.NodeVisitor):
    """Goes into what belongs to the top level: functions and classes have names of their own."""

    def visit_Lambda(self, node):
        pass

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_Lambda


class _Names(_Inside):
    """Collects the names that statements bind."""

    def __init__(self):
        self.stored = set()

    def visit_Name(self, node):
        if not isinstance(node.ctx, ast.Load):
            self.stored.add(node.id)

    def visit_FunctionDef(self, node):
        self.stored.add(node.name)

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef

    def visit_ExceptHandler(self, node):
        if node.name:
            self.stored.add(node.name)
        self.generic_visit(node)

    def visit_Import(self, node):
        for alias in node.names:
            self.stored.add(alias.asname or alias.name.partition(".")[0])

    visit_ImportFrom = visit_Import

    def visit_NamedExpr(self, node):
        self.stored.add(node.target.id)
        self.generic_visit(node)


class _Returns(ast.NodeTransformer):
    """A return gives what it returns beside True."""

    def visit_Return(self, node):
        value = node.value or ast.Constant(value=None)
        pair = ast.Tuple(elts=[ast.Constant(value=True), value], ctx=ast.Load())
        return ast.copy_location(ast.Return(value=pair), node)

    def visit_FunctionDef(self, node):
        return node

    visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = visit_FunctionDef
