package dev.overdraft.workload.bank;

import java.util.List;

/**
 * A team's own ways of moving money, found by {@link java.util.ServiceLoader}: they are listed,
 * stormed, explored and graded like the built-in ones.
 *
 * <p>To be found, an implementation is public, has a public constructor without arguments, and is
 * named, one line, in {@code META-INF/services/dev.overdraft.workload.bank.BankStrategyProvider} of
 * a jar or a directory that the command is given as {@code --classpath}.
 *
 * <p>Called once for each command, before any database is there: opening a connection is {@link
 * BankStrategy#bank}'s affair. What it throws ends the command with a sentence that names it.
 */
@FunctionalInterface
public interface BankStrategyProvider {

  /** The strategies, in the order in which they are to be shown; their names are theirs alone. */
  List<BankStrategy> strategies();
}
