CONSTANTS = {"SECOND": 1, "MINUTE": 60, "HOUR": 3600, "DAY": 86400}


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
            settings[name.strip()] = eval(expression.strip(), dict(CONSTANTS), settings)
        except Exception as error:
            raise ValueError(f"line {number}: {error}") from error
    return settings
