package org.holdfast.engine;

import org.holdfast.engine.commit.Transactor;
import org.holdfast.engine.retained.RetainedStore;
import org.holdfast.engine.session.store.SessionStore;

/** Where all that survives the broker is kept. A transaction of it holds changes of both kinds. */
public interface BrokerStore extends Transactor {
    RetainedStore retained();

    SessionStore sessions();
}
