package org.holdfast.web.pages;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.holdfast.beans.backups.Backup;
import org.holdfast.beans.backups.Backups;
import org.holdfast.beans.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The backing bean of backups.xhtml. */
@Named
@RequestScoped
public class BackupsPage {
    @EJB
    private Backups backups;

    @Inject
    private Actions actions;

    @Inject
    private CurrentUser user;

    private @Nullable String problem;

    /** Returns all backups, the newest first. */
    public List<Backup> getBackups() {
        try {
            return backups.list();
        } catch (ProblemException e) {
            problem = e.getMessage();
            return List.of();
        }
    }

    /** Returns why there can be none, or null. */
    public @Nullable String getProblem() {
        getBackups();
        return problem;
    }

    public void make() {
        actions.change("Backup created and checked.", () -> backups.make(user.getName()));
    }

    public void delete(Backup backup) {
        actions.change(backup.name() + " deleted.", () -> backups.delete(backup.name(), user.getName()));
    }
}
