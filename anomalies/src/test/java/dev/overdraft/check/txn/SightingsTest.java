package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything is counted, a hundred of each kind are kept. */
class SightingsTest {

  @Test
  void none_isNothing() {
    var sightings = new Sightings();
    assertEquals(0, sightings.count(Phenomenon.INTERNAL));
    assertEquals(List.of(), sightings.of(Phenomenon.INTERNAL));
    assertFalse(sightings.any(Phenomenon.values()));
  }

  @Test
  void moreThanAHundred_areCountedAndTheFirstOnesKept() {
    var sightings = new Sightings();
    for (int op = 0; op < 103; op++) {
      sightings.add(Phenomenon.INTERNAL, op, op + 1, op + 2);
      sightings.repeated(op);
      sightings.unrecorded(2 * op);
    }
    sightings.add(Phenomenon.GARBAGE_READ, 7, Sightings.NONE);
    assertEquals(103, sightings.count(Phenomenon.INTERNAL));
    assertEquals(100, sightings.of(Phenomenon.INTERNAL).size());
    assertEquals(
        new Sightings.Sighting(Phenomenon.INTERNAL, 99, 100, 101),
        sightings.of(Phenomenon.INTERNAL).get(99));
    assertEquals(
        List.of(new Sightings.Sighting(Phenomenon.GARBAGE_READ, 7, -1, -1)),
        sightings.of(Phenomenon.GARBAGE_READ));
    assertEquals(100, sightings.repeated().size());
    assertEquals(99, sightings.repeated().last());
    assertEquals(100, sightings.unrecorded().size());
    assertEquals(198, sightings.unrecorded().last());
    assertTrue(sightings.any(Phenomenon.FUTURE_READ, Phenomenon.GARBAGE_READ));
    assertFalse(sightings.any(Phenomenon.FUTURE_READ));
  }

  @Test
  void ints_growAndFindTheirPlace() {
    var ints = new Ints();
    assertEquals(-1, ints.place(3));
    int[] all = new int[50];
    for (int i = 0; i < all.length; i++) {
      ints.add(3 * i);
      all[i] = 3 * i;
    }
    assertArrayEquals(all, ints.toArray());
    assertEquals(147, ints.last());
    assertEquals(49, ints.place(147));
    assertEquals(0, ints.place(0));
    assertEquals(-1, ints.place(4));
    assertEquals(-1, ints.place(-1));
    assertEquals(-1, ints.place(148));
  }
}
