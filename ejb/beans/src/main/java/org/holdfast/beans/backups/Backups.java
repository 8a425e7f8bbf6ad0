package org.holdfast.beans.backups;

import jakarta.ejb.Local;
import java.nio.file.Path;
import java.util.List;

/**
 * Backups of the database, for the console. Every method throws {@link org.holdfast.beans.problem.ConflictException} when the
 * database is not an SQLite file; other databases have their own tools.
 */
@Local
public interface Backups {
    /** Returns all backups, the newest first. */
    List<Backup> list();

    /**
     * Makes a backup while the broker keeps running.
     *
     * @param who the user
     */
    Backup make(String who);

    /** Returns the file of a backup; {@link org.holdfast.beans.problem.NotFoundException} when there is none. */
    Path file(String name);

    /**
     * Deletes a backup.
     *
     * @param who the user
     */
    void delete(String name, String who);
}
