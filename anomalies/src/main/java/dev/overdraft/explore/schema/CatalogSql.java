package dev.overdraft.explore.schema;

/**
 * How one server's catalogue is asked.
 *
 * @param columns table, column, type, whether computed, whether assigned, whether part of the
 *     primary key, whether the table has triggers or rules, whether part of another unique index
 * @param foreignKeys a name, child, referring column, parent, column referred to
 * @param others kind ({@code S} for a sequence) and name of what is no table
 */
record CatalogSql(String columns, String foreignKeys, String others) {

  static final CatalogSql POSTGRESQL =
      new CatalogSql(
          """
          select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
                 a.attidentity <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid), '')
                   ~ 'nextval|gen_random_uuid|uuid_generate' or a.atttypid = 'uuid'::regtype,
                 coalesce(a.attnum = any(i.indkey), false),
                 c.relhasrules or exists (
                   select from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal),
                 exists (
                   select from pg_index u where u.indrelid = c.oid and not u.indisprimary
                     and (u.indisunique or u.indisexclusion)
                     and (a.attnum = any(u.indkey) or 0 = any(u.indkey)))
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          left join pg_index i on i.indrelid = c.oid and i.indisprimary
          where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
            and not c.relispartition
          order by c.relname, a.attnum
          """,
          """
          select c.oid, c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text,
                 p.attname
          from pg_constraint c
          cross join unnest(c.conkey, c.confkey) with ordinality as k (own, referred, place)
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
          join pg_attribute p on p.attrelid = c.confrelid and p.attnum = k.referred
          where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
          order by c.oid, k.place
          """,
          """
          select relkind, relname from pg_class
          where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm', 'S')
          order by relname
          """);

  /**
   * The schema is named everywhere: for what only equals it, every table of the server is opened.
   */
  static final CatalogSql MARIADB =
      new CatalogSql(
          """
          select c.table_name, c.column_name, c.column_type, c.extra like '%generated%',
                 c.extra like '%auto_increment%'
                   or coalesce(c.column_default, '') regexp 'nextval|uuid',
                 c.column_key = 'PRI',
                 exists (
                   select 1 from information_schema.triggers t
                   where t.event_object_schema = database()
                     and t.event_object_table = c.table_name),
                 exists (
                   select 1 from information_schema.statistics s
                   where s.table_schema = database() and s.table_name = c.table_name
                     and s.column_name = c.column_name and s.non_unique = 0
                     and s.index_name <> 'PRIMARY')
          from information_schema.columns c
          join information_schema.tables b
            on b.table_schema = database() and b.table_name = c.table_name
          where c.table_schema = database() and b.table_type = 'BASE TABLE'
          order by c.table_name, c.ordinal_position
          """,
          """
          select concat(table_name, '.', constraint_name), table_name, column_name,
                 referenced_table_name, referenced_column_name
          from information_schema.key_column_usage
          where table_schema = database() and referenced_table_name is not null
          order by table_name, constraint_name, ordinal_position
          """,
          """
          select case table_type when 'SEQUENCE' then 'S' else 'v' end, table_name
          from information_schema.tables
          where table_schema = database() and table_type in ('VIEW', 'SEQUENCE')
          order by table_name
          """);

  /** Names that are in upper case throughout are told in lower case, as SQL text has them. */
  private static final String IN_PROCESS_COLUMNS =
      """
      select decode(c.table_name, upper(c.table_name), lower(c.table_name), c.table_name),
             decode(c.column_name, upper(c.column_name), lower(c.column_name), c.column_name),
             lower(c.data_type), c.is_generated = 'ALWAYS',
             case when c.is_identity = 'YES'
               or lower(c.column_default) like '%%next value%%'
               or lower(c.column_default) like '%%nextval%%'
               or lower(c.column_default) like '%%uuid%%' then true else false end,
             exists (
               select 1 from information_schema.table_constraints k
               join information_schema.key_column_usage u
                 on u.constraint_schema = k.constraint_schema
                 and u.constraint_name = k.constraint_name
               where k.constraint_type = 'PRIMARY KEY' and k.table_schema = c.table_schema
                 and k.table_name = c.table_name and u.column_name = c.column_name),
             exists (
               select 1 from information_schema.triggers t
               where t.event_object_schema = c.table_schema
                 and t.event_object_table = c.table_name),
             exists (%s)
      from information_schema.columns c
      join information_schema.tables b
        on b.table_schema = c.table_schema and b.table_name = c.table_name
      where c.table_schema = current_schema and b.table_type = 'BASE TABLE'
      order by c.table_name, c.ordinal_position
      """;

  private static final String IN_PROCESS_FOREIGN_KEYS =
      """
      select r.constraint_name,
             decode(k.table_name, upper(k.table_name), lower(k.table_name), k.table_name),
             decode(k.column_name, upper(k.column_name), lower(k.column_name), k.column_name),
             decode(p.table_name, upper(p.table_name), lower(p.table_name), p.table_name),
             decode(p.column_name, upper(p.column_name), lower(p.column_name), p.column_name)
      from information_schema.referential_constraints r
      join information_schema.key_column_usage k
        on k.constraint_schema = r.constraint_schema
        and k.constraint_name = r.constraint_name
      join information_schema.key_column_usage p
        on p.constraint_schema = r.unique_constraint_schema
        and p.constraint_name = r.unique_constraint_name
        and p.ordinal_position = k.position_in_unique_constraint
      where r.constraint_schema = current_schema
      order by r.constraint_name, k.ordinal_position
      """;

  private static final String IN_PROCESS_OTHERS =
      """
      select 'v', decode(table_name, upper(table_name), lower(table_name), table_name)
      from information_schema.views where table_schema = current_schema
      union all
      select 'S', sequence_name
      from information_schema.sequences where sequence_schema = current_schema
      """;

  static final CatalogSql H2 =
      inProcess(
          """
          select 1 from information_schema.indexes i
          join information_schema.index_columns u
            on u.index_schema = i.index_schema and u.index_name = i.index_name
          where i.table_schema = c.table_schema and i.table_name = c.table_name
            and u.column_name = c.column_name and i.index_type_name like 'UNIQUE%'
          """);

  /** Its list of indexes does not say which is the primary key's, but that has the key's name. */
  static final CatalogSql HSQLDB =
      inProcess(
          """
          select 1 from information_schema.system_indexinfo i
          where i.table_schem = c.table_schema and i.table_name = c.table_name
            and i.column_name = c.column_name and not i.non_unique and not exists (
              select 1 from information_schema.table_constraints k
              where k.constraint_type = 'PRIMARY KEY' and k.table_schema = c.table_schema
                and k.table_name = c.table_name and k.constraint_name = i.index_name)
          """);

  private static CatalogSql inProcess(String inUnique) {
    return new CatalogSql(
        IN_PROCESS_COLUMNS.formatted(inUnique), IN_PROCESS_FOREIGN_KEYS, IN_PROCESS_OTHERS);
  }
}
