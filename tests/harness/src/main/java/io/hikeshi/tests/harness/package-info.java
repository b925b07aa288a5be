/**
 * The real servers that the tests and the bench run against: a NATS server, a Kubernetes control plane with nodes that
 * live, an Alertmanager, pod-shaped cgroups. Everything listens on loopback, keeps its files in a folder of its own and
 * ends with the test. It refuses to imitate: only the kubelet and the container runtime are stand-ins, see {@link
 * io.hikeshi.tests.harness.Nodes}.
 *
 * <p>Start at {@link io.hikeshi.tests.harness.ControlPlane} or {@link io.hikeshi.tests.harness.NatsServer}.
 */
@NullMarked
package io.hikeshi.tests.harness;

import org.jspecify.annotations.NullMarked;
