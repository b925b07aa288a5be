package io.hikeshi.responder.cli;

import io.hikeshi.sensor.netconsole.target.Endpoint;
import io.hikeshi.sensor.netconsole.target.Host;
import io.hikeshi.sensor.netconsole.target.Plan;
import io.hikeshi.sensor.netconsole.target.Setup;
import io.hikeshi.sensor.netconsole.target.TestLine;
import io.hikeshi.sensor.netconsole.target.TestSender;
import io.hikeshi.sensor.netconsole.target.Wishes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code hikeshi netconsole} can be asked to do. Each answers whether all is well then. */
final class NetconsoleSetup {
    /** As in knative/base/sensor/receiver.yaml. */
    static final int RECEIVERS_HTTP_PORT = 8083;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Host host;
    private final NetconsolePrinter printer;
    private final NonceRegister register;
    private final @Nullable String node;
    private final Setup setup;

    /** @param node the Node on which the nonce is registered; null for none */
    NetconsoleSetup(Host host, NetconsolePrinter printer, NonceRegister register, @Nullable String node) {
        this.host = host;
        this.printer = printer;
        this.register = register;
        this.node = node;
        this.setup = new Setup(host);
    }

    /** Prints what stands in the way, and what a person would type. */
    boolean show(Wishes wishes) throws IOException, InterruptedException {
        var plan = Plan.of(wishes, host);
        printer.remarks(plan.remarks());
        printer.steps(plan, host.targets(), wishes.loglevel(), node);
        return !plan.hasProblem();
    }

    /** Prints what stands in the way, and how the present targets differ. */
    boolean check(Wishes wishes) throws IOException, InterruptedException {
        var plan = Plan.of(wishes, host);
        var differences = setup.differences(plan.targets());
        printer.remarks(plan.remarks());
        printer.remarks(differences);
        return !plan.hasProblem() && differences.isEmpty();
    }

    /** The nonce is registered last: until then lines of the new targets count as unregistered, never as forged. */
    boolean apply(Wishes wishes) throws IOException, InterruptedException {
        setup.prepare();
        var plan = Plan.of(wishes, host);
        printer.remarks(plan.remarks());
        printer.done(setup.apply(plan.targets()));
        if (wishes.loglevel().isPresent()) setup.setLoglevel(wishes.loglevel().getAsInt());
        if (node != null) {
            register.register(node, plan.nonce());
            printer.registered(node, plan);
        }
        return !plan.hasProblem();
    }

    boolean remove() throws IOException {
        printer.done(setup.removeAll());
        if (node != null) register.register(node, Optional.empty());
        return true;
    }

    /**
     * Makes the kernel log a line, and asks whether it arrived.
     *
     * @param confirming whom to ask; nobody means each target's receiver
     */
    boolean test(List<URI> confirming) throws IOException, InterruptedException {
        var receivers = confirming.isEmpty() ? receiversHttp() : confirming;
        var test = TestLine.random();
        var silent = new ArrayList<Confirmation>();
        try (var sender = new TestSender(host)) {
            printer.sent(test, sender.send(test));
            for (var receiver : receivers) {
                var confirmation = Confirmation.await(receiver, test, PATIENCE);
                if (confirmation.isGiven()) printer.confirmed(confirmation);
                else silent.add(confirmation);
            }
        }
        printer.unconfirmed(silent);
        return silent.isEmpty() && !receivers.isEmpty();
    }

    private List<URI> receiversHttp() throws IOException {
        return setup.receivers().stream()
                .map(receiver -> "http://" + new Endpoint(receiver.address(), RECEIVERS_HTTP_PORT))
                .map(URI::create)
                .toList();
    }
}
