package dev.overdraft.explore.schema;

/**
 * How one server's catalogue is asked.
 *
 * @param columns table, column, type, whether computed, whether assigned, whether part of the
 *     primary key, whether the table has triggers or rules, whether it has another unique index
 * @param foreignKeys child, referring column, parent
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
                     and (u.indisunique or u.indisexclusion))
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
          left join pg_index i on i.indrelid = c.oid and i.indisprimary
          where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
            and not c.relispartition
          order by c.relname, a.attnum
          """,
          """
          select c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text
          from pg_constraint c
          join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
          where c.contype = 'f' and c.connamespace = current_schema()::regnamespace
          """,
          """
          select relkind, relname from pg_class
          where relnamespace = current_schema()::regnamespace and relkind in ('v', 'm', 'S')
          order by relname
          """);

  static final CatalogSql MARIADB =
      new CatalogSql(
          """
          select c.table_name, c.column_name, c.column_type, c.extra like '%generated%',
                 c.extra like '%auto_increment%'
                   or coalesce(c.column_default, '') regexp 'nextval|uuid',
                 c.column_key = 'PRI',
                 exists (
                   select 1 from information_schema.triggers t
                   where t.event_object_schema = c.table_schema
                     and t.event_object_table = c.table_name),
                 exists (
                   select 1 from information_schema.statistics s
                   where s.table_schema = c.table_schema and s.table_name = c.table_name
                     and s.non_unique = 0 and s.index_name <> 'PRIMARY')
          from information_schema.columns c
          join information_schema.tables b
            on b.table_schema = c.table_schema and b.table_name = c.table_name
          where c.table_schema = database() and b.table_type = 'BASE TABLE'
          order by c.table_name, c.ordinal_position
          """,
          """
          select table_name, column_name, referenced_table_name
          from information_schema.key_column_usage
          where table_schema = database() and referenced_table_name is not null
            and ordinal_position = 1
          """,
          """
          select case table_type when 'SEQUENCE' then 'S' else 'v' end, table_name
          from information_schema.tables
          where table_schema = database() and table_type in ('VIEW', 'SEQUENCE')
          order by table_name
          """);
}
