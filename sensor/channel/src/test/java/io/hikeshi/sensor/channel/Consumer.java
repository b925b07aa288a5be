package io.hikeshi.sensor.channel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** What SmallRye does with a method that takes {@link Inbound}: returns as ack, throws as nack, on worker threads. */
final class Consumer implements Flow.Subscriber<Message<Inbound>>, AutoCloseable {
    interface Work {
        void on(Inbound inbound) throws Exception;
    }

    private final long demand;
    private final Work work;
    private final ExecutorService workers;
    private final List<Inbound> received = new CopyOnWriteArrayList<>();
    private Flow.@Nullable Subscription subscription;

    /** @param demand how many messages it ever asks for */
    Consumer(long demand, int workers, Work work) {
        this.demand = demand;
        this.work = work;
        this.workers = Executors.newFixedThreadPool(workers);
    }

    static Consumer ofAll(Work work) {
        return new Consumer(Long.MAX_VALUE, 1, work);
    }

    /** In the order of their deliveries. */
    List<Inbound> received() {
        return received;
    }

    List<String> ids() {
        return received.stream().map(inbound -> inbound.event().getId()).toList();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(demand);
    }

    @Override
    public void onNext(Message<Inbound> message) {
        received.add(message.getPayload());
        workers.execute(() -> {
            try {
                work.on(message.getPayload());
                message.ack();
            } catch (Exception e) {
                message.nack(e);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}

    @Override
    public void close() {
        if (subscription != null) subscription.cancel();
        workers.shutdownNow();
    }
}
