package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Operation;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  private final Recording recording = new Recording(System.nanoTime(), 0);

  /** Nobody connects here. */
  private static DataSource none() {
    return (DataSource)
        Proxy.newProxyInstance(
            ThreadsTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, args) -> {
              throw new AssertionError(method);
            });
  }

  @Test
  void twice_aRequest_runsOnTwoThreadsAtTheSameTime() throws Exception {
    var together = new CyclicBarrier(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    recording.begin(new Operation.Deposit(1, 1, 10));
    try (var surroundings = new Threads(none(), recording, CrashPlan.none())) {
      Receipt receipt =
          surroundings.twice(
              () -> {
                threads.add(Thread.currentThread());
                together.await(20, TimeUnit.SECONDS);
                return Receipt.done();
              });
      assertThat(receipt.accepted()).isTrue();
    }
    assertThat(threads).hasSize(2);
  }

  @Test
  void twice_oneIsAcceptedTheOtherFails_accepted() throws Exception {
    Thread first = Thread.currentThread();
    recording.begin(new Operation.Deposit(1, 1, 10));
    try (var surroundings = new Threads(none(), recording, CrashPlan.none())) {
      Receipt receipt =
          surroundings.twice(
              () -> {
                if (Thread.currentThread() == first) {
                  throw new IllegalStateException("the first is in the other one's way");
                }
                return Receipt.done();
              });
      assertThat(receipt.accepted()).isTrue();
    }
  }

  @Test
  void twice_whileMeasuring_once() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Threads.around(none())
        .twice(
            () -> {
              threads.add(Thread.currentThread());
              return Receipt.done();
            });
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void jvmLock_sameName_isTheSameLock() throws Exception {
    try (var surroundings = new Threads(none(), recording, CrashPlan.none())) {
      Surroundings.Held held = surroundings.jvmLock("account 1").take();
      var waiting =
          new FutureTask<>(
              () -> {
                surroundings.jvmLock("account 1").take().close();
                return true;
              });
      var other = new Thread(waiting);
      surroundings.jvmLock("account 2").take().close();
      other.start();
      assertThat(waiting.isDone()).isFalse();
      held.close();
      assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
      other.join();
    }
  }
}
