package io.noetl.camel.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One line of control in an execution: it begins at the head of a route and ends where the route
 * ends. Several are open at once after a fan-out.
 */
public final class Token {
  private static final int NOTHING = -1;

  private final long id;
  private final int head;
  private final Map<String, Recorded> recorded = new HashMap<>();
  private final Map<Integer, LoopRun> loops = new HashMap<>();
  private final Map<Integer, CursorProgress> cursors = new HashMap<>();
  private final Map<String, TaskProgress> tasks = new ConcurrentHashMap<>();
  private final Set<String> entered = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean dispatched = new AtomicBoolean();
  private volatile int expected;
  private volatile Map<String, @Nullable Object> args;
  private volatile List<Edge> edges = List.of();

  /**
   * What the log has of a step of this token.
   *
   * @param edges the ways that were chosen then
   * @param result its result
   * @param error why it had failed; null when it had not
   */
  record Recorded(List<Edge> edges, @Nullable Object result, @Nullable ToolError error) {}

  Token(long id, int head, Map<String, @Nullable Object> args) {
    this.id = id;
    this.head = head;
    this.expected = head;
    this.args = args;
  }

  /** A token that begins with a step in line in a route, past those before it. */
  static Token inside(long id, PathToStep way, int step, Map<String, @Nullable Object> args) {
    Token token = new Token(id, way.head(), args);
    token.edges = way.edges();
    token.expected = step;
    return token;
  }

  /** Unique in the execution: the event that issued it. */
  public long id() {
    return id;
  }

  /** Index of the step that it begins with. */
  public int head() {
    return head;
  }

  /** Whether this call is the one that sends it on its way: a token is sent once. */
  boolean claimDispatch() {
    return dispatched.compareAndSet(false, true);
  }

  /** Whether the flow has chosen this step as the next one of the token's route. */
  public boolean expects(int step) {
    return expected == step;
  }

  /** Whether the route goes on behind the step that has just ended. */
  public boolean goesOn() {
    return expected != NOTHING;
  }

  /** The index of the step with which the route goes on. */
  int next() {
    return expected;
  }

  /** Whether an action of the step that has just ended was chosen. */
  public boolean took(String action) {
    return edges.stream().anyMatch(edge -> edge.action().equals(action));
  }

  /** Whether the step that has just ended issued tokens, which the route still sends on. */
  public boolean hasIssued() {
    return edges.stream().anyMatch(edge -> !edge.inline());
  }

  /** The tokens that the step that has just ended issued for a step. */
  List<Long> issuedFor(int step) {
    return edges.stream().filter(e -> !e.inline() && e.step() == step).map(Edge::token).toList();
  }

  Map<String, @Nullable Object> args() {
    return args;
  }

  void follow(List<Edge> chosen) {
    edges = chosen;
    expected = NOTHING;
    args = Map.of();
    for (Edge edge : chosen) {
      if (edge.inline()) {
        expected = edge.step();
        args = edge.args();
      }
    }
  }

  LoopRun loop(int step) {
    LoopRun loop = loops.get(step);
    if (loop == null) {
      throw new IllegalStateException("Token " + id + " is not in the loop of step " + step);
    }
    return loop;
  }

  void enterLoop(int step, LoopRun loop) {
    loops.put(step, loop);
  }

  /** Whether a step, or one item of its loop, is recorded: then it is not run again. */
  public boolean replay(int step, @Nullable LoopItem item) {
    Recorded found = recorded(key(step, item == null ? -1 : item.index()));
    if (found == null) {
      return false;
    }
    if (item == null) {
      follow(found.edges());
    } else {
      item.loop().done(item.index(), found.result(), found.error(), !found.edges().isEmpty());
      item.loop().remember(item.index(), found.edges());
    }
    return true;
  }

  /** How far the cursor of a step has come. */
  CursorProgress cursor(int step) {
    return cursors.computeIfAbsent(step, k -> new CursorProgress());
  }

  /** A row of a cursor has ended: it is counted, and nothing of it is kept. */
  void recordRow(int step, int item, Recorded record) {
    cursor(step).replayed(item, record);
    tasks.remove(key(step, item));
  }

  void record(String key, Recorded record) {
    recorded.put(key, record);
    entered.remove(key);
    tasks.remove(key);
  }

  /** The log has the beginning of a step, or of one item of its loop. */
  void entered(String key) {
    entered.add(key);
  }

  /** Whether the log has the beginning of a step, or of one item of its loop, that goes on. */
  boolean takeEntered(int step, int item) {
    return entered.remove(key(step, item));
  }

  /** A task of a step, or of one item of its loop, is recorded. */
  void record(String key, TaskRecord record) {
    tasks.computeIfAbsent(key, k -> new TaskProgress()).add(record);
  }

  /** How far the tasks of a step, or of one item of its loop, have come. */
  TaskProgress progress(int step, int item) {
    TaskProgress found = tasks.remove(key(step, item));
    return found == null ? new TaskProgress() : found;
  }

  /** Index of the step that it is at; negative at the end of its route. */
  int at() {
    return expected;
  }

  @Nullable Recorded recorded(String key) {
    return recorded.get(key);
  }

  /** Names a step, or one item of its loop, within a token. */
  static String key(int step, int item) {
    return item < 0 ? Integer.toString(step) : step + "[" + item + "]";
  }
}
