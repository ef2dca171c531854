package main

import "example.com/router"

func main( { router.Split("a")
