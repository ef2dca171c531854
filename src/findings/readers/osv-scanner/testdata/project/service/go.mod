module example.com/service

go 1.24

require example.com/router v1.4.0
