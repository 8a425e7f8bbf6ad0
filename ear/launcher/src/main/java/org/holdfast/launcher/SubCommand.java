package org.holdfast.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * A sub-command such as {@code backup}: it needs no server, only the libraries, which are those of the EAR and the few beside
 * it. They are copied out of this jar and get a class loader of their own, so that they do not see Payara's.
 *
 * @param arguments the sub-command and its options
 */
record SubCommand(List<String> arguments) {
    private static final String EAR = "HOLDFAST-INF/holdfast.ear";
    private static final String TOOLS = "HOLDFAST-INF/tools/";
    private static final String MAIN = "org.holdfast.tools.Main";
    private static final String JAR = ".jar";

    /** Runs the sub-command, which ends the process. */
    void run(WorkFolder work) throws IOException {
        ClassLoader loader = new URLClassLoader("tools", libraries(work.path()), ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass(MAIN).getMethod("main", String[].class).invoke(null, (Object)
                    arguments.toArray(String[]::new));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the subcommand failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException("this JAR is incomplete: " + e.getMessage() + " is missing. Build it again", e);
        }
    }

    private static URL[] libraries(Path folder) throws IOException {
        List<URL> copies = new ArrayList<>();
        try (ZipFile jar = new ZipFile(ownJar().toFile())) {
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(TOOLS) && entry.getName().endsWith(JAR)) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        copies.add(copy(entry, content, folder));
                    }
                } else if (entry.getName().equals(EAR)) {
                    copyLibraries(jar.getInputStream(entry), folder, copies);
                }
            }
        }
        return copies.toArray(URL[]::new);
    }

    private static Path ownJar() throws IOException {
        try {
            return Path.of(SubCommand.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the location of this JAR is unknown", e);
        }
    }

    private static void copyLibraries(InputStream ear, Path folder, List<URL> copies) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(ear)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.getName().endsWith(JAR)) {
                    copies.add(copy(entry, entries, folder));
                }
            }
        }
    }

    private static URL copy(ZipEntry entry, InputStream content, Path folder) throws IOException {
        Path file = folder.resolve(Path.of(entry.getName()).getFileName());
        Files.copy(content, file);
        return file.toUri().toURL();
    }
}
