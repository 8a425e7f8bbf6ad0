package org.holdfast.beans.backups;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.holdfast.beans.audit.Action;
import org.holdfast.beans.audit.Audit;
import org.holdfast.beans.problem.ConflictException;
import org.holdfast.beans.problem.NotFoundException;
import org.holdfast.beans.problem.UnavailableException;
import org.holdfast.beans.settings.StoreSettings;
import org.holdfast.beans.state.BrokerState;
import org.holdfast.beans.store.connection.DatabaseException;
import org.holdfast.beans.store.connection.OwnerOnly;

/** Keeps backups in the folder {@code backups} beside the database. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BackupsBean implements Backups {
    private static final Pattern NAME = Pattern.compile("holdfast-[0-9]{8}T[0-9]{9}Z\\.db");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock oneAtATime = new ReentrantLock();

    @Inject
    private BrokerState state;

    @EJB
    private Audit audit;

    @Override
    public List<Backup> list() {
        Path folder = folder();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isName(file.getFileName().toString()))
                    .map(BackupsBean::view)
                    .sorted(Comparator.comparing(Backup::name).reversed())
                    .toList();
        } catch (IOException e) {
            throw failed("the folder " + folder + " cannot be read", e);
        }
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static Backup view(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Backup(
                    file.getFileName().toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Backup make(String who) {
        Path folder = folder();
        if (!oneAtATime.tryLock()) {
            throw new ConflictException("another backup is in progress. Wait until it is listed");
        }
        try {
            Path file = folder.resolve("holdfast-" + TIME.format(clock.instant()) + ".db");
            return new Action(audit, who, "backup.make", file.getFileName().toString())
                    .run(() -> make(folder, file), () -> size(file));
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Makes a backup, under another name until it is complete, so that nobody uses an incomplete one. */
    private Backup make(Path folder, Path file) {
        Path unfinished = folder.resolve("unfinished.db");
        try {
            OwnerOnly.createFolder(folder);
            Files.deleteIfExists(unfinished);
            OwnerOnly.createFile(unfinished);
            state.running().database().copy().writeTo(unfinished);
            return view(Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException | DatabaseException e) {
            discard(unfinished, e);
            throw failed("failed to make a backup in " + folder, e);
        }
    }

    private static String size(Path file) {
        return Files.exists(file) ? view(file).bytes() + " bytes" : "";
    }

    private static void discard(Path unfinished, Exception reason) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public Path file(String name) {
        Path file = folder().resolve(checked(name));
        if (!Files.isRegularFile(file)) {
            throw noSuchBackup(name);
        }
        return file;
    }

    /** Checks a name, which must not lead out of the folder. */
    private static String checked(String name) {
        if (!isName(name)) {
            throw noSuchBackup(name);
        }
        return name;
    }

    private static NotFoundException noSuchBackup(String name) {
        return new NotFoundException("there is no backup " + name);
    }

    @Override
    public void delete(String name, String who) {
        Path file = folder().resolve(checked(name));
        new Action(audit, who, "backup.delete", name).run(() -> delete(file), "");
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (NoSuchFileException e) {
            throw noSuchBackup(file.getFileName().toString());
        } catch (IOException e) {
            throw failed("the backup " + file.getFileName() + " cannot be deleted", e);
        }
    }

    private Path folder() {
        return store().file().resolveSibling("backups");
    }

    private StoreSettings store() {
        StoreSettings store = state.running().settings().store();
        if (!store.isSqlite()) {
            throw new ConflictException(
                    "the database " + store.location() + " is not an SQLite file. Back it up with pg_dump");
        }
        return store;
    }

    private static UnavailableException failed(String what, Exception e) {
        return new UnavailableException(what + ": " + e.getMessage());
    }
}
