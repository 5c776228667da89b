package dev.overdraft.explore.lesson;

import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Played;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Runs every order of a scenario and keeps what happened as an {@link OrderTree}.
 *
 * <p>Before each choice it looks into the tables from outside, the first time that a prefix is
 * reached. <b>Bounds.</b> A scenario with more orders than asked for is refused: a lesson that
 * cannot answer every click is none.
 */
public final class OrderRecorder {

  private final Map<List<Integer>, Draft> drafts = new HashMap<>();
  private final List<Draft> inOrder = new ArrayList<>();
  private final Contents contents;
  private @Nullable SQLException unreadable;
  private String level = "";
  private List<String> actors = List.of();
  private int orders;
  private int broken;

  private OrderRecorder(Contents contents) {
    this.contents = contents;
  }

  /**
   * Records all orders.
   *
   * @param looking opens the connection that looks on, to the explorer's schema
   * @throws IllegalStateException if there are more than {@code most} orders, or the scenario
   *     cannot be run, with the reason
   */
  public static OrderTree record(Explorer explorer, Scenario scenario, DataSource looking, int most)
      throws SQLException, InterruptedException {
    try (var contents = new Contents(looking.getConnection())) {
      var recorder = new OrderRecorder(contents);
      var search = recorder.new Looking(new Enumeration());
      Optional<String> why =
          explorer.playAll(
              scenario,
              search,
              played -> {
                recorder.add(played);
                return recorder.orders < most;
              });
      if (recorder.unreadable != null) {
        throw recorder.unreadable;
      }
      if (why.isPresent()) {
        throw new IllegalStateException(scenario.name() + " makes no lesson: " + why.get());
      }
      if (recorder.orders >= most) {
        throw new IllegalStateException(
            "%s has %d orders or more, too many for a page".formatted(scenario.name(), most));
      }
      return recorder.done();
    }
  }

  private void add(Played played) {
    Run run = played.run();
    actors = run.actors();
    orders++;
    broken += played.failure().isPresent() ? 1 : 0;
    List<Integer> choices = run.choices();
    for (int depth = 0; depth <= choices.size(); depth++) {
      Draft draft = draft(choices.subList(0, depth));
      if (depth < choices.size()) {
        Decision decision = run.decisions().get(depth);
        draft.pending = decision.enabled();
        draft.next.put(choices.get(depth), draft(choices.subList(0, depth + 1)));
        level = decision.step().level().sql();
      } else {
        draft.end = played;
        draft.tables = played.after();
      }
      int before = depth - 1;
      draft.moments = run.moments().stream().filter(m -> m.decision() == before).toList();
    }
  }

  private Draft draft(List<Integer> choices) {
    return drafts.computeIfAbsent(
        List.copyOf(choices),
        c -> {
          var draft = new Draft(inOrder.size());
          inOrder.add(draft);
          return draft;
        });
  }

  private OrderTree done() {
    List<OrderTree.Node> nodes = inOrder.stream().map(Draft::node).toList();
    return new OrderTree(actors, contents.columns(), nodes, orders, broken, level);
  }

  /** A node that is being filled. */
  private static final class Draft {
    private final int place;
    private final Map<Integer, Draft> next = new TreeMap<>();
    private List<Step> pending = List.of();
    private List<Moment> moments = List.of();
    private @Nullable State tables;
    private @Nullable Played end;

    Draft(int place) {
      this.place = place;
    }

    OrderTree.Node node() {
      Map<Integer, Integer> places = new TreeMap<>();
      next.forEach((actor, draft) -> places.put(actor, draft.place));
      State seen = tables == null ? new State(Map.of()) : tables;
      Optional<OrderTree.End> how = Optional.ofNullable(end).map(Draft::end);
      return new OrderTree.Node(moments, pending, places, seen, how);
    }

    private static OrderTree.End end(Played played) {
      return new OrderTree.End(
          played.failure().map(f -> f.what()).orElse(""), played.outcome().endings());
    }
  }

  /** The same search, with a look into the tables before each choice. */
  private final class Looking implements Search {
    private final Search search;

    Looking(Search search) {
      this.search = search;
    }

    @Override
    public Optional<Policy> next() {
      return search.next().map(Watched::new);
    }

    private int choose(Policy policy, List<Step> enabled, Policy.Past past) {
      List<Integer> choices = past.decisions().stream().map(Decision::chosen).toList();
      Draft draft = draft(choices);
      if (draft.tables == null && unreadable == null) {
        try {
          draft.tables = contents.read(before(choices));
        } catch (SQLException failed) {
          unreadable = failed;
        }
      }
      return unreadable == null ? policy.choose(enabled, past) : Policy.STOP;
    }

    private @Nullable State before(List<Integer> choices) {
      return choices.isEmpty() ? null : draft(choices.subList(0, choices.size() - 1)).tables;
    }

    @Override
    public void done(Policy policy, Run run) {
      search.done(((Watched) policy).policy, run);
    }

    private final class Watched implements Policy {
      private final Policy policy;

      Watched(Policy policy) {
        this.policy = policy;
      }

      @Override
      public int choose(List<Step> enabled, Past past) {
        return Looking.this.choose(policy, enabled, past);
      }
    }
  }
}
