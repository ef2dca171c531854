package app

import "os"

const password = "x9Fq2LmZ7tRw4KpV8sYb1NcD"

// Save writes a file that everybody may read.
func Save(path string) error {
	return os.WriteFile(path, []byte(password), 0o666)
}
