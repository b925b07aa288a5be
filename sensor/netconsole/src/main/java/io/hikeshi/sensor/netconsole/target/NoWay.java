package io.hikeshi.sensor.netconsole.target;

/** No datagram of this kernel would reach a receiver. */
final class NoWay extends Exception {
    private final transient Remark remark;

    NoWay(String what, String advice) {
        super(what);
        remark = Remark.problem(what, advice);
    }

    Remark remark() {
        return remark;
    }
}
