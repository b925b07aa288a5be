package io.hikeshi.sensor.netconsole;

/**
 * What a listener has done since it was opened, and what it holds now; of all its sockets together.
 *
 * @param received datagrams read
 * @param drops datagrams that the kernel threw away because nobody had read those before; -1 if it does not say
 * @param malformed of those received, the ones that no kernel sends: empty, or longer than 2,048 bytes
 * @param oopsesKeptBack reports of trouble that were not told, because their source had too many within a minute
 * @param sources remembered now
 * @param evicted sources forgotten for lack of room
 * @param weight about how many bytes the sources hold now
 */
public record ListenerCounts(
        long received, long drops, long malformed, long oopsesKeptBack, int sources, long evicted, long weight) {
    static final ListenerCounts NONE = new ListenerCounts(0, 0, 0, 0, 0, 0, 0);

    ListenerCounts withDrops(long counted) {
        return new ListenerCounts(received, counted, malformed, oopsesKeptBack, sources, evicted, weight);
    }

    ListenerCounts plus(ListenerCounts other) {
        return new ListenerCounts(
                received + other.received,
                drops < 0 || other.drops < 0 ? -1 : drops + other.drops,
                malformed + other.malformed,
                oopsesKeptBack + other.oopsesKeptBack,
                sources + other.sources,
                evicted + other.evicted,
                weight + other.weight);
    }
}
