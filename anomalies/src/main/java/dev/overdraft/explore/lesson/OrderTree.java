package dev.overdraft.explore.lesson;

import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All orders in which the steps of a scenario's actors can be let go, as a tree: a node is a moment
 * at which everybody stands still, its branches are those who can be let go.
 *
 * @param columns column names, by table
 * @param nodes the root first; branches refer to places in this list
 * @param orders paths from the root to an end
 * @param broken those whose end breaks a rule
 * @param level the isolation level, as the server knows it
 */
public record OrderTree(
    List<String> actors,
    Map<String, List<String>> columns,
    List<Node> nodes,
    int orders,
    int broken,
    String level) {

  public OrderTree {
    actors = List.copyOf(actors);
    columns = Map.copyOf(columns);
    nodes = List.copyOf(nodes);
  }

  /**
   * A moment at which everybody stands still.
   *
   * @param moments what the last step brought about; empty at the root
   * @param pending the next step of each actor that can be let go
   * @param next the node that follows, by actor
   * @param tables what somebody else can see
   * @param end how it ended, if nobody can go on
   */
  public record Node(
      List<Moment> moments,
      List<Step> pending,
      Map<Integer, Integer> next,
      State tables,
      Optional<End> end) {
    public Node {
      moments = List.copyOf(moments);
      pending = List.copyOf(pending);
      next = Map.copyOf(next);
    }
  }

  /**
   * The end of one order.
   *
   * @param failure what is wrong with it; empty if nothing is
   * @param endings what each actor was told
   */
  public record End(String failure, List<String> endings) {
    public End {
      endings = List.copyOf(endings);
    }

    /** Whether a rule is broken. */
    public boolean broken() {
      return !failure.isEmpty();
    }
  }
}
