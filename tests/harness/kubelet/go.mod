module hikeshi.io/tests/kubelet

go 1.25
