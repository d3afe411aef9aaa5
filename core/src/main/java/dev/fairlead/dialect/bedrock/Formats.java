package dev.fairlead.dialect.bedrock;

import java.util.Locale;

/** What Converse calls the kinds of media; empty text for what it does not take. */
final class Formats {
  private Formats() {}

  static String picture(String mime) {
    return switch (bare(mime)) {
      case "image/png" -> "png";
      case "image/jpeg", "image/jpg" -> "jpeg";
      case "image/gif" -> "gif";
      case "image/webp" -> "webp";
      default -> "";
    };
  }

  /** By the media type, or else by the name's ending. */
  static String document(String mime, String name) {
    return switch (bare(mime)) {
      case "application/pdf" -> "pdf";
      case "text/csv" -> "csv";
      case "application/msword" -> "doc";
      case "application/vnd.openxmlformats-officedocument.wordprocessingml.document" -> "docx";
      case "application/vnd.ms-excel" -> "xls";
      case "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" -> "xlsx";
      case "text/html" -> "html";
      case "text/markdown" -> "md";
      case "text/plain", "application/json", "application/xml", "text/xml" -> "txt";
      default -> ending(bare(mime), name);
    };
  }

  private static String ending(String mime, String name) {
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md" -> ending;
      default -> mime.startsWith("text/") ? "txt" : mime.isEmpty() ? "pdf" : "";
    };
  }

  static String audio(String mime) {
    return switch (bare(mime)) {
      case "audio/mpeg", "audio/mp3" -> "mp3";
      case "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
      case "audio/x-m4a", "audio/m4a" -> "m4a";
      case "audio/aac", "audio/flac", "audio/ogg", "audio/opus", "audio/webm", "audio/mp4" ->
          bare(mime).substring(6);
      case "" -> "wav";
      default -> "";
    };
  }

  static String video(String mime) {
    return switch (bare(mime)) {
      case "video/mp4", "" -> "mp4";
      case "video/quicktime" -> "mov";
      case "video/x-matroska" -> "mkv";
      case "video/x-flv" -> "flv";
      case "video/x-ms-wmv" -> "wmv";
      case "video/3gpp" -> "three_gp";
      case "video/webm", "video/mpeg" -> bare(mime).substring(6);
      default -> "";
    };
  }

  private static String bare(String mime) {
    int semicolon = mime.indexOf(';');
    return (semicolon < 0 ? mime : mime.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }
}
