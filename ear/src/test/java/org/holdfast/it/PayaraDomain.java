package org.holdfast.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A domain of a stock Payara Server Full, on free ports of this machine. */
final class PayaraDomain implements AutoCloseable {
    private static final Path SERVER = Path.of(System.getProperty("payara.server", "target/payara-server/payara6"));
    private static final String NAME = "it";

    private final Path domains;
    private final int httpPort = Ports.free();
    private final int adminPort = Ports.free();

    private PayaraDomain(Path domains) {
        this.domains = domains;
    }

    /**
     * Copies the domain that the distribution brings into the folder, moves it to free ports and starts it.
     *
     * @param libraries for all its applications
     */
    static PayaraDomain start(Path domains, File... libraries) throws IOException {
        PayaraDomain domain = new PayaraDomain(domains);
        copy(SERVER.resolve("glassfish/domains/domain1"), domains.resolve(NAME));
        for (File library : libraries) {
            Files.copy(library.toPath(), domains.resolve(NAME).resolve("lib").resolve(library.getName()));
        }
        Path configuration = domains.resolve(NAME).resolve("config/domain.xml");
        Files.writeString(configuration, domain.moved(Files.readString(configuration)));
        domain.asadmin("start-domain", "--domaindir", domains.toString(), NAME);
        return domain;
    }

    private String moved(String configuration) {
        return configuration
                .replace("port=\"8080\"", listener(httpPort))
                .replace("port=\"4848\"", listener(adminPort))
                .replace("port=\"8181\"", listener(Ports.free()))
                .replace("port=\"8686\"", "port=\"" + Ports.free() + "\"")
                .replace("port=\"3700\"", "port=\"" + Ports.free() + "\"")
                .replace("port=\"3820\"", "port=\"" + Ports.free() + "\"")
                .replace("port=\"3920\"", "port=\"" + Ports.free() + "\"")
                .replace("telnet.port=6666", "telnet.port=" + Ports.free())
                .replace("value=\"7676\"", "value=\"" + Ports.free() + "\"")
                .replace("das-port=\"4900\"", "das-port=\"" + Ports.free() + "\" interface=\"127.0.0.1\"")
                .replace("0.0.0.0", "127.0.0.1")
                .replaceFirst("<connector-service", "<jms-service type=\"REMOTE\"/><connector-service")
                .replaceFirst(
                        "<jvm-options>",
                        "<jvm-options>-Dhazelcast.socket.bind.any=false</jvm-options>"
                                + "<jvm-options>-Dorg.glassfish.startupThreadPolicy=USE_NO_THREADS</jvm-options>"
                                + "<jvm-options>" + BrokerProcess.QUICK_START + "</jvm-options><jvm-options>");
    }

    private static String listener(int port) {
        return "address=\"127.0.0.1\" port=\"" + port + "\"";
    }

    /** Runs an asadmin command; returns what it printed. */
    String asadmin(String... command) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                BrokerProcess.QUICK_START,
                "-jar",
                SERVER.resolve("glassfish/lib/client/appserver-cli.jar")
                        .toAbsolutePath()
                        .toString(),
                "--port",
                Integer.toString(adminPort)));
        all.addAll(List.of(command));
        try {
            Path output = Files.createTempFile(domains, "asadmin", ".txt");
            Process process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean hasEnded = process.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!hasEnded || process.exitValue() != 0) {
                throw new AssertionError(List.of(command) + " failed: " + Files.readString(output));
            }
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + httpPort + path;
    }

    /** Stops it as an operator does. */
    void stop() {
        asadmin("stop-domain", "--domaindir", domains.toString(), NAME);
    }

    /** Makes sure that its process does not outlive the test. */
    @Override
    public void close() throws IOException {
        Path pid = domains.resolve(NAME).resolve("config/pid");
        if (Files.exists(pid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
