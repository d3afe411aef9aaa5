package dev.fairlead.dialect.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's tokens, exactly, by the vocabulary {@code o200k_base}. The vocabulary is read at the
 * first count, which takes some 400 ms and 30 MB; a count takes about 0.1 ms for each KB. So this
 * is for offloaded work, not for a thread that other exchanges wait for.
 */
public final class O200k implements Tokenizer {
  private final ReentrantLock loading = new ReentrantLock();
  private volatile @Nullable Encoding encoding;

  @Override
  public long count(String text) {
    return text.isEmpty() ? 0 : encoding().countTokensOrdinary(text);
  }

  private Encoding encoding() {
    var known = encoding;
    return known == null ? load() : known;
  }

  private Encoding load() {
    loading.lock();
    try {
      var known = encoding;
      if (known == null) {
        known = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
        encoding = known;
      }
      return known;
    } finally {
      loading.unlock();
    }
  }
}
