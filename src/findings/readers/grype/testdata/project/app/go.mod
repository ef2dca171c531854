module example.com/service

go 1.24

require example.com/codec v0.3.0
