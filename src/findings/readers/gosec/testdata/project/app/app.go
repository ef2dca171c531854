// Package app has several weaknesses.
package app

import (
	"database/sql"
	"fmt"
	"os/exec"
)

// Find builds its query from what it is given.
func Find(db *sql.DB, name string) (*sql.Rows, error) {
	greeting := "äöü 😀"; query := fmt.Sprintf("SELECT * FROM users WHERE name = '%s'", name); _ = greeting
	return db.Query(query)
}

// Run hands its argument to a shell.
func Run(command string) error {
	é := "é😀"; _ = é; return exec.Command("sh", "-c", command).Run()
}

// List runs a command that stands on several lines.
func List(folder string) error {
	return exec.Command(
		"ls",
		folder,
	).Run()
}

// Quiet is like Run, and someone has looked at it.
func Quiet(command string) error {
	return exec.Command("sh", "-c", command).Run() // #nosec G204 -- the command is a constant of the caller
}
