package io.noetl.camel.component.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.noetl.camel.execution.Outcome;
import io.noetl.camel.execution.ToolError;
import io.noetl.camel.tool.credential.OpenCredential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How code gets its arguments and gives its result: the contract, on GraalPy. */
abstract class PythonToolContract {
  private final PythonCalls python = new PythonCalls(engine());

  abstract PythonInterpreter engine();

  @Test
  void codeWithoutMainGivesItsVariableResult() throws Exception {
    assertThat(python.result("result = {'status': 'initialized', 'n': x * 2}", Map.of("x", 21)))
        .isEqualTo(Map.of("status", "initialized", "n", 42L));
  }

  @Test
  void unicodedataKnowsCharacters() throws Exception {
    assertThat(
            python.result(
                """
                import unicodedata as u, stringprep
                def other(function, *args):
                    try:
                        return function(*args)
                    except Exception as error:
                        return type(error).__name__ + ': ' + str(error)
                result = [
                    u.name('ä'), u.name('😀'), u.name('\\x00', 'none'), u.lookup('LATIN SMALL LETTER A'),
                    u.lookup('BLACK STAR'), u.category('Ä'), u.bidirectional('א'), u.combining('\\u0301'),
                    u.east_asian_width('日'), u.east_asian_width('a'), u.mirrored('('), u.decomposition('ä'),
                    u.decomposition('ﬁ'), u.decomposition('½'), u.decomposition('\\u00a0'), u.decomposition('가'),
                    u.decimal('٣'), u.digit('²'), u.numeric('½'), u.numeric('四'), u.decimal('x', 7),
                    u.normalize('NFD', 'ä') == 'a\\u0308', u.is_normalized('NFC', 'ä'),
                    other(u.lookup, 'NO SUCH NAME'), other(u.digit, 'x'), other(u.numeric, 'x'),
                    u.ucd_3_2_0.unidata_version, u.ucd_3_2_0.category('\\u0560'), stringprep.in_table_a1('\\u0560'),
                    'straße.example'.encode('idna').decode(),
                ]
                """))
        .isEqualTo(
            Arrays.asList(
                "LATIN SMALL LETTER A WITH DIAERESIS",
                "GRINNING FACE",
                "none",
                "a",
                "★",
                "Lu",
                "R",
                230L,
                "W",
                "Na",
                1L,
                "0061 0308",
                "<compat> 0066 0069",
                "<fraction> 0031 2044 0032",
                "<noBreak> 0020",
                "",
                3L,
                2L,
                0.5,
                4.0,
                7L,
                true,
                true,
                "KeyError: \"undefined character name 'NO SUCH NAME'\"",
                "ValueError: not a digit",
                "ValueError: not a numeric character",
                "3.2.0",
                "Cn",
                true,
                python.result("result = 'straße.example'.encode('idna').decode()")));
  }

  @Test
  void xmlOfTheLibraryIsRead() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.writeValueAsString(python.result(text("xml_cases.py"))))
        .isEqualTo(mapper.readTree(text("xml_golden.json")).toString());
  }

  private static String text(String file) throws IOException {
    try (InputStream in = PythonToolContract.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void filesThatCodeDoesNotCloseAreWritten() throws Exception {
    @SuppressWarnings("unchecked")
    Map<String, Object> written =
        (Map<String, Object>)
            python.result(
                """
                import io, os, pathlib, gzip, zipfile, csv, json as j, codecs, tempfile, logging, sys
                folder = tempfile.mkdtemp()
                at = lambda name: os.path.join(folder, name)
                kept = []
                open(at('text'), 'w').write('x')
                open(at('bytes'), 'wb').write(b'x')
                open(at('appended'), 'a').write('x')
                open(at('new'), 'x').write('x')
                open(at('updated'), 'w+').write('x')
                open(at('named'), mode='w', encoding='utf-8').write('x')
                io.open(at('io'), 'w').write('x')
                pathlib.Path(at('path')).open('w').write('x')
                os.fdopen(os.open(at('descriptor'), os.O_WRONLY | os.O_CREAT), 'w').write('x')
                codecs.open(at('codecs'), 'w', 'utf-8').write('x')
                gzip.open(at('gz'), 'wb').write(b'x')
                gzip.open(at('gztext'), 'wt').write('x')
                gzip.GzipFile(at('gzfile'), 'w').write(b'x')
                zipfile.ZipFile(at('zip'), 'w').writestr('a', 'x')
                csv.writer(open(at('csv'), 'w')).writerow([1, 2])
                j.dump({'a': 1}, open(at('json'), 'w'))
                print('x', file=open(at('printed'), 'w'))
                held = open(at('global'), 'w'); held.write('x')
                kept.append(open(at('list'), 'w')); kept[0].write('x')
                kept.append(kept)
                def lines():
                    out = open(at('generator'), 'w')
                    for n in range(3):
                        out.write(str(n))
                        yield n
                detached = open(at('detached'), 'w'); detached.write('x'); raw = detached.detach()
                handler = logging.FileHandler(at('log')); logging.getLogger('t').addHandler(handler)
                logging.getLogger('t').warning('x')
                open(at('read'), 'w').write('read in the same call')
                same = open(at('read')).read()
                def main():
                    return {'folder': folder, 'same': same, 'lines': lines()}
                """);
    assertThat(written.get("same")).isEqualTo("read in the same call");
    Path folder = Path.of(String.valueOf(written.get("folder")));
    try (var files = java.nio.file.Files.list(folder)) {
      assertThat(files.filter(file -> file.toFile().length() == 0)).isEmpty();
    }
    assertThat(
            python.result(
                """
                import gzip, zipfile, os
                result = [open(os.path.join(f, 'text')).read(), open(os.path.join(f, 'generator')).read(),
                    gzip.open(os.path.join(f, 'gz')).read().decode(), gzip.open(os.path.join(f, 'gztext'), 'rt').read(),
                    gzip.open(os.path.join(f, 'gzfile')).read().decode(), zipfile.ZipFile(os.path.join(f, 'zip')).read('a').decode()]
                """,
                Map.of("f", folder.toString())))
        .isEqualTo(List.of("x", "012", "x", "x", "x", "x"));
  }

  @Test
  void filesOfCodeThatFailsAreWrittenToo() throws Exception {
    Path file = java.nio.file.Files.createTempFile("noetl", "failed");
    python.error("open(f, 'w').write('so far')\n1 / 0", Map.of("f", file.toString()));
    assertThat(file).hasContent("so far");
  }

  @Test
  void whatCanNotBeWrittenFailsTheCall() throws Exception {
    ToolError error =
        python.error(
            "out = [open('/dev/full', 'w')]\nout.append(out)\nout[0].write('x')\nresult = 1");
    assertThat(error.type()).isEqualTo("OSError");
  }

  @Test
  void codeWithNeitherMainNorResultSaysSo() throws Exception {
    assertThat(python.result("a = 1\nb = 2"))
        .isEqualTo(
            Map.of(
                "status",
                "success",
                "message",
                "The code has neither main() nor a variable result.",
                "locals_count",
                2L,
                "locals_keys",
                List.of("a", "b")));
  }

  @Test
  void mainFindsItsParametersInArgsThenInTheContextThenInItsDefaults() throws Exception {
    python.context(
        Map.of(
            "input",
            Map.of("a", "input"),
            "data",
            Map.of("a", "data", "b", "data"),
            "c",
            "context",
            "x",
            "context"));
    assertThat(
            python.result(
                "def main(x, a, b, c, d='default', *, e=5): return [x, a, b, c, d, e]",
                Map.of("x", "arg")))
        .isEqualTo(List.of("arg", "input", "data", "context", "default", 5L));
  }

  @Test
  void aMissingArgumentIsNamed() throws Exception {
    ToolError error = python.error("def main(city, country): return city", Map.of("town", 1));
    assertThat(error.type()).isEqualTo("TypeError");
    assertThat(error.message())
        .contains(
            "Missing required argument 'city' for Python task. Provide it via args or context.");
  }

  @Test
  void inputDataTakesTheWholeArgsUnlessAnArgHasThatName() throws Exception {
    String code = "def main(input_data): return input_data";
    assertThat(python.result(code, Map.of("a", 1))).isEqualTo(Map.of("a", 1L));
    assertThat(python.result(code, Map.of())).isEqualTo(Map.of());
    assertThat(python.result(code, Map.of("input_data", "own", "a", 1))).isEqualTo("own");
    assertThat(python.result("def main(payload): return payload", Map.of("a", 1)))
        .isEqualTo(Map.of("a", 1L));
  }

  @Test
  void keywordsTakeTheRestAndTheContextWhereTheCodeAsksForIt() throws Exception {
    python.context(Map.of("execution_id", "9"));
    assertThat(
            python.result(
                "async def main(a, **rest): return {'a': a, 'rest': rest}",
                Map.of("a", 1, "b", "two")))
        .isEqualTo(Map.of("a", 1L, "rest", Map.of("b", "two")));
    assertThat(
            python.result("def main(**kwargs): return kwargs.get('context', {})['execution_id']"))
        .isEqualTo("9");
  }

  @Test
  void topLevelAndFunctionsShareOneNamespace() throws Exception {
    assertThat(
            python.result(
                """
                import math
                LIMIT = 3
                def half(n):
                    return math.floor(n / LIMIT)
                def main(n):
                    return sum(half(i) for i in range(n))
                """,
                Map.of("n", 9)))
        .isEqualTo(9L);
  }

  @Test
  void libsContextAndTheUsualModulesAreThere() throws Exception {
    python.context(Map.of("workload", Map.of("base", 5), "plain", Map.of("doubled", 10)));
    Object result =
        ((Outcome.Done)
                python.call(
                    Map.of(
                        "libs",
                        Map.of("m", "math", "root", Map.of("from", "math", "import", "sqrt")),
                        "code",
                        """
                        def main():
                            return [m.sqrt(16), root(9), context['workload']['base'],
                                    context['plain']['doubled'], json.dumps({'a': 1}), len(str(uuid.uuid4())),
                                    datetime.date(2026, 1, 2).isoformat(), os.sep]
                        """),
                    Map.of()))
            .result();
    assertThat(result).isEqualTo(List.of(4.0, 3.0, 5L, 10L, "{\"a\": 1}", 36L, "2026-01-02", "/"));
  }

  @Test
  void aMissingLibraryNamesTheCure() throws Exception {
    Outcome outcome =
        python.call(Map.of("libs", Map.of("n", "numpie"), "code", "result = 1"), Map.of());
    assertThat(((Outcome.Failed) outcome).error().message())
        .contains("Required libraries not installed: numpie")
        .contains("noetlctl python add numpie");
  }

  @Test
  void argumentsAreRealPythonValues() throws Exception {
    List<Object> list = new ArrayList<>(Arrays.asList(1, 2.5, null, true, "ü😀"));
    assertThat(
            python.result(
                """
                def main(m, l, big):
                    types = [type(v).__name__ for v in (m, l, big, *l)]
                    return [types, isinstance(m, dict), m == {'k': {'n': [1]}}, repr(l), big + 1]
                """,
                Map.of(
                    "m",
                    Map.of("k", Map.of("n", List.of(1))),
                    "l",
                    list,
                    "big",
                    new java.math.BigInteger("123456789012345678901234567890"))))
        .isEqualTo(
            List.of(
                List.of("dict", "list", "int", "int", "float", "NoneType", "bool", "str"),
                true,
                true,
                "[1, 2.5, None, True, 'ü😀']",
                new java.math.BigInteger("123456789012345678901234567891")));
  }

  @Test
  void codeMayBeBase64() throws Exception {
    String encoded = Base64.getEncoder().encodeToString("result = 'decoded'".getBytes());
    assertThat(python.call(Map.of("code_b64", encoded, "code", "result = 1"), Map.of()))
        .isEqualTo(new Outcome.Done("decoded"));
    assertThat(((Outcome.Failed) python.call(Map.of("code_b64", "%"), Map.of())).error().message())
        .startsWith("code_b64: not Base64");
  }

  @Test
  void noCodeAndEmptyCodeAreErrors() throws Exception {
    assertThat(((Outcome.Failed) python.call(Map.of(), Map.of())).error().message())
        .startsWith("No code provided. Expected 'script', 'code_b64', 'code_base64' or 'code'.");
    assertThat(python.error("  \n ").message()).startsWith("Empty code provided");
  }

  @Test
  void outputGoesToTheLogLineByLine() throws Exception {
    python.result(
        """
        import sys, logging
        print("one")
        print("two", end="")
        print(" and a half\\nthree")
        print("careful", file=sys.stderr)
        logging.getLogger("my").info("told %s", "so")
        sys.stdout.write("no line end")
        """);
    assertThat(python.output)
        .containsExactly(
            "STDOUT one",
            "STDOUT two and a half",
            "STDOUT three",
            "STDERR careful",
            "STDERR INFO:my:told so",
            "STDOUT no line end");
  }

  @Test
  void credentialsOfTheStepAreEnvironmentVariablesOfItsCodeAlone() throws Exception {
    PythonCalls withAuth =
        new PythonCalls(
            engine(),
            new OpenCredential("lake", "s3", Map.of("key_id", "KEY", "secret_key", "hush")),
            new OpenCredential("blobs", "azure", Map.of("connection_string", "AccountKey=hush")),
            new OpenCredential("cloud", "google_service_account", Map.of("private_key", "hush")));
    String code =
        """
        import os
        path = os.environ.get('GOOGLE_APPLICATION_CREDENTIALS')
        names = ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AZURE_STORAGE_CONNECTION_STRING')
        result = [os.environ.get(n) for n in names] + [json.load(open(path)) if path else None, path]
        """;
    Map<String, Object> auth =
        Map.of(
            "a", Map.of("key", "lake"), "b", Map.of("key", "blobs"), "c", Map.of("key", "cloud"));
    Outcome outcome = withAuth.call(Map.of("code", code, "auth", auth), Map.of());
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    List<?> seen = (List<?>) ((Outcome.Done) outcome).result();
    assertThat(seen.subList(0, 4))
        .isEqualTo(List.of("KEY", "hush", "AccountKey=hush", Map.of("private_key", "hush")));
    assertThat(Path.of((String) seen.get(4))).doesNotExist();
    assertThat(withAuth.result(code)).isEqualTo(Arrays.asList(null, null, null, null, null));

    assertThat(withAuth.call(Map.of("code", "result = 1", "auth", Map.of("key", "no")), Map.of()))
        .isEqualTo(new Outcome.Done(1L));
    assertThat(withAuth.output).anyMatch(line -> line.contains("credential 'no' not found"));
  }
}
