package org.holdfast.tools;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.holdfast.beans.transfer.TransferException;
import org.holdfast.tools.mqtt.BrokerAddress;
import org.jspecify.annotations.Nullable;

/** Passwords from files: on a command line, other users of the machine can see them. */
final class PasswordFile {
    private PasswordFile() {}

    /**
     * Returns an address with the password in the first line of a file, or without a file the address as it is.
     *
     * @throws TransferException if there is no such file or password, or if the address has no user or another password
     */
    static BrokerAddress complete(BrokerAddress address, @Nullable String file) throws IOException {
        if (file == null) {
            return address;
        }
        if (address.user() == null || address.password() != null) {
            throw new TransferException(
                    "a password file needs an address with a user and without a password: mqtt[s]://user@host[:port].");
        }
        return address.withPassword(firstLine(file));
    }

    private static String firstLine(String file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(Path.of(file))) {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new TransferException("the first line of " + file + " is empty; write the password there.");
            }
            return line;
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new TransferException("there is no file " + file + ".", e);
        } catch (CharacterCodingException e) {
            throw new TransferException(file + " is not in UTF-8.", e);
        }
    }
}
