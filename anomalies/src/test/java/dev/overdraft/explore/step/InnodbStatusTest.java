package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Texts as MariaDB 10.11.19 prints them, shortened. */
class InnodbStatusTest {

  private static final String HEAD = "\n------------\nTRANSACTIONS\n------------\n";

  private static final String HOLDER =
      """
      ---TRANSACTION 23, ACTIVE 0 sec
      2 lock struct(s), heap size 1128, 1 row lock(s), undo log entries 1
      MariaDB thread id 9, OS thread handle 140479656601280, query id 2429 127.0.0.1 overdraft
      TABLE LOCK table `od`.`t` trx id 23 lock mode IX
      RECORD LOCKS space id 5 page no 3 n bits 320 index PRIMARY of table `od`.`t` trx id 23 \
      lock_mode X locks rec but not gap
      Record lock, heap no 2 PHYSICAL RECORD: n_fields 5; compact format; info bits 0
       0: len 8; hex 8000000000000001; asc         ;;

      """;

  private static final String WAITER =
      """
      ---TRANSACTION 24, ACTIVE 0 sec starting index read
      mysql tables in use 1, locked 1
      LOCK WAIT 2 lock struct(s), heap size 1128, 1 row lock(s)
      MariaDB thread id 8, OS thread handle 140479656908480, query id 2430 127.0.0.1 overdraft
      update t set balance=balance+1 where id=1
      ------- TRX HAS BEEN WAITING 792 us FOR THIS LOCK TO BE GRANTED:
      RECORD LOCKS space id 5 page no 3 n bits 320 index PRIMARY of table `od`.`t` trx id 24 \
      lock_mode X locks rec but not gap waiting
      Record lock, heap no 2 PHYSICAL RECORD: n_fields 5; compact format; info bits 0

      ------------------
      """;

  @Test
  void waiting_rowOfAnother_namesHim() {
    assertThat(InnodbStatus.parse(HEAD + HOLDER + WAITER).waiting())
        .containsOnlyKeys(8)
        .containsEntry(8, Set.of(9));
  }

  @Test
  void waiting_otherRowOnTheSamePage_isNotHis() {
    String other = HOLDER.replace("heap no 2", "heap no 3");

    assertThat(InnodbStatus.parse(HEAD + other + WAITER).waiting()).containsEntry(8, Set.of());
  }

  @Test
  void waiting_insertIntoALockedGap_namesWhoLockedIt() {
    String gap = HOLDER.replace("locks rec but not gap", "locks gap before rec");
    String insert =
        WAITER.replace("locks rec but not gap", "locks gap before rec insert intention");

    assertThat(InnodbStatus.parse(HEAD + gap + insert).waiting()).containsEntry(8, Set.of(9));
    assertThat(InnodbStatus.parse(HEAD + HOLDER + insert).waiting()).containsEntry(8, Set.of());
    assertThat(InnodbStatus.parse(HEAD + gap + WAITER).waiting()).containsEntry(8, Set.of());
  }

  @Test
  void waiting_behindAnotherWaiter_namesHimWhereNobodyHolds() {
    String queued = WAITER.replace("thread id 8", "thread id 7").replace("id 24", "id 25");

    assertThat(InnodbStatus.parse(HEAD + WAITER + queued).waiting())
        .containsEntry(7, Set.of(8))
        .containsEntry(8, Set.of(7));
  }

  @Test
  void waiting_tableLock_namesWhoHasTheOther() {
    String table =
        """
        ---TRANSACTION 25, ACTIVE 0 sec
        LOCK WAIT 1 lock struct(s), heap size 1128, 0 row lock(s)
        MariaDB thread id 7, OS thread handle 1, query id 1 127.0.0.1 overdraft
        TABLE LOCK table `od`.`t` trx id 25 lock mode X waiting
        """;

    assertThat(InnodbStatus.parse(HEAD + HOLDER + table).waiting()).containsEntry(7, Set.of(9));
  }

  @Test
  void waiting_nobodyOrAnEarlierDeadlockInTheText_isEmpty() {
    assertThat(InnodbStatus.parse(HEAD + HOLDER).waiting()).isEmpty();
    assertThat(InnodbStatus.parse(WAITER + HEAD + HOLDER).waiting()).isEmpty();
    assertThat(InnodbStatus.parse("").waiting()).isEmpty();
  }
}
