package dev.overdraft.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A {@code .txz} archive: unpacked with its links and its executable bits, readable by everybody.
 */
final class TarXz {
  private static final int ANY_EXECUTE = 0111;

  private TarXz() {}

  /**
   * Unpacks into an existing directory.
   *
   * @throws IOException also if an entry or a link would point outside of it
   */
  static void unpack(InputStream archive, Path into) throws IOException {
    Directories.permit(into, "rwxr-xr-x");
    try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, into);
      }
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = within(into, into.resolve(entry.getName()));
    makeDirectories(into, entry.isDirectory() ? path : path.resolveSibling(""));
    if (entry.isSymbolicLink()) {
      within(into, path.resolveSibling(entry.getLinkName()));
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.copy(content, path);
      boolean executable = (entry.getMode() & ANY_EXECUTE) != 0;
      Directories.permit(path, executable ? "rwxr-xr-x" : "rw-r--r--");
    }
  }

  private static void makeDirectories(Path into, Path directory) throws IOException {
    Path reached = into;
    for (Path name : into.relativize(directory)) {
      reached = reached.resolve(name);
      if (!Files.isDirectory(reached)) {
        Files.createDirectory(reached);
        Directories.permit(reached, "rwxr-xr-x");
      }
    }
  }

  private static Path within(Path into, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(into)) {
      throw new IOException("the archive points outside of itself: " + path);
    }
    return normal;
  }
}
