package io.hikeshi.sensor.kernel.cgroup;

/** A pod's quality of service, {@code status.qosClass}, as the kubelet writes it into cgroup paths. */
public enum Qos {
    /** The kubelet puts these pods directly below {@code kubepods}, so no word stands for them. */
    GUARANTEED,
    BURSTABLE,
    BESTEFFORT
}
