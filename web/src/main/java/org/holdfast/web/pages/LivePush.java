package org.holdfast.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import org.holdfast.beans.overview.Sample;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the pages that are open of each look at the broker, and of imports: they ask for what they show. */
@ApplicationScoped
public class LivePush {
    private static final Logger LOG = LoggerFactory.getLogger(LivePush.class);

    @Inject
    @Push(channel = "live")
    private PushContext live;

    void sampled(@Observes Sample sample) {
        tell("sample");
    }

    /** An import goes on, or has ended. */
    void imported() {
        tell("import");
    }

    /** A page that closes meanwhile may fail this. What is told of goes on, and each page asks again at the next look. */
    private void tell(String message) {
        try {
            live.send(message);
        } catch (RuntimeException e) {
            LOG.warn("Failed to push \"{}\" to the open pages: {}", message, e.toString());
        }
    }
}
