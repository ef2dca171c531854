// Package one has one weakness.
package one

import "crypto/md5"

// Sum is a weak digest.
func Sum(data []byte) [16]byte { return md5.Sum(data) }
