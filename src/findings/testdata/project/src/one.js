eval(input)
