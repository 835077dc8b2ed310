package io.noetl.camel.playbook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A yaml-language-server as an editor runs it: JSON-RPC over its standard streams. */
final class LanguageServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final Process process;
  private final DataInputStream in;
  private final OutputStream out;
  private final Map<String, Object> settings;
  private int lastId;

  LanguageServer(Path program, Path schema) throws IOException {
    process =
        new ProcessBuilder("node", program.toString(), "--stdio")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    in = new DataInputStream(process.getInputStream());
    out = process.getOutputStream();
    settings =
        Map.of(
            "schemas", Map.of(schema.toUri().toString(), "/*.yaml"),
            "schemaStore", Map.of("enable", false),
            "validate", true,
            "hover", true,
            "completion", true);
    ask("initialize", Map.of("processId", ProcessHandle.current().pid(), "capabilities", Map.of()));
    tell("initialized", Map.of());
    tell("workspace/didChangeConfiguration", Map.of("settings", Map.of("yaml", settings)));
  }

  /** Opens a document and gives what the server finds wrong with it. */
  JsonNode open(String uri, String text) throws IOException {
    tell(
        "textDocument/didOpen",
        Map.of(
            "textDocument", Map.of("uri", uri, "languageId", "yaml", "version", 1, "text", text)));
    while (true) {
      JsonNode message = read();
      if (message.path("method").asText().equals("textDocument/publishDiagnostics")
          && message.at("/params/uri").asText().equals(uri)) {
        return message.at("/params/diagnostics");
      }
    }
  }

  /** The labels that are offered at a place. */
  List<String> completion(String uri, int line, int character) throws IOException {
    JsonNode reply = ask("textDocument/completion", place(uri, line, character));
    JsonNode items = reply.has("items") ? reply.path("items") : reply;
    return items.findValuesAsText("label");
  }

  /** What is said of a place. */
  String hover(String uri, int line, int character) throws IOException {
    return ask("textDocument/hover", place(uri, line, character)).path("contents").toString();
  }

  private static Map<String, Object> place(String uri, int line, int character) {
    return Map.of(
        "textDocument", Map.of("uri", uri),
        "position", Map.of("line", line, "character", character));
  }

  private JsonNode ask(String method, Map<String, ?> params) throws IOException {
    int id = ++lastId;
    send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    while (true) {
      JsonNode message = read();
      if (message.path("id").asInt(-1) == id && !message.has("method")) {
        return message.path("result");
      }
    }
  }

  private void tell(String method, Map<String, ?> params) throws IOException {
    send(Map.of("jsonrpc", "2.0", "method", method, "params", params));
  }

  private void send(Map<String, ?> message) throws IOException {
    byte[] body = MAPPER.writeValueAsBytes(message);
    out.write(("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
  }

  /** The next message; the server's questions to an editor, for its settings, are answered. */
  private JsonNode read() throws IOException {
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    JsonNode message = MAPPER.readTree(in.readNBytes(length));
    if (message.has("method") && message.has("id")) {
      List<Object> answers = new ArrayList<>();
      for (JsonNode item : message.at("/params/items")) {
        answers.add(item.path("section").asText().equals("yaml") ? settings : Map.of());
      }
      send(Map.of("jsonrpc", "2.0", "id", message.path("id"), "result", answers));
    }
    return message;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the language server has ended");
      }
      if (next == '\n') {
        return line.toString().strip();
      }
      line.append((char) next);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
