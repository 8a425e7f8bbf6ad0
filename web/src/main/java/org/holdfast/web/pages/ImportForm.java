package org.holdfast.web.pages;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.holdfast.beans.topics.ImportRules;
import org.holdfast.beans.topics.RetainedTopics;
import org.jspecify.annotations.Nullable;

/** The form of topics.xhtml that imports a file of JSON lines, with its progress. */
@Named
@ViewScoped
public class ImportForm implements Serializable {
    private static final long serialVersionUID = 1L;

    @EJB
    private transient RetainedTopics topics;

    @Inject
    private transient Actions actions;

    @Inject
    private transient CurrentUser user;

    @Inject
    private transient LivePush live;

    @Resource
    private transient ManagedExecutorService executor;

    private transient @Nullable Part file;
    private boolean keepsExisting;
    private boolean skipsInvalid;
    private boolean dryRun;
    private final Progress progress = new Progress();

    /** Starts the import of the file that was sent. */
    public void start() {
        Part sent = file;
        if (sent == null || sent.getSize() == 0) {
            actions.failed("Choose a file with one message per line.");
            return;
        }
        actions.change("Import started.", () -> {
            ImportRules rules = new ImportRules(dryRun, keepsExisting, skipsInvalid);
            String who = user.getName();
            byte[] lines = content(sent);
            progress.begin(lines.length);
            executor.submit(
                    () -> progress.run(lines, counted -> topics.importFrom(counted, rules, who), live::imported));
        });
    }

    /** Reads the whole file: the import continues after the request, at whose end the server deletes its copy. */
    private static byte[] content(Part file) {
        try (InputStream in = file.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file to import. */
    public @Nullable Part getFile() {
        return file;
    }

    /** The file to import. */
    public void setFile(@Nullable Part file) {
        this.file = file;
    }

    /** Whether topics that have a retained message keep it. */
    public boolean isKeepsExisting() {
        return keepsExisting;
    }

    /** Whether topics that have a retained message keep it. */
    public void setKeepsExisting(boolean keepsExisting) {
        this.keepsExisting = keepsExisting;
    }

    /** Whether invalid lines are skipped. */
    public boolean isSkipsInvalid() {
        return skipsInvalid;
    }

    /** Whether invalid lines are skipped. */
    public void setSkipsInvalid(boolean skipsInvalid) {
        this.skipsInvalid = skipsInvalid;
    }

    /** Whether nothing is changed. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Whether nothing is changed. */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** Returns the progress of the import. */
    public Progress getProgress() {
        return progress;
    }
}
