package main

import _ "example.com/codec"

func main() {}
