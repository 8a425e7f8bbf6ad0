package org.holdfast.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Releases memory of this process. A boot needs much more than an idle broker, and a JVM keeps what it has. */
final class Memory {
    private static final String MINIMUM = "MinHeapFreeRatio";
    private static final String MAXIMUM = "MaxHeapFreeRatio";

    private Memory() {}

    /** Returns to the system the memory that only the boot needed, if this JVM can. */
    static void giveBack() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String minimum = options.getVMOption(MINIMUM).getValue();
        String maximum = options.getVMOption(MAXIMUM).getValue();
        try {
            options.setVMOption(MINIMUM, "10");
            options.setVMOption(MAXIMUM, "20");
            System.gc();
            trimNativeHeap();
        } catch (IllegalArgumentException | JMException e) { // another collector, an older Java, a libc that cannot
            return;
        } finally {
            options.setVMOption(MAXIMUM, maximum);
            options.setVMOption(MINIMUM, minimum);
        }
    }

    private static void trimNativeHeap() throws JMException {
        ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "systemTrimNativeHeap",
                        new Object[0],
                        new String[0]);
    }
}
