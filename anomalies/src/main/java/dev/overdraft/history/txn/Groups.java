package dev.overdraft.history.txn;

/** Which group each version of a row is in; takes no room until a history has groups. */
final class Groups {

  private final LongColumn ofOp = new LongColumn();
  private final LongColumn ofKey = new LongColumn();
  private boolean any;

  /** Says that the version written by a micro-operation is in that group. */
  void written(int op, long group) {
    any = true;
    ofOp.put(op, group, TxnHistory.NO_GROUP);
  }

  /** Says that a row was there before everything, in that group. */
  void opening(int key, long group) {
    any = true;
    ofKey.put(key, group, TxnHistory.NO_GROUP);
  }

  /** Says that somebody asked for a group. */
  void read() {
    any = true;
  }

  boolean any() {
    return any;
  }

  long ofOp(int op) {
    return op < ofOp.size() ? ofOp.get(op) : TxnHistory.NO_GROUP;
  }

  long ofKey(int key) {
    return key < ofKey.size() ? ofKey.get(key) : TxnHistory.NO_GROUP;
  }

  void trim() {
    ofOp.trim();
    ofKey.trim();
  }
}
