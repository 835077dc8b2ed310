package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How Python's values become JSON-like ones. */
abstract class PythonValuesContract {
  private final PythonCalls python = new PythonCalls(engine());

  abstract PythonInterpreter engine();

  @Test
  void plainValuesStayAsTheyAre() throws Exception {
    assertThat(python.result("result = [None, True, 1, -2**40, 2**63, 1.5, 'ü😀', '', [], {}]"))
        .isEqualTo(
            Arrays.asList(
                null,
                true,
                1L,
                -(1L << 40),
                java.math.BigInteger.ONE.shiftLeft(63),
                1.5,
                "ü😀",
                "",
                List.of(),
                Map.of()));
  }

  @Test
  void collectionsBecomeLists() throws Exception {
    assertThat(
            python.result(
                """
                from collections import deque, namedtuple
                P = namedtuple('P', 'x y')
                result = [(1, 2), {3}, frozenset([4]), deque([5]), range(2), {'k': 6}.keys(),
                          (i * i for i in range(3)), P(7, 8)]
                """))
        .isEqualTo(
            List.of(
                List.of(1L, 2L),
                List.of(3L),
                List.of(4L),
                List.of(5L),
                List.of(0L, 1L),
                List.of("k"),
                List.of(0L, 1L, 4L),
                List.of(7L, 8L)));
  }

  @Test
  void richTypesBecomeTextNumbersAndMaps() throws Exception {
    assertThat(
            python.result(
                """
                import datetime as d, decimal, enum, dataclasses, uuid, pathlib, collections
                class Color(enum.Enum):
                    RED = 'red'
                class Level(enum.IntEnum):
                    LOW = 1
                @dataclasses.dataclass
                class Point:
                    x: int
                    tags: tuple = ('a',)
                result = [
                    d.datetime(2026, 1, 2, 3, 4, 5, tzinfo=d.timezone.utc), d.date(2026, 1, 2), d.time(3, 4),
                    d.timedelta(minutes=1), decimal.Decimal('1.25'), b'abc', bytearray(b'abc'), Color.RED, Level.LOW,
                    Point(1), uuid.UUID(int=5), pathlib.PurePosixPath('/a/b'), collections.OrderedDict(a=1),
                    collections.Counter('aab'), float('nan')]
                """))
        .isEqualTo(
            Arrays.asList(
                "2026-01-02T03:04:05+00:00",
                "2026-01-02",
                "03:04:00",
                60.0,
                1.25,
                "YWJj",
                "YWJj",
                "red",
                1L,
                Map.of("x", 1L, "tags", List.of("a")),
                "00000000-0000-0000-0000-000000000005",
                "/a/b",
                Map.of("a", 1L),
                Map.of("a", 2L, "b", 1L),
                null));
  }

  @Test
  void keysBecomeText() throws Exception {
    assertThat(
            python.result(
                "import datetime\nresult = {1: 'a', True and 2.5: 'b', None: 'c', False: 'e',"
                    + " datetime.date(2026, 1, 2): 'd'}"))
        .isEqualTo(Map.of("1", "a", "2.5", "b", "null", "c", "2026-01-02", "d", "false", "e"));
  }

  @Test
  void mainMayBeAsyncAndUseAnEventLoop() throws Exception {
    assertThat(
            python.result(
                """
                import asyncio
                async def one(n):
                    await asyncio.sleep(0)
                    return n
                async def main():
                    return await asyncio.gather(one(1), one(2))
                """))
        .isEqualTo(List.of(1L, 2L));
    assertThat(python.result("async def main():\n    yield 1\n    yield 2"))
        .isEqualTo(List.of(1L, 2L));
  }

  @Test
  void theSameObjectTwiceIsNotACycle() throws Exception {
    assertThat(python.result("a = [1]\nresult = {'x': a, 'y': a, 'z': (a, {2})}"))
        .isEqualTo(
            Map.of("x", List.of(1L), "y", List.of(1L), "z", List.of(List.of(1L), List.of(2L))));
  }
}
