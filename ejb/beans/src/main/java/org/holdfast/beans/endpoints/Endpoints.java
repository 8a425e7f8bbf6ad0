package org.holdfast.beans.endpoints;

import jakarta.ejb.Local;
import java.util.List;

/** The message-driven beans of the applications on this server, for the console. */
@Local
public interface Endpoints {
    /** Returns all beans, by name. */
    List<EndpointView> list();
}
