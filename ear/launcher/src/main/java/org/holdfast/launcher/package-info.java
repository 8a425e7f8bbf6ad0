/**
 * The main class of holdfast.jar: Payara Micro, which by itself takes no EAR, and the EAR in it.
 *
 * <pre>
 *   Main ──> CommandLine        what is asked for
 *        ──> EmbeddedFiles      the EAR and the logging configuration, out of the jar into a temporary folder
 *        ──> ServerLog          quiet until there is something to say
 *        ──> Server             boot, deploy, undeploy
 *        ──> Banner             what was started, once
 *        ──> StopSignals        TERM and INT: undeploy first, then exit
 * </pre>
 *
 * <p>Only JDK types are shared with the application: it hands over its banner, and why it did not start, in system
 * properties ({@link org.holdfast.launcher.Handover}).
 */
@NullMarked
package org.holdfast.launcher;

import org.jspecify.annotations.NullMarked;
