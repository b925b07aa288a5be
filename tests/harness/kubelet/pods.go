package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
)

// pods is what a kubelet writes about the pods of its node, without containers behind them.
type pods struct {
	api      api
	settings settings
}

type pod struct {
	Metadata struct {
		Name, Namespace, UID string
		DeletionTimestamp    string
	}
	Spec struct {
		Containers []struct{ Name, Image string }
	}
	Status struct{ Phase string }
}

// tend gives each pod the next step of its life: started, or let go.
func (p pods) tend() error {
	var found struct{ Items []pod }
	if err := p.api.get("/api/v1/pods?fieldSelector=spec.nodeName="+p.settings.Node, &found); err != nil {
		return err
	}
	var problems []error
	for _, pod := range found.Items {
		switch {
		case pod.Metadata.DeletionTimestamp != "":
			problems = append(problems, p.letGo(pod))
		case pod.Status.Phase == "Pending":
			problems = append(problems, p.start(pod))
		}
	}
	return errors.Join(problems...)
}

func (p pods) letGo(pod pod) error {
	return p.api.delete(path(pod), object{
		"apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 0,
		"preconditions": object{"uid": pod.Metadata.UID},
	})
}

func (p pods) start(pod pod) error {
	now := now()
	var conditions, containers []object
	for _, kind := range []string{"Initialized", "ContainersReady", "Ready"} {
		conditions = append(conditions, object{"type": kind, "status": "True", "lastTransitionTime": now})
	}
	for _, container := range pod.Spec.Containers {
		containers = append(containers, object{
			"name": container.Name, "image": container.Image, "imageID": container.Image, "ready": true, "started": true,
			"restartCount": 0, "containerID": containerID(pod, container.Name),
			"state": object{"running": object{"startedAt": now}},
		})
	}
	return p.api.merge(path(pod)+"/status", object{
		"metadata": object{"uid": pod.Metadata.UID},
		"status": object{
			"phase": "Running", "hostIP": p.settings.Address, "startTime": now,
			"conditions": conditions, "containerStatuses": containers,
		},
	})
}

// containerID is 64 hex digits, as containerd's.
func containerID(pod pod, container string) string {
	return fmt.Sprintf("containerd://%x", sha256.Sum256([]byte(pod.Metadata.UID+"/"+container+"/0")))
}

func path(pod pod) string {
	return fmt.Sprintf("/api/v1/namespaces/%s/pods/%s", pod.Metadata.Namespace, pod.Metadata.Name)
}
