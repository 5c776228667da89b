package dev.overdraft.storm;

import dev.overdraft.history.Event;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.recording.OperationLog;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankOperations;
import dev.overdraft.workload.bank.Receipt;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One thread that asks for one operation after the other and writes down what came back.
 *
 * <p>It stamps its events itself, right around the call. After an unknown outcome its logical
 * process retires, and it goes on as a new one: the number of workers higher.
 */
final class Worker implements Runnable {

  private final Bank bank;
  private final BankOperations operations;
  private final Recording recording;
  private final Recorder.Lane lane;
  private final CyclicBarrier start;
  private final BooleanSupplier goOn;
  private final LongAdder completed;
  private final long originNanos;
  private final int workers;
  private int process;
  private @Nullable Throwable broken;

  Worker(int number, Storm.Crew crew, BankOperations operations, Recorder.Lane lane) {
    this.process = number;
    this.operations = operations;
    this.lane = lane;
    this.bank = crew.bank();
    this.recording = crew.recording();
    this.start = crew.start();
    this.goOn = crew.goOn();
    this.completed = crew.completed();
    this.originNanos = crew.originNanos();
    this.workers = crew.workers();
  }

  @Override
  public void run() {
    try {
      start.await();
      while (goOn.getAsBoolean()) {
        step(operations.next());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      broken = stopped;
    } catch (Exception | Error unexpected) {
      broken = unexpected;
    } finally {
      lane.end();
    }
  }

  /** What ended this worker before its time, read after it has been joined. */
  @Nullable Throwable broken() {
    return broken;
  }

  private void step(Operation operation) throws InterruptedException {
    lane.add(new Event.Invocation(now(), process, operation));
    OperationLog log = recording.begin(operation);
    Answer answer = ask(operation, log);
    recording.end();
    Event.Completion completion = answer.completion(now(), process, log);
    lane.add(completion);
    completed.increment();
    if (completion.outcome() == Outcome.INFO) {
      process += workers;
    }
  }

  private Answer ask(Operation operation, OperationLog log) throws InterruptedException {
    try {
      if (operation instanceof Operation.Transfer t) {
        return Answer.of(bank.transfer(t), log);
      }
      if (operation instanceof Operation.Withdraw w) {
        return Answer.of(bank.withdraw(w), log);
      }
      if (operation instanceof Operation.Deposit d) {
        return Answer.of(bank.deposit(d), log);
      }
      Map<Long, Long> balances = bank.audit();
      return Answer.of(Receipt.done(), log).with(balances);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception thrown) {
      return Answer.of(thrown, log);
    }
  }

  private long now() {
    return System.nanoTime() - originNanos;
  }
}
