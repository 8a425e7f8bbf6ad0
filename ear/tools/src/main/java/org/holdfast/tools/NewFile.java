package org.holdfast.tools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.holdfast.beans.transfer.TransferException;

/**
 * A file that is written completely or not at all, and never replaces another: it gets its name after its content. Only its owner
 * may read it.
 *
 * @param path its name; missing until then
 */
record NewFile(Path path) {
    /** Writes the content, and forces it to disk. */
    @FunctionalInterface
    interface Content<T> {
        T writeTo(Path file) throws IOException;
    }

    /**
     * Writes the file.
     *
     * @return what the content returns
     * @throws TransferException if there is such a file, or it cannot be written
     */
    <T> T write(Content<T> content) {
        Path target = path.toAbsolutePath();
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new TransferException("the folder of " + path + " does not exist. Create it.");
        }
        if (Files.exists(target)) {
            throw exists();
        }
        try {
            return write(content, folder, target);
        } catch (IOException e) {
            throw new TransferException(path + " cannot be written (" + e + "). The incomplete file was deleted.", e);
        }
    }

    private <T> T write(Content<T> content, Path folder, Path target) throws IOException {
        Path temporary = Files.createTempFile(folder, target.getFileName() + ".", ".part");
        temporary.toFile().deleteOnExit(); // also when a signal ends the process
        try {
            T result = content.writeTo(temporary);
            name(temporary, target);
            force(folder);
            return result;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Names the file by a link, which replaces no other file; moving it may. */
    private void name(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw exists();
        } catch (UnsupportedOperationException | FileSystemException e) { // a file system without links
            Files.move(temporary, target);
        }
    }

    private TransferException exists() {
        return new TransferException(path + " already exists and was not changed. Choose another name with --to.");
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
