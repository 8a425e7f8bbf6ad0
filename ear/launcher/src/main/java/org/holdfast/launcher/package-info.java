/**
 * The main class of holdfast.jar: Payara Micro, which by itself deploys no EAR, and the EAR in it.
 *
 * <pre>
 *   Main ──> CommandLine        what is asked for
 *        ──> WorkFolder         the temporary folder of this process
 *               WorkFolderDeletion: at the end, and those of killed processes
 *        ──> EmbeddedFiles      the EAR and the logging configuration, out of the jar into that folder
 *        ──> Server             boot, deploy, undeploy; its log goes to the QuietConsole
 *        ──> DeploymentCheck    /health/ready and /health/started are down until Holdfast is deployed
 *        ──> SubCommand         backup, export, import: the EAR's libraries and the tools beside it, without a server
 *        ──> Banner             what was started, once
 *        ──> StopSignals        TERM and INT: undeploy first, then exit
 *        ──> HeapWatch          a heap that stays full ends the process
 *        ──> Ending             how the process ends: said once, and the exit code agrees
 * </pre>
 *
 * <p>Only JDK types are shared with the application: it passes on its banner, and why it did not start, in system properties
 * ({@link org.holdfast.launcher.Handover}).
 */
@NullMarked
package org.holdfast.launcher;

import org.jspecify.annotations.NullMarked;
