from flask import render_template_string


def calculate(expression):
    return eval(expression)


def apply(rule, value):
    scope = {"value": value}
    exec("result = " + rule, scope)
    return scope["result"]


def greet(name):
    return render_template_string("Hello " + name)
