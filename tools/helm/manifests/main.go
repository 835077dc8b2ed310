// Command manifests decodes the YAML files of folders as the objects of one release of Kubernetes: an unknown field,
// a field given twice or a wrong type is an error. Kinds of others (KEDA, the Gateway API, Prometheus) are counted as such.
// It is built once a release, each with the API's own types: see 1.*.mod and check.sh beside.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
)

// others are the groups whose types are not Kubernetes' own.
var others = []string{"keda.sh/", "gateway.networking.k8s.io/", "monitoring.coreos.com/"}

type checker struct {
	decoder runtime.Decoder
	known   int
	foreign int
	wrong   int
}

func newChecker() *checker {
	scheme := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{
		appsv1.AddToScheme, autoscalingv2.AddToScheme, batchv1.AddToScheme, corev1.AddToScheme,
		networkingv1.AddToScheme, policyv1.AddToScheme, rbacv1.AddToScheme,
	} {
		if err := add(scheme); err != nil {
			panic(err)
		}
	}
	return &checker{decoder: serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()}
}

func (c *checker) file(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	documents := yaml.NewYAMLReader(bufio.NewReader(file))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		c.document(path, document)
	}
}

func (c *checker) document(path string, document []byte) {
	var head struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := yaml.Unmarshal(document, &head); err != nil {
		c.complain(path, head.Kind, err)
		return
	}
	if head.APIVersion == "" && head.Kind == "" {
		return // comments only
	}
	for _, group := range others {
		if strings.HasPrefix(head.APIVersion, group) {
			c.foreign++
			return
		}
	}
	c.known++
	if _, _, err := c.decoder.Decode(document, nil, nil); err != nil {
		c.complain(path, head.Kind, err)
	}
}

func (c *checker) complain(path, kind string, err error) {
	c.wrong++
	fmt.Printf("%s: %s: %v\n", path, kind, err)
}

func main() {
	c := newChecker()
	for _, folder := range os.Args[1:] {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".yaml") {
				return err
			}
			return c.file(path)
		})
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	fmt.Printf("%d objects, %d of other groups, %d wrong\n", c.known, c.foreign, c.wrong)
	if c.wrong > 0 || c.known == 0 {
		os.Exit(1)
	}
}
