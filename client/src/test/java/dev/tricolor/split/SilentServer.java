package dev.tricolor.split;

import dev.tricolor.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one request, never answers it, and tells when the client hangs up. */
final class SilentServer implements AutoCloseable {
    /** A request has come. */
    final CompletableFuture<Void> asked = new CompletableFuture<>();

    /** The client has ended the connection. */
    final CompletableFuture<Void> hungUp = new CompletableFuture<>();

    private final ServerSocket server;

    SilentServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    SplitAsyncClient client() {
        return SplitAsyncClient.create(c -> c
            .apiKey(Secret.of("admin-api-key"))
            .baseUrl("http://127.0.0.1:" + server.getLocalPort())
            .connectTimeout(10, TimeUnit.SECONDS)
            .timeout(60, TimeUnit.SECONDS)
            .retry(r -> r.maxAttempts(1)));
    }

    private void listen() {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            in.read();
            asked.complete(null);
            in.transferTo(OutputStream.nullOutputStream());
            hungUp.complete(null);
        } catch (IOException ended) {
            hungUp.complete(null);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
