package org.holdfast.beans.endpoints;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;

/** Reads the beans from the MBean server. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EndpointsBean implements Endpoints {
    @Override
    public List<EndpointView> list() {
        return EndpointMBeans.all();
    }
}
