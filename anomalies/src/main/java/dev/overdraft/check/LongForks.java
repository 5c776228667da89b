package dev.overdraft.check;

import dev.overdraft.history.Execution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds long forks: two audits of which each saw something that the other did not.
 *
 * <p>Audits of all accounts, sorted by how much they saw, form a chain if and only if each saw all
 * that the one before it saw; so neighbours are all there is to compare.
 *
 * @see <a href="https://arxiv.org/abs/1106.3721">Sovran et al. 2011, long fork</a>
 */
final class LongForks {

  private final Chains chains;

  LongForks(Chains chains) {
    this.chains = chains;
  }

  /** Every pair of neighbours that no order fits; audits of some accounts only are left out. */
  List<Witness> find(List<AuditView> views) {
    Set<Long> accounts = new TreeSet<>();
    chains.all().stream().filter(c -> c.entries() > 0).forEach(c -> accounts.add(c.account()));
    List<AuditView> whole =
        views.stream()
            .filter(view -> view.seen().keySet().containsAll(accounts))
            .sorted(Comparator.comparingLong(AuditView::size))
            .toList();
    List<Witness> found = new ArrayList<>();
    for (int i = 1; i < whole.size(); i++) {
      fork(whole.get(i - 1), whole.get(i), accounts).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Witness> fork(AuditView one, AuditView other, Set<Long> accounts) {
    Optional<Chain.Link> first = Optional.empty();
    Optional<Chain.Link> second = Optional.empty();
    for (long account : accounts) {
      int a = one.seen().getOrDefault(account, 0);
      int b = other.seen().getOrDefault(account, 0);
      if (a > b && first.isEmpty()) {
        first = link(account, b + 1);
      } else if (b > a && second.isEmpty()) {
        second = link(account, a + 1);
      }
    }
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(witness(one, other, first.get(), second.get()));
  }

  private Optional<Chain.Link> link(long account, int at) {
    return chains.of(account).map(chain -> chain.links().get(at));
  }

  private Witness witness(AuditView one, AuditView other, Chain.Link first, Chain.Link second) {
    Optional<Execution> a = chains.writer(first.version());
    Optional<Execution> b = chains.writer(second.version());
    List<Execution> culprits =
        Stream.of(Stream.of(one.audit(), other.audit()), a.stream(), b.stream())
            .flatMap(part -> part)
            .distinct()
            .toList();
    String firstName = a.map(Execution::toString).orElse("an unrecorded write");
    String secondName = b.map(Execution::toString).orElse("an unrecorded write");
    Set<Long> touched = Set.of(first.version().account(), second.version().account());
    return new Witness(
        "%s saw %s (account %d revision %d) and not %s, %s saw %s (account %d revision %d) and not %s: no order fits both"
            .formatted(
                one.audit(),
                firstName,
                first.version().account(),
                first.version().revision(),
                secondName,
                other.audit(),
                secondName,
                second.version().account(),
                second.version().revision(),
                firstName),
        Lanes.culprits(culprits),
        List.of(first.version(), second.version()),
        Lanes.steps(culprits, touched),
        0);
  }
}
