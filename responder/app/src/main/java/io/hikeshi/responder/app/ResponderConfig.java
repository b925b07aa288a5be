package io.hikeshi.responder.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What can be set; in the environment {@code hikeshi.responder.rules} is written {@code HIKESHI_RESPONDER_RULES}. */
@ConfigMapping(prefix = "hikeshi")
interface ResponderConfig {
    /** The cluster whose events this responder judges. */
    @WithDefault("default")
    String cluster();

    /** Whether there is an API server to ask about pods. */
    @WithDefault("true")
    boolean kubernetes();

    /** {@code jetstream}, or {@code local} for one process alone, which then also remembers in memory only. */
    @WithDefault("jetstream")
    String transport();

    Settings responder();

    /** Everything under {@code hikeshi.responder}. */
    interface Settings {
        /** A rule file, or a folder of them, such as a mounted ConfigMap. */
        @WithDefault("/etc/hikeshi/rules")
        Path rules();

        /** Whether actions are applied; if not, functions only say what they would do. */
        @WithDefault("false")
        boolean apply();

        /** An incident ends once no event of its cause has come for so long. */
        @WithDefault("30m")
        Duration quiet();

        /** Requests that are worked on at a time; one action has half of them at most. */
        @WithDefault("16")
        int workers();

        Functions functions();

        PowerState powerState();
    }

    /** Who knows whether a machine is switched off. */
    interface PowerState {
        /** {@code {node}} in it stands for the Node's name; without it only a person fences. */
        Optional<String> url();

        /** A file that holds its bearer token; read at each request. */
        Optional<Path> tokenFile();
    }

    /** Who carries actions out. */
    interface Functions {
        /** {@code {action}} in it stands for the action's name, where each function has an address of its own. */
        @WithDefault("http://127.0.0.1:8082")
        String url();

        /** The bearer token that functions ask for; better in a file. */
        Optional<String> token();

        /** A file that holds it; read at each request, so that it may change. */
        Optional<Path> tokenFile();
    }
}
