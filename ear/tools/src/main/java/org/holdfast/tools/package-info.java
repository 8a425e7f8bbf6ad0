/**
 * The sub-commands of holdfast.jar: backup, export and import. The launcher runs {@link org.holdfast.tools.Main} in a class
 * loader of its own, with the libraries of the EAR and without a server.
 *
 * <pre>
 *   Main ──> Holdfast (picocli) ──> BackupCommand          beans.store.sqlite.SqliteCopy ──> NewFile
 *                               ──> ExportCommand          beans.store.offline.Snapshot ──> JsonWriter ──> NewFile
 *                               ──> ImportCommand          JSON    ┐
 *                               ──> ImportNanoMqCommand    nanomq  ├ Source ──> ImportOptions ──> beans.transfer.Import
 *                               ──> ImportBrokerCommand    mqtt    ┘
 * </pre>
 */
@NullMarked
package org.holdfast.tools;

import org.jspecify.annotations.NullMarked;
