// What the program needs stands in 1.*.mod, one for each release of Kubernetes: go build -modfile=1.34.mod
module noetl.io/manifests

go 1.24.0
