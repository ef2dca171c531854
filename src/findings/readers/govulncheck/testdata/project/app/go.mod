module example.com/app

go 1.24

require (
	example.com/codec v0.3.0
	example.com/router v1.4.0
)
