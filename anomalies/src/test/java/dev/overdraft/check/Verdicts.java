package dev.overdraft.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;

/** Assertions on verdicts that say who, where and how much, never only "found". */
final class Verdicts {
  private Verdicts() {}

  static Found found(Checker checker, History history) {
    Verdict verdict = Checkers.judge(checker, history);
    return new Found(
        assertThat(verdict)
            .as(verdict.toString())
            .asInstanceOf(InstanceOfAssertFactories.type(Verdict.Found.class))
            .actual());
  }

  static void notFound(Checker checker, History history, long chances) {
    assertThat(Checkers.judge(checker, history)).isEqualTo(new Verdict.NotFound(chances));
  }

  static void inconclusive(Checker checker, History history, String why) {
    assertThat(Checkers.judge(checker, history)).isEqualTo(new Verdict.Inconclusive(why));
  }

  /** What the audit equation must be, term by term; and it must close. */
  static void equation(History history, AuditEquation.Term... terms) {
    AuditEquation equation = Checkers.equation(history).orElseThrow();
    assertThat(equation.terms()).as(equation.toString()).containsExactlyInAnyOrder(terms);
    assertThat(equation.unexplained()).as(equation.toString()).isZero();
  }

  static AuditEquation.Term term(String name, long cents, long count) {
    return new AuditEquation.Term(name, cents, count);
  }

  /** A finding that is being looked at. */
  record Found(Verdict.Found verdict) {

    Found times(long count) {
      assertThat(verdict.count()).as(verdict.toString()).isEqualTo(count);
      return this;
    }

    Found by(long... operationIds) {
      assertThat(verdict.witness().culprits().stream().mapToLong(Witness.Culprit::operationId))
          .as(verdict.witness().sentence())
          .containsExactly(java.util.Arrays.stream(operationIds).boxed().toArray(Long[]::new));
      return this;
    }

    Found cents(long cents) {
      assertThat(verdict.witness().cents()).as(verdict.witness().sentence()).isEqualTo(cents);
      return this;
    }

    /** Rows as {@code account/revision}. */
    Found rows(String... rows) {
      assertThat(verdict.witness().rows().stream().map(Found::name).toList())
          .as(verdict.witness().sentence())
          .isEqualTo(List.of(rows));
      return this;
    }

    Found says(String part) {
      assertThat(verdict.witness().sentence()).contains(part);
      return this;
    }

    private static String name(RowVersion v) {
      return v.account() + "/" + v.revision();
    }
  }
}
