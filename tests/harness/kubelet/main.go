// Command kubelet plays a node's kubelet inside a virtual machine of the tests, so that it dies with the machine's kernel:
// it renews the node's Lease, reports the node Ready with the kernel's own boot id, answers on the kubelet's port, sets
// pods bound to the node Running and lets deleted ones go. It starts no container.
package main

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

const port = 10250

// settings is what PanicVm.java hands in.
type settings struct {
	Server       string // base address of the API server
	Certificate  string // PEM; whoever signs the server's
	Token        string
	Node         string
	Address      string
	LeaseSeconds int
}

func main() {
	settings, err := readSettings(os.Args[1])
	if err != nil {
		fmt.Println("kubelet: cannot start:", err)
		os.Exit(2)
	}
	go answer()
	api := newAPI(settings)
	node := node{api: api, settings: settings}
	pods := pods{api: api, settings: settings}
	// As a real kubelet does; but a longer Lease does not make the controllers doubt the node.
	beat := min(time.Duration(settings.LeaseSeconds)*time.Second/4, 10*time.Second)
	attempt(node.register, time.Second)
	for next := time.Now(); ; {
		if now := time.Now(); now.After(next) {
			report(node.beat())
			next = now.Add(beat)
		}
		report(pods.tend())
		time.Sleep(500 * time.Millisecond)
	}
}

func readSettings(file string) (settings, error) {
	var s settings
	text, err := os.ReadFile(file)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(text, &s)
}

// answer accepts and says nothing: who connects learns that this kernel lives.
func answer() {
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", port))
	for err == nil {
		var connection net.Conn
		if connection, err = listener.Accept(); err == nil {
			_ = connection.Close()
		}
	}
	fmt.Println("kubelet: cannot answer on its port:", err)
}

func attempt(work func() error, pause time.Duration) {
	for err := work(); err != nil; err = work() {
		report(err)
		time.Sleep(pause)
	}
}

// report goes on: an API server that is away must not end the kubelet.
func report(err error) {
	if err != nil {
		fmt.Println("kubelet:", err)
	}
}

func kernel(name string) string {
	text, err := os.ReadFile("/proc/sys/kernel/" + name)
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(text))
}
