def language_target(params):
    return params.get("next", "/settings")
