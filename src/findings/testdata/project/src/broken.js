function broken( {
  eval(x)
