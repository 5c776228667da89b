/**
 * Starts and stops what a {@link dev.overdraft.target.Target} points at: an embedded PostgreSQL (no
 * set-up, the default), the MariaDB that is installed here, a container, or a server that runs
 * already. Also the one schema that a run may touch there. May import {@code target} and {@code
 * history}; only this package and {@code fault} touch processes.
 *
 * <p>Decisions. Our own launcher over zonky's binaries, not zonky's: theirs switches {@code fsync}
 * off and fails as root where user namespaces are blocked, which is the usual CI container. The
 * server is a direct child, so its exit code, its log and its death are known without polling. A
 * new cluster is made once and copied from then on ({@code ClusterTemplate}); a cluster that has
 * been used is never used again, for a start has to be as good as the first.
 *
 * <p>Data goes where {@code -Doverdraft.data} says, if there is room, else to a temporary
 * directory: tests name a disk in memory, where a copy of a cluster took a tenth of what ext4 takes
 * for its thousand files (0.07 of 0.8 s). A server's death loses nothing there either; the
 * machine's would, and no commit waits for a disk, so nothing is measured that way, and nobody gets
 * it unasked. Room is that disk's own: a container's bound on memory is not looked at. Where
 * systemd-logind removes what a user has in {@code /dev/shm} as his last session ends, a server's
 * data goes too.
 *
 * <p>MariaDB comes from the machine, not from the class path: its bundled builds weigh 150 MB and
 * lag behind, and Debian's server starts in a quarter of a second once its data directory is made.
 *
 * <p>{@link dev.overdraft.engine.SchemaLease} lives here rather than in {@code target}: what it
 * refuses is a fault of the environment, and takes the same exception and exit code as a server
 * that would not start. {@link dev.overdraft.engine.SchemaLock} is beside it, for schemas that are
 * not ours.
 *
 * <p>Threads are started for two reasons only: a hook that stops a server when the JVM ends, and a
 * bound for HSQLDB, which closes no connection while a statement on it waits, and on which neither
 * a time-out for statements (it overflows the stack, measured) nor an interrupt can be relied upon.
 */
@NullMarked
package dev.overdraft.engine;

import org.jspecify.annotations.NullMarked;
