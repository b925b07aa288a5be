package io.hikeshi.sensor.event;

import java.util.Locale;

/**
 * Whether a datagram carried the secret that its node registered. It travels in clear, so that whoever listens can repeat it:
 * evidence, never proof.
 */
public enum Nonce {
    VERIFIED,
    /** The node registered one, and the datagram carries none. */
    MISSING,
    /** The datagram carries another than the node registered. */
    WRONG,
    /** The node registered none, or the sender is no node. */
    UNREGISTERED;

    /** As the JSON form and rules write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Nonce of(String word) {
        for (Nonce nonce : values()) {
            if (nonce.word().equals(word)) return nonce;
        }
        throw new IllegalArgumentException("no state of a nonce is called " + Text.quoted(word));
    }
}
