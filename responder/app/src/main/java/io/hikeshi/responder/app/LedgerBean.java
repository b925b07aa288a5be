package io.hikeshi.responder.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the responder remembers. */
final class LedgerBean {
    @Produces
    @Singleton
    Ledger ledger() {
        return new MemoryLedger();
    }
}
