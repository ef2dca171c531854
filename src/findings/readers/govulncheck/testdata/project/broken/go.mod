module example.com/broken

go 1.24

require (
	example.com/router v1.4.0
)
