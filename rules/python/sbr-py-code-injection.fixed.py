import ast
import operator

from flask import render_template_string

OPERATIONS = {"+": operator.add, "-": operator.sub}


def calculate(expression):
    return ast.literal_eval(expression)


def apply(rule, value):
    return OPERATIONS[rule](value, 1)


def greet(name):
    return render_template_string("Hello {{ name }}", name=name)


class PublicKey:
    @classmethod
    def from_file(cls, text):
        return cls.from_string(text)

    @classmethod
    def from_string(cls, text):
        return cls()
