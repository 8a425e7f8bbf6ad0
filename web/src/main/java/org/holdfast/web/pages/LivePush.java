package org.holdfast.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import org.holdfast.beans.overview.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies the open pages of each sample and of imports; they then request what they show. */
@ApplicationScoped
public class LivePush {
    private static final Logger LOG = LoggerFactory.getLogger(LivePush.class);

    @Inject
    @Push(channel = "live")
    private PushContext live;

    void sampled(@Observes Sample sample) {
        tell("sample");
    }

    /** Notifies the pages that an import has progressed or ended. */
    void imported() {
        tell("import");
    }

    /** Notifies the pages. This may fail when a page closes meanwhile; each page requests again at the next sample. */
    private void tell(String message) {
        try {
            live.send(message);
        } catch (RuntimeException e) {
            LOG.warn("Failed to push \"{}\" to the open pages: {}", message, e.toString());
        }
    }
}
