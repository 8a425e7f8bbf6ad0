package org.holdfast.engine;

import org.holdfast.engine.commit.Transactor;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.store.SessionStore;

/** The persistent store of a broker. A transaction contains changes of both kinds. */
public interface BrokerStore extends Transactor {
    RetainedStore retained();

    SessionStore sessions();
}
