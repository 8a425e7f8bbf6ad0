package org.holdfast.mqtt.gateway;

import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.ReflectionException;

/** The MBean that holds a gateway. An operation returns it, so that tools that list attributes do not find it. */
final class GatewayBean implements DynamicMBean {
    static final String OPERATION = "gateway";

    private final Gateway gateway;

    GatewayBean(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public Object invoke(String operation, Object[] parameters, String[] signature) throws ReflectionException {
        if (!operation.equals(OPERATION)) {
            throw new ReflectionException(new NoSuchMethodException(operation));
        }
        return gateway;
    }

    @Override
    public Object getAttribute(String attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute);
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName());
    }

    @Override
    public AttributeList getAttributes(String[] attributes) {
        return new AttributeList();
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanOperationInfo operation = new MBeanOperationInfo(
                OPERATION,
                "access to the broker for the resource adapter in this JVM",
                new MBeanParameterInfo[0],
                Object.class.getName(),
                MBeanOperationInfo.INFO);
        return new MBeanInfo(
                GatewayBean.class.getName(),
                "where the broker and the resource adapter meet",
                null,
                null,
                new MBeanOperationInfo[] {operation},
                null);
    }
}
