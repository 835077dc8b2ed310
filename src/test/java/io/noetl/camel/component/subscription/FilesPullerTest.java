package io.noetl.camel.component.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.noetl.camel.execution.trigger.Arrival;
import io.noetl.camel.execution.trigger.Held;
import io.noetl.camel.playbook.PullSource;
import io.noetl.camel.playbook.Subscription;
import io.noetl.camel.playbook.SubscriptionParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder into which others may write. */
class FilesPullerTest {
  private final AtomicLong ids = new AtomicLong();
  private @TempDir Path root;
  private Path folder;
  private Path elsewhere;

  @BeforeEach
  void folders() throws IOException {
    folder = Files.createDirectory(root.toRealPath().resolve("drop"));
    elsewhere = Files.createDirectory(root.toRealPath().resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("1-kept.txt"), "kept");
  }

  @ParameterizedTest
  @ValueSource(strings = {".noetl", ".noetl/5", ".noetl/5/marks", ".noetl/5/taken"})
  void aLinkInPlaceOfOurFolderIsNotFollowed(String link) throws Exception {
    Path at = folder.resolve(link);
    Files.createDirectories(at.getParent());
    Files.createSymbolicLink(at, elsewhere);

    assertThatThrownBy(() -> puller().poll(Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(at.toString())
        .hasMessageContaining("is a link");

    assertThat(names(elsewhere)).containsExactly("1-kept.txt");
  }

  @Test
  void norIsOneThatIsPutThereLater() throws Exception {
    FilesPuller puller = puller();
    Files.writeString(folder.resolve("a.txt"), "a");
    Puller.Batch batch = puller.poll(Duration.ZERO);
    Path marks = folder.resolve(".noetl/5/marks");
    Files.move(marks, folder.resolve("away"));
    Files.createSymbolicLink(marks, elsewhere);

    assertThatThrownBy(() -> batch.acknowledgement().taken()).hasMessageContaining("is a link");
    assertThatThrownBy(() -> puller.poll(Duration.ZERO)).hasMessageContaining("is a link");

    assertThat(names(elsewhere)).containsExactly("1-kept.txt");
  }

  @Test
  void aMarkThatIsNoneOfOursStays() throws Exception {
    FilesPuller puller = puller();
    Files.writeString(folder.resolve(".noetl/5/marks/notes.txt"), "");
    Files.writeString(folder.resolve(".noetl/5/taken/notes.txt"), "");
    Files.writeString(folder.resolve(".noetl/5/marks/7-not-moved.txt"), "");
    Files.writeString(folder.resolve("a.txt"), "a");

    Puller.Batch batch = puller.poll(Duration.ZERO);
    batch.acknowledgement().taken();

    assertThat(batch.arrivals()).extracting(Arrival::key).containsExactly("1-a.txt");
    assertThat(names(folder.resolve(".noetl/5/marks"))).containsExactly("notes.txt");
    assertThat(puller.poll(Duration.ZERO).arrivals()).isEmpty();
  }

  @Test
  void aLongNameIsCutAndKeepsItsExtension() throws Exception {
    String name = "ü".repeat(125) + ".csv";
    Files.writeString(folder.resolve(name), "x");
    Files.writeString(folder.resolve("b.csv"), "x");

    List<Arrival> arrivals = puller().poll(Duration.ZERO).arrivals();

    assertThat(arrivals).hasSize(2);
    assertThat(names(folder.resolve(".noetl/5/taken")))
        .hasSize(2)
        .allMatch(moved -> moved.getBytes(StandardCharsets.UTF_8).length <= 255)
        .allMatch(moved -> moved.endsWith(".csv"));
    assertThat(TakenFiles.within("1-" + "x".repeat(300), 255)).hasSize(255);
  }

  @Test
  void aFileWhoseMarkAnotherDeletedIsMarkedAgain() throws Exception {
    Path marks = Files.createDirectories(folder.resolve(".noetl/5/marks"));
    FilesPuller owner = puller();
    Path file = Files.writeString(folder.resolve("a.txt"), "a");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));
    TakenFiles stale = new TakenFiles(folder, 5);

    Path mine = stale.mark(file, 41);
    assertThat(owner.poll(Duration.ZERO).arrivals()).isEmpty();
    assertThat(names(marks)).isEmpty();
    assertThat(stale.isMoved(file, mine)).isTrue();

    assertThat(names(marks)).containsExactly("41-a.txt");
    assertThat(owner.poll(Duration.ofSeconds(5)).arrivals())
        .extracting(Arrival::key)
        .containsExactly("41-a.txt");
  }

  private FilesPuller puller() throws IOException {
    Subscription subscription =
        SubscriptionParser.parse(
                """
                apiVersion: noetl.io/v2
                kind: Subscription
                metadata: {name: drops, path: in/drops}
                spec: {source: file, file: {folder: "FOLDER", every: 0.1, settled: 0}, dispatch: in/one}
                """
                    .replace("FOLDER", folder.toString()),
                "s.yaml")
            .subscription()
            .orElseThrow();
    return new FilesPuller(
        new Held(5, 1, 1, subscription),
        (PullSource.Files) subscription.source(),
        new SourceFolders(List.of(root)),
        Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)),
        ids::incrementAndGet);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
