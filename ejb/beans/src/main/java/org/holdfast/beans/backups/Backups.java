package org.holdfast.beans.backups;

import jakarta.ejb.Local;
import java.nio.file.Path;
import java.util.List;

/**
 * Backups of the database, for the console. Every method throws {@link org.holdfast.beans.problem.ConflictException} when the
 * database is no file of SQLite, whose backups are other tools' business.
 */
@Local
public interface Backups {
    /** All of them, the newest first. */
    List<Backup> list();

    /**
     * Makes one while the broker goes on.
     *
     * @param who wants it
     */
    Backup make(String who);

    /** The file of one; {@link org.holdfast.beans.problem.NotFoundException} when there is none of this name. */
    Path file(String name);

    /**
     * Deletes one.
     *
     * @param who wants that
     */
    void delete(String name, String who);
}
