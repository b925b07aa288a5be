package main

import "time"

// node is the heartbeat: a Lease, and a status that is repaired when the controllers doubted it.
type node struct {
	api      api
	settings settings
}

func (n node) register() error {
	labels := object{"kubernetes.io/hostname": n.settings.Node, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64"}
	err := n.api.apply(n.path(), object{
		"apiVersion": "v1",
		"kind":       "Node",
		"metadata":   object{"name": n.settings.Node, "labels": labels},
	})
	if err != nil {
		return err
	}
	return n.reportStatus()
}

func (n node) beat() error {
	if err := n.renewLease(); err != nil {
		return err
	}
	var found struct {
		Status struct {
			Conditions []struct{ Type, Status string }
		}
	}
	if err := n.api.get(n.path(), &found); err != nil {
		return err
	}
	for _, condition := range found.Status.Conditions {
		if condition.Type == "Ready" && condition.Status == "True" {
			return nil
		}
	}
	return n.reportStatus()
}

func (n node) renewLease() error {
	const leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/"
	return n.api.apply(leases+n.settings.Node, object{
		"apiVersion": "coordination.k8s.io/v1",
		"kind":       "Lease",
		"metadata":   object{"name": n.settings.Node, "namespace": "kube-node-lease"},
		"spec": object{
			"holderIdentity":       n.settings.Node,
			"leaseDurationSeconds": n.settings.LeaseSeconds,
			"renewTime":            time.Now().UTC().Format("2006-01-02T15:04:05.000000Z"),
		},
	})
}

// reportStatus leaves conditions of other types alone: a strategic merge replaces by type.
func (n node) reportStatus() error {
	capacity := object{"cpu": "32", "memory": "64Gi", "pods": "250"}
	now := now()
	return n.api.merge(n.path()+"/status", object{"status": object{
		"capacity":    capacity,
		"allocatable": capacity,
		"addresses": []object{
			{"type": "InternalIP", "address": n.settings.Address},
			{"type": "Hostname", "address": n.settings.Node},
		},
		"conditions": []object{{
			"type": "Ready", "status": "True", "reason": "KubeletReady", "message": "the kubelet in the VM is alive",
			"lastHeartbeatTime": now, "lastTransitionTime": now,
		}},
		"daemonEndpoints": object{"kubeletEndpoint": object{"Port": port}},
		"nodeInfo": object{
			"bootID": kernel("random/boot_id"), "kernelVersion": kernel("osrelease"), "operatingSystem": "linux",
			"architecture": "amd64", "containerRuntimeVersion": "none://0", "kubeletVersion": "v0.0.0-hikeshi",
			"osImage": "panic VM", "machineID": "", "systemUUID": "", "kubeProxyVersion": "",
		},
	}})
}

func (n node) path() string {
	return "/api/v1/nodes/" + n.settings.Node
}

func now() string {
	return time.Now().UTC().Format(time.RFC3339)
}
