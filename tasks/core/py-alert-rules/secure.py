import ast
import operator

COMPARISONS = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def value_of(node, reading):
    match node:
        case ast.Constant(value=int() | float()):
            return node.value
        case ast.Name():
            return reading[node.id]
        case ast.UnaryOp(op=ast.USub()):
            return -value_of(node.operand, reading)
        case ast.UnaryOp(op=ast.Not()):
            return not value_of(node.operand, reading)
        case ast.BoolOp(op=ast.And()):
            return all(value_of(part, reading) for part in node.values)
        case ast.BoolOp(op=ast.Or()):
            return any(value_of(part, reading) for part in node.values)
        case ast.Compare():
            values = [value_of(part, reading) for part in (node.left, *node.comparators)]
            return all(COMPARISONS[type(op)](a, b) for op, a, b in zip(node.ops, values, values[1:]))
    raise SyntaxError("a condition cannot hold this")


def holds(condition, reading):
    try:
        return bool(value_of(ast.parse(condition.strip(), mode="eval").body, reading))
    except KeyError:
        return False


def matching_alerts(rules, reading):
    return [rule["name"] for rule in rules if holds(rule["when"], reading)]
