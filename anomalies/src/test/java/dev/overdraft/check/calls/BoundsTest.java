package dev.overdraft.check.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The least and the most that a read can have found, whatever overlapped it. */
class BoundsTest {

  private static final long UNKNOWN = Long.MAX_VALUE;

  private static void assertBounds(Bounds bounds, long invoked, long completed, long... both) {
    assertEquals(both[0], bounds.least(invoked, completed), "least");
    assertEquals(both[1], bounds.most(invoked, completed), "most");
  }

  @Test
  void nothingMoved_isTheOpening() {
    assertBounds(new Bounds(100), 10, 20, 100, 100);
  }

  @Test
  void whatEndedBeforeIsThere_whatOverlapsMayBe_whatBeganAfterIsNot() {
    Bounds bounds = new Bounds(100);
    bounds.moved(1, 0, 9);
    bounds.moved(20, 5, 15);
    bounds.moved(300, 21, 30);
    assertBounds(bounds, 10, 20, 101, 121);
    Bounds taken = new Bounds(100);
    taken.moved(-1, 0, 9);
    taken.moved(-20, 5, 15);
    taken.moved(-300, 21, 30);
    assertBounds(taken, 10, 20, 79, 99);
  }

  /** At one instant nobody knows which came first. */
  @Test
  void whatBeginsAtTheInstantOfTheAnswer_mayBeThere_asMayBeWhatEndsWhenItIsAsked() {
    Bounds bounds = new Bounds(100);
    bounds.moved(1, 20, 30);
    bounds.moved(20, 0, 10);
    bounds.moved(-300, 20, 30);
    bounds.moved(-4000, 0, 10);
    assertBounds(bounds, 10, 20, -4200, 121);
  }

  /** In no order of time; those of unknown outcome may have been done at any time after. */
  @Test
  void inWhateverOrderTheyAreTold_theSumsAreThoseOfTime() {
    Bounds bounds = new Bounds(1_000);
    bounds.moved(300, 21, 30);
    bounds.moved(1, 0, 9);
    bounds.moved(20, 5, 15);
    bounds.moved(-5, 12, UNKNOWN);
    bounds.moved(-50, 0, 2);
    assertBounds(bounds, 10, 20, 946, 971);
    assertBounds(bounds, 40, 50, 1_266, 1_271);
    assertBounds(bounds, 0, 1, 950, 1_001);
  }

  /** The most is asked first. */
  @Test
  void mostAlone_isSummedUpToo() {
    Bounds bounds = new Bounds(0);
    bounds.moved(7, 0, 1);
    bounds.moved(5, 2, 3);
    assertEquals(12, bounds.most(10, 20));
  }
}
