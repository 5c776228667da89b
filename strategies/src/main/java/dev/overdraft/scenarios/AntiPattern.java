package dev.overdraft.scenarios;

import dev.overdraft.explore.Scenario;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A well-known way of losing money: its story, the code as people write it, the code that is right,
 * and where which of them breaks.
 *
 * @param number from 1, as in {@code AP12}
 * @param name {@code ap-12-write-skew}
 * @param type the class that holds the code
 * @param title a few words, as the heading of a lesson
 * @param story how it comes about, in a paragraph or two
 * @param breaks the invariants that it costs, the first one first
 * @param where what the broken code comes to, by engine and level; the level that it is shown at
 *     first
 * @param fix what to do instead
 * @param references public bug reports, manuals and papers
 * @param aliases other names, each for one of the two scenarios
 * @param lessons its places in the course; two for one whose fix is a lesson of its own
 * @param sequential whether one actor suffices: bad input, no race
 * @param mariadbParameter what has to stand in the URL of MariaDB's driver for the bug to be there;
 *     else empty
 * @param tables the SQL that makes its tables in an empty schema
 */
public record AntiPattern(
    int number,
    String name,
    Class<?> type,
    Chapter chapter,
    String title,
    String story,
    Set<Rule> breaks,
    List<Where> where,
    String fix,
    List<String> references,
    Map<String, Variant> aliases,
    List<Lesson> lessons,
    boolean sequential,
    String mariadbParameter,
    List<String> tables,
    Staging broken,
    Staging fixed) {

  public AntiPattern {
    breaks = Collections.unmodifiableSet(EnumSet.copyOf(breaks));
    where = List.copyOf(where);
    references = List.copyOf(references);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    lessons = List.copyOf(lessons);
    tables = List.copyOf(tables);
    if (title.isBlank() || story.isBlank() || fix.isBlank() || where.isEmpty()) {
      throw new IllegalArgumentException(name + " lacks title, story, fix or where it breaks");
    }
  }

  /** Begins one: {@code of(12, "write-skew", …)}. */
  public static Draft of(int number, String name, Class<?> type, Chapter chapter) {
    return new Draft(number, "ap-%02d-%s".formatted(number, name), type, chapter);
  }

  /** The scenario of that variant, ready for an explorer of the setting's data source. */
  public Scenario scenario(Variant variant, Setting setting) {
    Scenario staged = (variant == Variant.BROKEN ? broken : fixed).on(setting);
    return new Scenario(
        name + variant.suffix(),
        staged.given(),
        staged.actors(),
        staged.invariants(),
        staged.serial(),
        staged.errors(),
        staged.controls(),
        staged.allVictims());
  }

  /** What is stated for that engine, in the order in which it is shown. */
  public List<Where> on(Dialect dialect) {
    return where.stream().filter(w -> w.isOn(dialect)).toList();
  }

  /** What is stated for that engine at that level. */
  public Optional<Where> at(Dialect dialect, Isolation level) {
    return on(dialect).stream().filter(w -> w.level() == level).findFirst();
  }

  /** Written field by field; the order does not matter. */
  public static final class Draft {
    private final int number;
    private final String name;
    private final Class<?> type;
    private final Chapter chapter;
    private final Set<Rule> breaks = EnumSet.noneOf(Rule.class);
    private final List<Where> where = new ArrayList<>();
    private final List<String> references = new ArrayList<>();
    private final Map<String, Variant> aliases = new LinkedHashMap<>();
    private final List<String> tables = new ArrayList<>();
    private final List<Lesson> lessons = new ArrayList<>();
    private String title = "";
    private String story = "";
    private String fix = "";
    private boolean sequential;
    private String mariadbParameter = "";

    private Draft(int number, String name, Class<?> type, Chapter chapter) {
      this.number = number;
      this.name = name;
      this.type = type;
      this.chapter = chapter;
    }

    /** A few words, as the heading of a lesson. */
    public Draft title(String words) {
      title = words;
      return this;
    }

    /** How it comes about. */
    public Draft story(String text) {
      story = text.strip();
      return this;
    }

    /** The invariants that it costs. */
    public Draft breaks(Rule... rules) {
      breaks.addAll(Arrays.asList(rules));
      return this;
    }

    /** It breaks there. */
    public Draft breaksOn(String engine, Where.Basis basis, Isolation... levels) {
      return stated(engine, true, basis, "", levels);
    }

    /** It does not break there, because. */
    public Draft holdsOn(String engine, Where.Basis basis, String why, Isolation... levels) {
      return stated(engine, false, basis, why, levels);
    }

    /** It breaks there, under a condition or in another way. */
    public Draft breaksOn(String engine, Where.Basis basis, String how, Isolation... levels) {
      return stated(engine, true, basis, how, levels);
    }

    private Draft stated(
        String engine, boolean breaking, Where.Basis basis, String note, Isolation... levels) {
      for (Isolation level : levels) {
        where.add(new Where(engine, level, breaking, basis, note));
      }
      return this;
    }

    /** What to do instead. */
    public Draft fix(String text) {
      fix = text.strip();
      return this;
    }

    /** Public bug reports, manuals and papers. */
    public Draft see(String... sources) {
      references.addAll(Arrays.asList(sources));
      return this;
    }

    /** Other names of the broken scenario. */
    public Draft alsoCalled(String... names) {
      Arrays.asList(names).forEach(alias -> aliases.put(alias, Variant.BROKEN));
      return this;
    }

    /** Names of the fix. */
    public Draft fixCalled(String... names) {
      Arrays.asList(names).forEach(alias -> aliases.put(alias, Variant.FIXED));
      return this;
    }

    /** A place in the course. */
    public Draft lesson(int place, String heading, String takeaway) {
      lessons.add(new Lesson(place, heading, takeaway));
      return this;
    }

    /** One actor suffices: bad input, no race. */
    public Draft sequential() {
      sequential = true;
      return this;
    }

    /** It takes a parameter in the URL of MariaDB's driver. */
    public Draft onMariadbWith(String parameter) {
      mariadbParameter = parameter;
      return this;
    }

    /** The SQL that makes its tables. */
    public Draft tables(String... sql) {
      tables.addAll(Arrays.asList(sql));
      return this;
    }

    /** Done. */
    public AntiPattern staged(Staging broken, Staging fixed) {
      return new AntiPattern(
          number,
          name,
          type,
          chapter,
          title,
          story,
          breaks,
          where,
          fix,
          references,
          aliases,
          lessons,
          sequential,
          mariadbParameter,
          tables,
          broken,
          fixed);
    }
  }
}
