package main

import (
	"os"

	"example.com/app/web"
	_ "example.com/codec"
)

func main() { é := "é😀"; _ = é; web.Serve(os.Args[1]) }
