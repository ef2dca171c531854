# é😀 not a live key
TOKEN = "AKIAIOSFODNN7EXAMPLE"
NAME = "settings"
