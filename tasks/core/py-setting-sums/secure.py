import ast
import operator

CONSTANTS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86400}
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def compute(node, names):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -compute(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](compute(node.left, names), compute(node.right, names))
    raise ValueError("a value is made of numbers and names only")


def load_settings(text):
    settings = {}
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, expression = line.partition("=")
        if not sign or not name.strip().isidentifier():
            raise ValueError(f"line {number}: {line}")
        try:
            tree = ast.parse(expression.strip(), mode="eval")
            settings[name.strip()] = compute(tree.body, {**CONSTANTS, **settings})
        except (SyntaxError, ValueError, ArithmeticError) as error:
            raise ValueError(f"line {number}: {error}") from error
    return settings
