package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	apply = "application/apply-patch+yaml"
	merge = "application/strategic-merge-patch+json"
)

type object = map[string]any

// api asks the API server as the node.
type api struct {
	client *http.Client
	server string
	token  string
}

func newAPI(s settings) api {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM([]byte(s.Certificate))
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	return api{client: &http.Client{Transport: transport, Timeout: 10 * time.Second}, server: s.Server, token: s.Token}
}

func (a api) get(path string, into any) error {
	return a.ask(http.MethodGet, path, "", nil, into)
}

// apply makes the object or takes over the fields it names.
func (a api) apply(path string, body object) error {
	return a.ask(http.MethodPatch, path+"?fieldManager=kubelet&force=true", apply, body, nil)
}

func (a api) merge(path string, body object) error {
	return a.ask(http.MethodPatch, path, merge, body, nil)
}

func (a api) delete(path string, body object) error {
	return a.ask(http.MethodDelete, path, "application/json", body, nil)
}

func (a api) ask(method, path, kind string, body object, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	request, err := http.NewRequest(method, a.server+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+a.token)
	request.Header.Set("Content-Type", kind)
	request.Header.Set("User-Agent", "kubelet-in-vm")
	response, err := a.client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s: %.300s", method, path, response.Status, answer)
	}
	if into == nil {
		return nil
	}
	return json.Unmarshal(answer, into)
}
