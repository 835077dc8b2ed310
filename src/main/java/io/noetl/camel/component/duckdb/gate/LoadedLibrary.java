package io.noetl.camel.component.duckdb.gate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A library in memory, as its ELF headers describe it.
 *
 * @param file where it was loaded from
 * @param base what its addresses count from
 * @param dynamic where its dynamic section is
 * @param readOnlyFrom where the part begins that is made read-only once it is loaded
 * @param readOnlyTo where that part ends
 */
@SuppressWarnings("restricted") // the guard stands in native memory
record LoadedLibrary(String file, long base, long dynamic, long readOnlyFrom, long readOnlyTo) {
  private static final int DYNAMIC = 2;
  private static final int RELRO = 0x6474e552;
  private static final int HEADER_BYTES = 56;
  private static final int RELOCATION_BYTES = 24;
  private static final int SYMBOL_BYTES = 24;

  // entries of the dynamic section
  private static final long PLT_BYTES = 2;
  private static final long STRINGS = 5;
  private static final long SYMBOLS = 6;
  private static final long RELOCATIONS = 7;
  private static final long RELOCATION_TABLE_BYTES = 8;
  private static final long PLT = 23;

  /** Relocations that become a symbol's address, of x86-64 and of aarch64. */
  private static final Set<Integer> ADDRESSES = Set.of(1, 6, 7, 257, 1025, 1026);

  /**
   * A place that holds a function's address.
   *
   * @param readOnly whether it is read-only now
   */
  record Slot(String function, long address, boolean readOnly) {}

  /** Reads a {@code struct dl_phdr_info} of a 64-bit process. */
  static LoadedLibrary of(MemorySegment info) {
    MemorySegment fields = info.reinterpret(32);
    long base = fields.get(ValueLayout.JAVA_LONG, 0);
    String file = text(fields.get(ValueLayout.JAVA_LONG, 8));
    int headers = Short.toUnsignedInt(fields.get(ValueLayout.JAVA_SHORT, 24));
    MemorySegment table = at(fields.get(ValueLayout.JAVA_LONG, 16), (long) headers * HEADER_BYTES);
    long dynamic = 0;
    long from = 0;
    long to = 0;
    for (int i = 0; i < headers; i++) {
      MemorySegment header = table.asSlice((long) i * HEADER_BYTES, HEADER_BYTES);
      int type = header.get(ValueLayout.JAVA_INT, 0);
      long start = base + header.get(ValueLayout.JAVA_LONG, 16);
      if (type == DYNAMIC) {
        dynamic = start;
      } else if (type == RELRO) {
        from = start;
        to = start + header.get(ValueLayout.JAVA_LONG, 40);
      }
    }
    return new LoadedLibrary(file, base, dynamic, from, to);
  }

  /** The file's name without the folder. */
  String name() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** The places through which it calls these functions of other libraries. */
  List<Slot> slots(Set<String> functions) {
    Map<Long, Long> entries = entries();
    List<Slot> slots = new ArrayList<>();
    collect(entries, RELOCATIONS, RELOCATION_TABLE_BYTES, functions, slots);
    collect(entries, PLT, PLT_BYTES, functions, slots);
    return slots;
  }

  private Map<Long, Long> entries() {
    Map<Long, Long> entries = new HashMap<>();
    for (long address = dynamic; dynamic != 0; address += 16) {
      MemorySegment entry = at(address, 16);
      long tag = entry.get(ValueLayout.JAVA_LONG, 0);
      if (tag == 0) {
        break;
      }
      entries.put(tag, entry.get(ValueLayout.JAVA_LONG, 8));
    }
    return entries;
  }

  private void collect(
      Map<Long, Long> entries, long table, long bytes, Set<String> functions, List<Slot> slots) {
    long size = entries.getOrDefault(bytes, 0L);
    MemorySegment relocations = at(pointer(entries.getOrDefault(table, 0L)), size);
    long symbols = pointer(entries.getOrDefault(SYMBOLS, 0L));
    long strings = pointer(entries.getOrDefault(STRINGS, 0L));
    for (long at = 0; at < size; at += RELOCATION_BYTES) {
      long info = relocations.get(ValueLayout.JAVA_LONG, at + 8);
      long symbol = info >>> 32;
      if (symbol != 0 && ADDRESSES.contains((int) info)) {
        int name = at(symbols + symbol * SYMBOL_BYTES, 4).get(ValueLayout.JAVA_INT, 0);
        String function = text(strings + name);
        if (functions.contains(function)) {
          long slot = base + relocations.get(ValueLayout.JAVA_LONG, at);
          slots.add(new Slot(function, slot, slot >= readOnlyFrom && slot < readOnlyTo));
        }
      }
    }
  }

  /** glibc has made the pointers of the dynamic section absolute; musl leaves them as they are. */
  private long pointer(long value) {
    return value < base ? base + value : value;
  }

  private static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  private static String text(long address) {
    return address == 0 ? "" : at(address, Long.MAX_VALUE - address).getString(0);
  }
}
