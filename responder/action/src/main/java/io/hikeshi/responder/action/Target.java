package io.hikeshi.responder.action;

/** What an action acts on. Its {@link #path} is part of the action's id, so it must be the same at every judgement. */
public sealed interface Target {
    /** {@code nodes/n1}, {@code namespaces/shop/pods/web-1}, {@code incidents/5b1f...}. */
    String path();

    /** A node, by its name. */
    record Node(String name) implements Target {
        public Node {
            require("node name", name);
        }

        @Override
        public String path() {
            return "nodes/" + name;
        }
    }

    /**
     * A pod.
     *
     * @param uid a precondition: a new pod of the same name is another pod
     */
    record Pod(String namespace, String name, String uid) implements Target {
        public Pod {
            require("pod namespace", namespace);
            require("pod name", name);
            require("pod uid", uid);
        }

        @Override
        public String path() {
            return "namespaces/" + namespace + "/pods/" + name;
        }
    }

    /** The incident itself, for actions that tell people. */
    record Incident(String id) implements Target {
        public Incident {
            require("incident id", id);
        }

        @Override
        public String path() {
            return "incidents/" + id;
        }
    }

    private static void require(String what, String value) {
        if (value.isEmpty()) throw new IllegalArgumentException("target without a " + what);
    }
}
