package org.holdfast.beans.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces to the operator, by the launcher of holdfast.jar or, on another server, in the log. */
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private Announcement() {}

    /** Shows the first password of the console at once, because it is valid even if the rest of the start fails. */
    static void password(String password) {
        String login = Banner.login(password);
        if (!Handover.login(login)) {
            LOG.info("Log in to the console and change the password\n{}", login);
        }
    }

    /** Shows that the broker runs. */
    static void ready(String banner) {
        Handover.started(banner);
        if (!Handover.isOpen()) {
            LOG.info("Holdfast is ready\n{}", banner);
        }
    }
}
