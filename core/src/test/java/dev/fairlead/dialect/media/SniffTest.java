package dev.fairlead.dialect.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SniffTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ffd8ffe000104a464946 | image/jpeg",
        "89504e470d0a1a0a0000000d49484452 | image/png",
        "474946383961 | image/gif",
        "474946383761 | image/gif",
        "52494646240000005745425056503820 | image/webp",
        "524946462400000057415645666d7420 | audio/wav",
        "5249464624000000415649204c495354 | ''",
        "255044462d312e37 | application/pdf",
        "0a0d255044462d312e37 | application/pdf",
        "49443303000000 | audio/mpeg",
        "fffb9064 | audio/mpeg",
        "fff39064 | audio/mpeg",
        "ffe39064 | audio/mpeg",
        "fff15080 | audio/aac",
        "fff95080 | audio/aac",
        "ffffffff | ''",
        "fffe6100 | ''",
        "0000001866747970686569630000000068656963 | image/heic",
        "000000186674797068657663000000006d696631 | image/heic",
        "000000186674797061766966000000006d696631 | image/avif",
        "00000018667479706d6966310000000061766966 | image/avif",
        "00000018667479706d6966310000000068656963 | image/heic",
        "00000014667479706d6966310000000061626364 | image/heif",
        "00000018667479706d7034320000000069736f6d | video/mp4",
        "000000186674797069736f6d0000020069736f6d | video/mp4",
        "00000018667479704d3441200000000069736f6d | audio/mp4",
        "0000001466747970717420200000000071742020 | video/quicktime",
        "424d360000000000000036000000280000000100 | image/bmp",
        "424d7920686f6d65206973206d7920636173746c | ''",
        "49492a0008000000 | image/tiff",
        "4d4d002a00000008 | image/tiff",
        "4f676753000200000000000000000000000000000000000000001e01766f72626973 | audio/ogg",
        "4f67675300020000000000000000000000000000000000000000012a807468656f7261 | video/ogg",
        "664c614300000022 | audio/flac",
        "1a45dfa39f428681 | video/webm",
        "504b030414000600 | ''",
        "'' | ''",
      })
  void theFirstBytesTell(String hex, String mime) {
    var bytes = HexFormat.of().parseHex(hex);
    assertThat(Sniff.mime(bytes)).isEqualTo(mime);
    var padded = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, padded, 7, bytes.length);
    assertThat(Sniff.mime(padded, 7, 7 + bytes.length)).isEqualTo(mime);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<svg xmlns='http://www.w3.org/2000/svg'/> | image/svg+xml",
        "<?xml version=\"1.0\"?><!-- a > b --><!DOCTYPE svg><svg> | image/svg+xml",
        "ï»¿  <SVG> | image/svg+xml",
        "<svgfoo> | ''",
        "<html><svg/></html> | ''",
        "<!-- <svg> | ''",
        "plain text | ''",
      })
  void aPictureInXmlIsKnownByItsFirstElement(String text, String mime) {
    assertThat(Sniff.mime(text.getBytes(ISO_8859_1))).isEqualTo(mime);
  }

  @Test
  void nothingIsTooShortOrTooOdd() {
    var random = new SplittableRandom(3);
    var starts =
        new String[] {"", "RIFF", "\0\0\0\u0014ftypmif1", "OggS", "BM", "\u00ff", "<!", "<?"};
    for (int i = 0; i < 20_000; i++) {
      var bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      var start = starts[random.nextInt(starts.length)].getBytes(ISO_8859_1);
      System.arraycopy(start, 0, bytes, 0, Math.min(start.length, bytes.length));
      assertThat(Sniff.mime(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)))).isNotNull();
    }
  }
}
