package dev.overdraft.check.txn;

/** Rows: a version is its slot. */
record RowNumbers(Versions versions) implements Reads.Numbers {

  @Override
  public int version(int op) {
    return versions.slotOfOp[op] < 0 ? Reads.UNKNOWN : versions.slotOfOp[op];
  }

  @Override
  public int write(int version) {
    return Evidence.op(versions, versions.author[version], version, true);
  }
}
