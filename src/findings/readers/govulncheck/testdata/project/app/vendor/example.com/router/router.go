// Package router routes.
package router

// Router has no state.
type Router struct{}

// Match matches.
func (r *Router) Match(path string) bool { return Split(path) > 0 }

// Split splits.
func Split(path string) int { return len(path) }
