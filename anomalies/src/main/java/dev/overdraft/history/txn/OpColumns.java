package dev.overdraft.history.txn;

/** What is kept of each micro-operation; list reads point into one shared array of elements. */
final class OpColumns {
  final ByteColumn micro = new ByteColumn();
  final IntColumn key = new IntColumn();
  final LongColumn value = new LongColumn();
  final IntColumn extra = new IntColumn();
  final LongColumn elements = new LongColumn();

  int size() {
    return micro.size();
  }

  void add(Micro what, int ofKey, long itsValue, int itsExtra) {
    micro.add(what.code());
    key.add(ofKey);
    value.add(itsValue);
    extra.add(itsExtra);
  }

  void trim() {
    micro.trim();
    key.trim();
    value.trim();
    extra.trim();
    elements.trim();
  }
}
