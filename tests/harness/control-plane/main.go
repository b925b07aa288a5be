// Command control-plane is a whole Kubernetes control plane in one program, for tests only: etcd, kube-apiserver,
// kube-controller-manager and kube-scheduler, unchanged, chosen by the first argument. One program because the four
// share most of their code: it compiles once, links once, and is cached as one file.
package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var components = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllers.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
}

func main() {
	if len(os.Args) < 2 {
		refuse("no component given")
	}
	name := os.Args[1]
	os.Args = os.Args[1:]
	if name == "etcd" {
		etcdmain.Main(os.Args)
		return
	}
	command, known := components[name]
	if !known {
		refuse("no such component: " + name)
	}
	os.Exit(cli.Run(command()))
}

func refuse(why string) {
	fmt.Fprintf(os.Stderr, "control-plane: %s; usage: control-plane "+
		"etcd|kube-apiserver|kube-controller-manager|kube-scheduler FLAG...\n", why)
	os.Exit(2)
}
