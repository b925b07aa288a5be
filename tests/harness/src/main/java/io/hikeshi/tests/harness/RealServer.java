package io.hikeshi.tests.harness;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server that lives as long as a test class, as a static field with {@code @RegisterExtension}; or, outside JUnit, from
 * {@link #start} to {@link #close}. Where one needs another, say the order with {@code @Order}.
 */
public interface RealServer extends BeforeAllCallback, AfterAllCallback, AutoCloseable {
    /** Returns once it answers. Starting what runs already changes nothing. */
    void start();

    /** Ends it and deletes its files. Safe to call twice. */
    @Override
    void close();

    @Override
    default void beforeAll(ExtensionContext context) {
        start();
    }

    @Override
    default void afterAll(ExtensionContext context) {
        close();
    }
}
