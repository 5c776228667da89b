package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceDirectoryTest {

  @TempDir Path tmp;

  /** Nobody else's, for some of this happens where all of this machine meet. */
  private final String kind = "test" + UUID.randomUUID();

  @Test
  void close_theLastOne_leavesNothing() throws IOException {
    Path parent = Directories.ours(tmp.resolve("overdraft-postgres"));
    InstanceDirectory first = InstanceDirectory.create(parent, Privilege.PLAIN);
    InstanceDirectory second = InstanceDirectory.create(parent, Privilege.PLAIN);

    first.close();
    assertThat(second.path()).exists();
    second.close();

    assertThat(parent).doesNotExist();
  }

  @Test
  void close_somethingElseIsThere_leavesIt() throws IOException {
    Path parent = Directories.ours(tmp.resolve("overdraft-postgres"));
    Path other = Files.createFile(parent.resolve("other"));

    InstanceDirectory.create(parent, Privilege.PLAIN).close();

    assertThat(other).exists();
  }

  @Test
  void parent_anotherPlaceIsPreferred_thereAndAmongThoseThatAreSwept() throws IOException {
    assumeTrue(
        Files.getFileStore(tmp).getUsableSpace() >= Directories.ROOM,
        "skipped: no room for servers' data in " + tmp);

    Path parent = parentWith(tmp);

    assertThat(parent).startsWith(tmp.toRealPath());
    assertThat(sweptWith(tmp)).contains(parent);
    assertThat(sweptWith(tmp.resolve("none"))).doesNotContain(parent);
  }

  @Test
  void parent_whatIsPreferredIsNotThere_aTemporaryDirectory() throws IOException {
    Path parent = parentWith(tmp.resolve("none"));

    assertThat(parent.getParent())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")).toRealPath());
    assertThat(sweptWith(tmp)).as("from wherever it is looked for").contains(parent);
    assertThat(new OrphanSweep(parent).sweep()).isEmpty();
    assertThat(parent).as("an empty one goes").doesNotExist();
  }

  private Path parentWith(Path preferred) throws IOException {
    return preferring(preferred, () -> InstanceDirectory.parent(kind, Privilege.PLAIN));
  }

  private List<Path> sweptWith(Path preferred) throws IOException {
    return preferring(preferred, () -> InstanceDirectory.parents(kind));
  }

  private static <T> T preferring(Path place, Directories.Attempt<T> attempt) throws IOException {
    String before = System.getProperty(Directories.DATA_PROPERTY, "");
    System.setProperty(Directories.DATA_PROPERTY, place.toString());
    try {
      return attempt.make();
    } finally {
      System.setProperty(Directories.DATA_PROPERTY, before);
    }
  }

  @Test
  void create_theParentWasRemovedMeanwhile_makesItAgain() throws IOException {
    Path parent = tmp.resolve("overdraft-postgres");
    try (var instance = InstanceDirectory.create(parent, Privilege.PLAIN)) {
      assertThat(instance.data()).exists();
    }
    assertThat(new OrphanSweep(parent).sweep()).isEmpty();
  }

  @Test
  void createAndClose_manyAtOnce_nobodyFails() throws Exception {
    Path parent = tmp.resolve("overdraft-postgres");
    Callable<Boolean> again =
        () -> {
          for (int i = 0; i < 200; i++) {
            InstanceDirectory.create(parent, Privilege.PLAIN).close();
          }
          return true;
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Boolean> ended = new ArrayList<>();
      for (Future<Boolean> each : threads.invokeAll(List.of(again, again, again, again))) {
        ended.add(each.get());
      }
      assertThat(ended).containsOnly(true);
    } finally {
      threads.shutdownNow();
    }
    assertThat(parent).doesNotExist();
  }
}
