package io.hikeshi.responder.rules;

/** What became of one rule at one event. Every "no" has a name, which logs, metrics and timelines share. */
public enum Verdict {
    /** The rule wants its actions done. */
    ACT,
    /** The rule is not about this event. */
    NO_MATCH,
    /** An expression of the rule failed on this event; nothing was done. */
    ERROR,
    /** It matched, but the rule acted on this incident less than its realert time ago. */
    QUIET,
    /** It acts, but one of its steps waits for independent signs that the node is dead. */
    UNCONFIRMED,
    /** It acts, but one of its steps waits until a budget allows another node. */
    OVER_BUDGET,
    /** The pod's label says that nobody is to act on it: whatever a rule says, nothing is done. */
    MUTED
}
