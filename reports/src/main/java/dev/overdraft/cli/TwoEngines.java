package dev.overdraft.cli;

import dev.overdraft.explore.lesson.Lesson;
import dev.overdraft.explore.lesson.OrderTree;
import java.util.ArrayList;
import java.util.List;

/**
 * One lesson of the same race as two servers answered it: each level says whose it is, so that
 * whoever switches the level switches the server.
 */
final class TwoEngines {

  private TwoEngines() {}

  /** Both have the same parts; the story is the first one's. */
  static Lesson of(Lesson one, Lesson other) {
    List<Lesson.Part> parts = new ArrayList<>();
    for (Lesson.Part part : one.parts()) {
      List<OrderTree> trees = new ArrayList<>();
      part.trees().forEach(tree -> trees.add(on(tree, one.engine())));
      other.parts().stream()
          .filter(theirs -> theirs.id().equals(part.id()))
          .flatMap(theirs -> theirs.trees().stream())
          .forEach(tree -> trees.add(on(tree, other.engine())));
      parts.add(new Lesson.Part(part.id(), part.label(), part.code(), trees));
    }
    return new Lesson(
        one.name(),
        one.title(),
        one.story(),
        one.rules(),
        one.fix(),
        one.takeaway(),
        one.references(),
        one.engine() + " and " + other.engine(),
        one.given(),
        parts);
  }

  private static OrderTree on(OrderTree tree, String engine) {
    return new OrderTree(
        tree.actors(),
        tree.columns(),
        tree.nodes(),
        tree.orders(),
        tree.broken(),
        tree.level() + ", " + engine);
  }
}
