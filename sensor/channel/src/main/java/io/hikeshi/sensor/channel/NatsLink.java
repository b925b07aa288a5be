package io.hikeshi.sensor.channel;

import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one connection of this process to NATS. It is dialled in the background as soon as somebody needs it, and again,
 * for ever, whenever it breaks.
 */
@ApplicationScoped
public class NatsLink implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(NatsLink.class);
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2000;
    /** Told of each change, on the link's own thread; must not block for long. */
    interface Watcher {
        void connected(Connection connection);

        void disconnected();

        /** Our permissions do not allow to publish there. */
        default void forbidden(String subject) {}
    }

    private final Dialer dialer;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(NatsLink::daemon);
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private boolean started;
    private volatile boolean closed;
    private volatile @Nullable Connection current;
    private volatile String lastTrouble = "";
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    @Inject
    public NatsLink(NatsConfig config) {
        this.dialer = new Dialer(config);
    }

    /**
     * The connection of now. Ask each time: after an outage it is another one.
     *
     * @throws IllegalStateException while there is none
     */
    public Connection connection() {
        start();
        var connection = current;
        if (connection == null) {
            throw new IllegalStateException(
                    "no connection to NATS at " + url() + "; it is being tried again and again");
        }
        return connection;
    }

    public boolean isConnected() {
        return current != null;
    }

    /** The servers, without any login. */
    public String url() {
        return dialer.shownUrl();
    }

    /** Why there is no connection; empty if there is one, or none was needed yet. */
    public String trouble() {
        return lastTrouble;
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        var connection = current;
        current = null;
        if (connection != null) end(connection);
    }

    void watch(Watcher watcher) {
        watchers.add(watcher);
        start();
        var connection = current;
        if (connection != null) execute(() -> watcher.connected(connection));
    }

    /** Runs on the thread that also connects, so that neither comes in between the other. */
    void execute(Runnable task) {
        later(task, Duration.ZERO);
    }

    void later(Runnable task, Duration delay) {
        try {
            var unused = thread.schedule(() -> safely(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debugf("left a task undone reason=the link is closed");
        }
    }

    private synchronized void start() {
        if (started || closed) return;
        started = true;
        execute(this::connect);
    }

    private void connect() {
        if (closed || current != null) return;
        try {
            var connection = dialer.dial((changing, event) -> changed(changing), new LinkErrors(this::forbidden));
            current = connection;
            lastTrouble = "";
            pauseMillis = FIRST_PAUSE_MILLIS;
            LOG.infof("connected to NATS url=%s login=%s", url(), dialer.shownLogin());
            for (Watcher watcher : watchers) watcher.connected(connection);
            changed(connection);
        } catch (IOException e) {
            say(e);
            later(this::connect, Duration.ofMillis(pauseMillis));
            pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each trouble once: a long outage must not fill the log. */
    private void say(IOException trouble) {
        var reason = String.valueOf(trouble.getMessage());
        if (!reason.equals(lastTrouble)) LOG.warnf("failed to connect, trying again for ever reason=%s", reason);
        lastTrouble = reason;
    }

    private void changed(Connection connection) {
        if (connection.getStatus() == Connection.Status.CLOSED) execute(() -> lost(connection));
    }

    private void lost(Connection connection) {
        if (current != connection) return;
        current = null;
        lastTrouble = "the connection to NATS at " + url() + " was lost";
        LOG.warnf("lost the connection to NATS url=%s", url());
        watchers.forEach(Watcher::disconnected);
        connect();
    }

    private void forbidden(String subject) {
        execute(() -> watchers.forEach(watcher -> watcher.forbidden(subject)));
    }

    private static void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.errorf(e, "failed on the link's thread");
        }
    }

    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "hikeshi-nats");
        thread.setDaemon(true);
        return thread;
    }
}
