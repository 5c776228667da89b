package dev.overdraft.explore.probe;

import java.util.List;
import java.util.function.Predicate;

/**
 * One scenario of Hermitage: an interleaving, and what in it would be the anomaly.
 *
 * <p>After Martin Kleppmann's Hermitage (CC BY 4.0), re-expressed.
 *
 * @param name {@code PMP-write}
 * @param column the column of the matrix that it counts for
 * @param writes whether it is the form with a write, which read-only protection does not cover
 * @param bad whether what was observed is the anomaly
 */
public record HermitageCase(
    String name, String column, boolean writes, Script script, Predicate<Observed> bad) {

  /** The matrix's columns, in order. */
  public static final List<String> COLUMNS =
      List.of("G0", "G1a", "G1b", "G1c", "OTV", "PMP", "P4", "G-single", "G2-item", "G2");

  /** All of them. */
  public static final List<HermitageCase> ALL =
      List.of(
          of("G0", "G0", "1:u1=11 2:u1=12 1:u2=21 1:C 2:u2=22 2:C", HermitageCase::dirtyWrite),
          of("G1a", "G1a", "1:u1=101 2:S 1:R 2:S 2:C", o -> o.saw(2, 101)),
          of("G1b", "G1b", "1:u1=101 2:S 1:u1=11 1:C 2:S 2:C", o -> o.saw(2, 101)),
          of("G1c", "G1c", "1:u1=11 2:u2=22 1:s2 2:s1 1:C 2:C", o -> o.saw(1, 22) && o.saw(2, 11)),
          of(
              "OTV",
              "OTV",
              "1:u1=11 1:u2=19 2:u1=12 1:C 3:s1 2:u2=18 3:s2 2:C 3:s2 3:s1 3:C",
              HermitageCase::observedThenVanished),
          of(
              "OTV-scan",
              "OTV",
              "1:u1=11 1:u2=19 2:u1=12 1:C 3:S 2:u2=18 3:S 2:C 3:S 3:C",
              o -> o.saw(3, "1=12,2=19")),
          of(
              "PMP-read",
              "PMP",
              "1:[value=30] 2:I(3,30) 2:C 1:[value%3=0] 1:C",
              o -> !o.read(1, 2).isEmpty()),
          writing(
              "PMP-write",
              "PMP",
              "1:U(value=value+10) 2:D(value=20) 1:C 2:[value=20] 2:C",
              o -> o.committed(2) && !o.read(2, 1).isEmpty()),
          writing(
              "PMP-write-after-read",
              "PMP",
              "1:U(value=value+10) 2:[value=20] 2:D(value=20) 1:C 2:[value=20] 2:C",
              o -> o.committed(2) && !o.read(2, 2).isEmpty()),
          of(
              "P4",
              "P4",
              "1:s1 2:s1 1:u1=11 2:u1=11 1:C 2:C",
              o -> o.committed(1) && o.committed(2)),
          of(
              "G-single",
              "G-single",
              "1:s1 2:s1 2:s2 2:u1=12 2:u2=18 2:C 1:s2 1:C",
              o -> o.read(1, 1).equals("1=10") && o.read(1, 2).equals("2=18")),
          of(
              "G-single-pred",
              "G-single",
              "1:[value%5=0] 2:U(value=12|value=10) 2:C 1:[value%3=0] 1:C",
              o -> !o.read(1, 2).isEmpty()),
          writing(
              "G-single-write",
              "G-single",
              "1:s1 2:S 2:u1=12 2:u2=18 2:C 1:D(value=20) 1:s2 1:C",
              o -> o.committed(1) && o.committed(2) && o.result(1, 2).equals("0")),
          of(
              "G2-item",
              "G2-item",
              "1:S 2:S 1:u1=11 2:u2=21 1:C 2:C",
              o -> o.committed(1) && o.committed(2)),
          of(
              "G2",
              "G2",
              "1:[value%3=0] 2:[value%3=0] 1:I(3,30) 2:I(4,42) 1:C 2:C",
              o -> o.committed(1) && o.committed(2)),
          of(
              "G2-two-edges",
              "G2",
              "1:S 2:U(value=value+5|id=2) 2:C 3:S 3:C 1:u1=0 1:C",
              o -> o.committed(1) && o.saw(3, 25) && o.saw(3, 10)));

  private static HermitageCase of(
      String name, String column, String script, Predicate<Observed> bad) {
    return new HermitageCase(name, column, false, Script.of(script), bad);
  }

  private static HermitageCase writing(
      String name, String column, String script, Predicate<Observed> bad) {
    return new HermitageCase(name, column, true, Script.of(script), bad);
  }

  /** Each has overwritten the other; not so if one was aborted and went on as another. */
  private static boolean dirtyWrite(Observed o) {
    boolean mixed = o.rows().equals("1=11,2=22") || o.rows().equals("1=12,2=21");
    return mixed && o.committed(1) && o.committed(2);
  }

  /** T3 saw T2's row 1 and, with it, T1's row 2, which T2 had overwritten by then. */
  private static boolean observedThenVanished(Observed o) {
    return (o.read(3, 1).equals("1=12") && o.read(3, 2).equals("2=19"))
        || (o.read(3, 4).equals("1=12") && o.read(3, 3).equals("2=19"));
  }
}
