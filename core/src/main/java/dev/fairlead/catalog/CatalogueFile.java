package dev.fairlead.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The catalogue as a file: JSON lines, a header and then one line for each endpoint, sorted by
 * name, provider and upstream id. {@code docs/catalogue.md} describes it.
 *
 * @param header version, date and sources
 */
public record CatalogueFile(Header header, List<Endpoint> endpoints) {

  /** Where the shipped file lies in the source tree. */
  public static final Path IN_SOURCE_TREE =
      Path.of("core/src/main/resources/dev/fairlead/catalog/catalogue.jsonl");

  /**
   * The first line.
   *
   * @param version the date with a digest of the lines below
   * @param date ISO date of the newest source
   * @param sources id of a source → its ISO date
   */
  public record Header(String version, String date, SortedMap<String, String> sources) {}

  public CatalogueFile {
    endpoints = List.copyOf(endpoints);
  }

  /** The endpoints under a version that is made of the date and the facts themselves. */
  static CatalogueFile of(SortedMap<String, String> sources, List<Endpoint> endpoints) {
    var sorted = endpoints.stream().sorted(EndpointLine.ORDER).toList();
    var date = sources.values().stream().max(String::compareTo).orElse("");
    var body = new StringBuilder();
    sorted.forEach(e -> body.append(EndpointLine.write(e)).append('\n'));
    var version = date.replace("-", ".") + "-" + digest(body.toString());
    return new CatalogueFile(new Header(version, date, new TreeMap<>(sources)), sorted);
  }

  /** The catalogue that comes with Fairlead. */
  public static Catalogue load() {
    return shipped().catalogue();
  }

  /** The file that comes with Fairlead. */
  public static CatalogueFile shipped() {
    try (var in = CatalogueFile.class.getResourceAsStream("catalogue.jsonl")) {
      if (in == null) {
        throw new IllegalStateException("catalogue.jsonl is not on the class path");
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A catalogue from a path. */
  public static Catalogue load(Path path) throws IOException {
    return read(path).catalogue();
  }

  /** A file from a path. */
  public static CatalogueFile read(Path path) throws IOException {
    return read(Files.readAllBytes(path));
  }

  /** A file from its bytes. */
  static CatalogueFile read(byte[] bytes) {
    var reader = new EndpointLine.Reader(bytes);
    var header = reader.header();
    return new CatalogueFile(header, reader.endpoints());
  }

  /** What routing uses. */
  public Catalogue catalogue() {
    return new Catalogue(header.version, header.date, endpoints);
  }

  /** The whole text; equal facts give equal bytes. */
  public String text() {
    var text = new StringBuilder(EndpointLine.write(header)).append('\n');
    endpoints.forEach(e -> text.append(EndpointLine.write(e)).append('\n'));
    return text.toString();
  }

  private static String digest(String body) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var hash = sha.digest(body.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
