package dev.fairlead.dialect.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from its first bytes what a file is, whatever it is said to be. */
public final class Sniff {
  /** How far into a file is looked; SVG may begin with comments. */
  private static final int SEEN = 1024;

  private static final Set<String> HEIC =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

  /** Bytes at an offset, and what a file with them is. In order: the first that fits. */
  private record Magic(int offset, String bytes, String mime) {}

  private static final List<Magic> MAGIC =
      List.of(
          new Magic(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
          new Magic(0, "\u0089PNG\r\n\u001a\n", "image/png"),
          new Magic(0, "GIF87a", "image/gif"),
          new Magic(0, "GIF89a", "image/gif"),
          new Magic(0, "II*\0", "image/tiff"),
          new Magic(0, "MM\0*", "image/tiff"),
          new Magic(0, "fLaC", "audio/flac"),
          new Magic(0, "ID3", "audio/mpeg"),
          new Magic(0, "\u001aE\u00df\u00a3", "video/webm"));

  private Sniff() {}

  /** The media type of a whole file; empty if it is none of those known. */
  public static String mime(byte[] bytes) {
    return mime(bytes, 0, bytes.length);
  }

  /**
   * The media type of a file that lies in a part of an array; empty if it is none of those known.
   */
  public static String mime(byte[] bytes, int from, int to) {
    var head = new String(bytes, from, Math.min(to - from, SEEN), ISO_8859_1);
    for (var magic : MAGIC) {
      if (head.startsWith(magic.bytes, magic.offset)) {
        return magic.mime;
      }
    }
    if (head.startsWith("RIFF") || head.startsWith("RF64")) {
      return riff(head);
    }
    if (head.startsWith("ftyp", 4) && head.length() >= 12) {
      return brand(head);
    }
    if (head.startsWith("OggS")) {
      return head.startsWith("\u0080theora", 28) ? "video/ogg" : "audio/ogg";
    }
    // The header may come after rubbish, within the first kilobyte (PDF 1.7, appendix H.3).
    if (head.contains("%PDF-")) {
      return "application/pdf";
    }
    if (head.startsWith("BM") && head.length() >= 18 && head.startsWith("\0\0\0\0", 6)) {
      return "image/bmp";
    }
    return svg(head) ? "image/svg+xml" : frames(head);
  }

  private static String riff(String head) {
    if (head.startsWith("WEBP", 8)) {
      return "image/webp";
    }
    return head.startsWith("WAVE", 8) ? "audio/wav" : "";
  }

  /** What an ISO base media file says that it is, first by its main brand. */
  private static String brand(String head) {
    var main = head.substring(8, 12);
    var known = brandMime(main);
    // Image sequences and plain HEIF name what they are compatible with.
    if (main.equals("mif1") || main.equals("msf1")) {
      int size = Math.min(head.length(), 4 * (head.charAt(2) << 6 | head.charAt(3) >> 2));
      for (int at = 16; at + 4 <= size; at += 4) {
        var other = brandMime(head.substring(at, at + 4));
        if (other.equals("image/heic") || other.equals("image/avif")) {
          return other;
        }
      }
    }
    return known;
  }

  private static String brandMime(String brand) {
    if (HEIC.contains(brand)) {
      return "image/heic";
    }
    return switch (brand) {
      case "mif1", "msf1" -> "image/heif";
      case "avif", "avis" -> "image/avif";
      case "M4A ", "M4B " -> "audio/mp4";
      case "qt  " -> "video/quicktime";
      default -> brand.startsWith("3g") ? "video/3gpp" : "video/mp4";
    };
  }

  /**
   * MP3 without tags, and AAC: eleven ones, then version and layer. Layer III only: a byte order
   * mark of UTF-16 looks like layer I.
   */
  private static String frames(String head) {
    if (head.length() < 4 || head.charAt(0) != 0xff || (head.charAt(1) & 0xe0) != 0xe0) {
      return "";
    }
    int version = head.charAt(1) >> 3 & 3;
    int layer = head.charAt(1) >> 1 & 3;
    if (layer == 0) {
      return (head.charAt(1) & 0xf0) == 0xf0 ? "audio/aac" : "";
    }
    boolean rates = (head.charAt(2) >> 4) != 15 && (head.charAt(2) >> 2 & 3) != 3;
    return version != 1 && layer == 1 && rates ? "audio/mpeg" : "";
  }

  /** Whether the first element is svg, behind a byte order mark, declarations and comments. */
  private static boolean svg(String head) {
    int at = head.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    while (true) {
      while (at < head.length() && head.charAt(at) <= ' ') {
        at++;
      }
      int end;
      if (head.startsWith("<!--", at)) {
        end = head.indexOf("-->", at);
      } else if (head.startsWith("<?", at) || head.startsWith("<!", at)) {
        end = head.indexOf('>', at);
      } else {
        var name = head.substring(at, Math.min(at + 5, head.length())).toLowerCase(Locale.ROOT);
        return name.startsWith("<svg") && (name.length() < 5 || !letter(name.charAt(4)));
      }
      if (end < 0) {
        return false;
      }
      at = head.indexOf('>', end) + 1;
    }
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == ':';
  }
}
