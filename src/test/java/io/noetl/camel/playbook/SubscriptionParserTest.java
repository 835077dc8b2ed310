package io.noetl.camel.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a subscription, and what is said of one that is wrong. */
class SubscriptionParserTest {
  private static final String HEAD =
      "apiVersion: noetl.io/v2\nkind: Subscription\nmetadata: {name: n, path: t/n}\nspec:\n";

  @Test
  void aWebhookWithAllThatItMaySay() {
    ParsedSubscription parsed =
        read(
            """
              source: webhook
              activation: manual
              ingress:
                path: /a/b
                methods: [POST]
                verify: {type: hmac_sha256, credential: c, header: X-S, encoding: base64, timestamp_header: X-T, tolerance: 60}
                answer: result
                timeout: 5
              dispatch: {playbook: p/q, version: 3, payload: {a: "{{ body.x }}"}}
              dedup: {key: "{{ body.id }}"}
              limits: {per_minute: 7}
            """);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.subscription())
        .contains(
            new Subscription(
                "t/n",
                new Subscription.Webhook(
                    "a/b",
                    new Subscription.Hmac("c", "X-S", "", true, "{timestamp}.{body}", "X-T", 60),
                    true,
                    5),
                new Subscription.Dispatch("p/q", 3, false, Map.of("a", "{{ body.x }}")),
                "{{ body.id }}",
                new Subscription.Limits(7, 0),
                false));
  }

  @Test
  void manyMessagesStartOneExecution() {
    String source = "  source: file\n  file: {folder: /x}\n";
    ParsedSubscription parsed =
        read(
            source
                + """
                  dispatch:
                    playbook: p
                    batch: {size: 200, wait: 5}
                    payload: {rows: "{{ messages | map(attribute='body') | list }}", n: "{{ batch.size }}", all: "{% for m in messages %}{{ m.body }}{% endfor %}"}
                """);
    assertThat(parsed.problems()).isEmpty();
    assertThat(parsed.subscription().map(read -> read.dispatch().batch()))
        .contains(new Subscription.Batch(200, 5));
    assertThat(
            read(source + "  dispatch: {playbook: p, batch: 20}\n")
                .subscription()
                .map(read -> read.dispatch().batch()))
        .contains(new Subscription.Batch(20, 1));
  }

  @Test
  void theEndsOfExecutions() {
    assertThat(
            read("  source: execution\n"
                    + "  execution: {playbook: 'a/**', status: failed}\n"
                    + "  dispatch: p\n")
                .subscription()
                .map(Subscription::source))
        .contains(new Subscription.Execution("a/**", Set.of("FAILED")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          source: pubsub                                                           | PB0703 | 5
          source: nats                                                             | PB0731 | 5
          source: camel                                                            | PB0734 | 5
          source: mail                                                             | PB0735 | 5
          source: nats, nats: {auth: a, stream: S, consumer: a.b}                  | PB0732 | 5
          source: nats, nats: {auth: a, stream: S, subject: 'a..b'}                | PB0733 | 5
          source: kafka, kafka: {topic: t}                                         | PB0729 | 5
          source: kafka, kafka: {brokers: 'b:1', topic: 'a b'}                     | PB0730 | 5
          source: schedule                                                         | PB0720 | 5
          source: schedule, schedule: {cron: '* * * * *', timezone: Mars}          | PB0722 | 5
          source: file, file: {}                                                   | PB0723 | 5
          source: file, file: {folder: /x, prefix: in/}                            | PB0736 | 5
          source: file, file: {folder: /x, bucket: b01, auth: a}                   | PB0736 | 5
          source: file, file: {bucket: b01}                                        | PB0737 | 5
          source: file, file: {bucket: 's3://b/in', auth: a}                       | PB0738 | 5
          source: file, file: {bucket: b01, auth: a, region: x}                    | PB0110 | 5
          source: file, file: {bucket: b01, auth: a, move_to: x}                   | PB0110 | 5
          source: file, file: {folder: /x, content: bytes}                         | PB0727 | 5
          source: database, database: {auth: a, watermark: id, from: 0}             | PB0724 | 5
          source: database, database: {auth: a, query: SELECT 1}                   | PB0725 | 5
          source: database, database: {auth: a, query: SELECT 1, key: id, listen: a-b} | PB0726 | 5
          source: database, database: {auth: a, query: SELECT 1, watermark: id}    | PB0728 | 5
          source: webhook, ingress: {path: "//"}                                   | PB0704 | 5
          source: webhook, ingress: {methods: [GET]}                               | PB0705 | 5
          source: webhook, ingress: {answer: later}                                | PB0706 | 5
          source: webhook, ingress: {verify: {type: hmac}}                         | PB0707 | 5
          source: webhook, ingress: {verify: {type: hmac_sha256, credential: c, header: "a b"}} | PB0708 | 5
          source: webhook, ingress: {verify: {type: hmac_sha256, credential: c, signed: "x"}}   | PB0709 | 5
          source: webhook, ingress: {verify: {type: hmac_sha256, credential: c, encoding: b32}} | PB0710 | 5
          source: webhook, ingress: {verify: {type: none}}                         | PB0711 | 5
          source: webhook, ingress: {verify: {type: bearer}}                       | PB0712 | 5
          source: execution                                                        | PB0713 | 5
          source: execution, execution: {playbook: p, status: [DONE]}              | PB0714 | 5
          source: webhook, dispatch: {playbook: p, batch: 10}                      | PB0740 | 5
          source: execution, execution: {playbook: q}, dispatch: {playbook: p, batch: {size: 5}} | PB0740 | 5
          source: schedule, schedule: {cron: '* * * * *'}, dispatch: {playbook: p, batch: 2}     | PB0740 | 5
          source: camel, camel: {scheme: ftp}, dispatch: {playbook: p, batch: 2}   | PB0740 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch: {max_records: 5}}     | PB0110 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch: {size: 5001}}         | PB0742 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch: 5001}   | PB0742 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch: {wait: 61}}           | PB0742 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch_max: 5}  | PB0739 | 5
          source: file, file: {folder: /x}, dispatch: {playbook: p, batch: 5, payload: {a: '{{ body.x }}'}} | PB0741 | 5
          source: webhook, dispatch: {version: 1}                                  | PB0715 | 5
          source: webhook, dispatch: {playbook: p, payload_from: x}                | PB0716 | 5
          source: webhook, dedup: {window: 5m}                                     | PB0717 | 5
          source: webhook, activation: sometimes                                   | PB0718 | 5
          """)
  void whatIsWrongIsToldWithItsPlaceAndACure(String spec, String code, int line) {
    String dispatch = spec.contains("dispatch") ? "" : ", dispatch: p";
    List<Problem> problems =
        SubscriptionParser.parse(
                "apiVersion: noetl.io/v2\n"
                    + "kind: Subscription\n"
                    + "metadata: {name: n, path: t/n}\n"
                    + "# x\n"
                    + "spec: {"
                    + spec
                    + dispatch
                    + "}\n",
                "s.yaml")
            .problems();
    assertThat(problems).extracting(Problem::code).containsExactly(code);
    assertThat(problems.getFirst().line()).isEqualTo(line);
    assertThat(problems.getFirst().cure()).isNotBlank();
  }

  private static ParsedSubscription read(String spec) {
    return SubscriptionParser.parse(HEAD + spec, "s.yaml");
  }
}
