package org.holdfast.web.pages;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import org.holdfast.beans.overview.Sample;

/** Tells the pages that are open of each look at the broker, and of imports: they ask for what they show. */
@ApplicationScoped
public class LivePush {
    @Inject
    @Push(channel = "live")
    private PushContext live;

    void sampled(@Observes Sample sample) {
        live.send("sample");
    }

    /** An import goes on, or has ended. */
    void imported() {
        live.send("import");
    }
}
