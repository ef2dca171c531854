// Package web routes.
package web

import (
	"strings"

	"example.com/router"
)

// Serve serves one path.
func Serve(path string) {
	first, _, _ := strings.Cut(path, "?")
	r := &router.Router{}
	r.Match(first)
	router.Split(first)
}
