package io.hikeshi.responder.app.confirm;

import io.hikeshi.responder.app.confirm.Kubelets.Heard;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;

/** Knocks at a kubelet's port. */
final class KubeletPort {
    /** Long enough for a second SYN, which the kernel sends after one second. */
    private static final int PATIENCE_MILLIS = 2_000;

    private KubeletPort() {}

    /** One address that answers is life; where one is silent, others that cannot be reached from here say nothing. */
    static Heard knock(List<InetSocketAddress> kubelets) {
        var heard = Heard.NOTHING_LEARNT;
        for (InetSocketAddress kubelet : kubelets) {
            var one = knock(kubelet);
            if (one == Heard.LIFE) return one;
            if (one == Heard.SILENCE) heard = one;
        }
        return heard;
    }

    private static Heard knock(InetSocketAddress kubelet) {
        try (var socket = new Socket()) {
            socket.connect(kubelet, PATIENCE_MILLIS);
            return Heard.LIFE;
        } catch (SocketTimeoutException | NoRouteToHostException e) {
            return Heard.SILENCE;
        } catch (ConnectException e) {
            return ofRefusal(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            return Heard.NOTHING_LEARNT;
        }
    }

    /** Java has one exception for {@code ECONNREFUSED}, which only a living kernel sends, and for {@code ETIMEDOUT}. */
    private static Heard ofRefusal(String message) {
        if (message.contains("refused") || message.contains("reset")) return Heard.LIFE;
        return message.contains("timed out") ? Heard.SILENCE : Heard.NOTHING_LEARNT;
    }
}
