package io.hikeshi.tests.harness;

import static java.util.stream.Collectors.joining;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A real nats-server with JetStream. It keeps its port and its streams over {@link #stop}, {@link #kill} and {@link
 * #start}; {@link #close} deletes them.
 */
public final class NatsServer implements RealServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int port = Loopback.freePort();
    private final List<NatsUser> users;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private String more = "";
    private @Nullable Workspace workspace;
    private @Nullable Child server;

    /** @param users if none is given, everybody may do everything without logging in */
    public NatsServer(NatsUser... users) {
        this.users = List.of(users);
    }

    /** Lines for its configuration file, such as {@code tls {...}} or {@code max_payload: 64KB}; before {@link #start}. */
    public NatsServer withConfiguration(String lines) {
        more = lines;
        return this;
    }

    @Override
    public void start() {
        if (isRunning()) return;
        if (workspace == null) workspace = new Workspace("nats");
        var config = workspace.write("nats.conf", configuration(workspace));
        var started =
                Command.of(Tools.find("nats-server"), "--config", config).start(workspace.folder(), "nats-server");
        server = started;
        started.awaitLine("Server is ready", PATIENCE);
    }

    /** Ends it in an orderly way. Streams stay. */
    public void stop() {
        if (server != null) server.close();
    }

    /** Ends it at once, as a crash would. Streams stay. */
    public void kill() {
        if (server != null) server.kill();
    }

    public boolean isRunning() {
        return server != null && server.isAlive();
    }

    /** Known before the first start too: a client may knock before there is a server. */
    public String url() {
        return "nats://" + Loopback.HOST + ":" + port;
    }

    /** Connects as the first user; closed with the server at the latest. */
    public Connection connect() {
        return users.isEmpty() ? connect(new Options.Builder()) : connect(users.get(0));
    }

    /** Connects as that user; closed with the server at the latest. */
    public Connection connect(NatsUser user) {
        return connect(new Options.Builder()
                .userInfo(user.name().toCharArray(), user.password().toCharArray()));
    }

    /** How many messages a stream holds now. */
    public long stored(String stream) {
        var connection = connect();
        try {
            return connection
                    .jetStreamManagement()
                    .getStreamInfo(stream)
                    .getStreamState()
                    .getMsgCount();
        } catch (IOException | JetStreamApiException e) {
            throw new IllegalStateException("cannot count stream " + stream + " on " + url(), e);
        } finally {
            end(connection);
        }
    }

    @Override
    public void close() {
        List.copyOf(connections).forEach(this::end);
        stop();
        server = null;
        if (workspace != null) workspace.close();
        workspace = null;
    }

    private Connection connect(Options.Builder options) {
        try {
            var connection = Nats.connect(options.server(url()).build());
            connections.add(connection);
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot connect to " + url(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while connecting to " + url(), e);
        }
    }

    private void end(Connection connection) {
        connections.remove(connection);
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String configuration(Workspace in) {
        var login = users.isEmpty()
                ? ""
                : "authorization {users: ["
                        + users.stream().map(NatsUser::configuration).collect(joining(", ")) + "]}";
        return """
                listen: "%s:%d"
                server_name: harness
                jetstream {store_dir: "%s", max_file_store: 4G}
                %s
                %s
                """.formatted(Loopback.HOST, port, in.file("streams"), login, more);
    }
}
