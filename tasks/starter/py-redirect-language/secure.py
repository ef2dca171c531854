import re


def language_target(params):
    target = params.get("next", "/settings")
    return target if re.fullmatch(r"/(?:[\w-]+/?)*", target) else "/settings"
