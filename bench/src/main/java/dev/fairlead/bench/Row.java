package dev.fairlead.bench;

import java.util.List;

/**
 * A figure that is told, one line of a table.
 *
 * @param label with its unit
 * @param measure that it comes from
 * @param figure its name in the samples
 * @param compare whether its ratio to nginx means something
 */
record Row(String label, String measure, String figure, boolean compare) {

  static List<Row> all(Settings settings) {
    var rows = new java.util.ArrayList<Row>();
    for (var size : List.of("1k", "20k")) {
      String request = size.replace("k", " KB request");
      rows.add(new Row(request + ": CPU, µs", size, Throughput.CPU, true));
      rows.add(new Row(request + ": per second", size, Throughput.RATE, true));
      rows.add(new Row(request + ": cores used", size, Throughput.BUSY, false));
    }
    rows.add(new Row("20 KB translated: CPU, µs", "20k-translated", Throughput.CPU, false));
    rows.add(new Row("20 KB translated: per second", "20k-translated", Throughput.RATE, false));
    rows.add(new Row("20 KB translated: cores used", "20k-translated", Throughput.BUSY, false));
    rows.add(new Row("fixed rate: per second", "latency", Latency.RATE, false));
    rows.add(new Row("fixed rate: p50, µs", "latency", Latency.P50, true));
    rows.add(new Row("fixed rate: p99, µs", "latency", Latency.P99, true));
    rows.add(new Row("fixed rate: p99.9, µs", "latency", Latency.P999, true));
    rows.add(new Row("fixed rate: CPU per request, µs", "latency", Throughput.CPU, true));
    rows.add(new Row("SSE chunk: CPU, µs", "sse", Chunks.CPU, true));
    rows.add(new Row("SSE chunks per second", "sse", Chunks.RATE, false));
    rows.add(new Row("SSE chunk translated: CPU, µs", "sse-translated", Chunks.CPU, false));
    rows.add(new Row("SSE chunks translated per second", "sse-translated", Chunks.RATE, false));
    rows.add(new Row("memory, no streams, MB", "memory", Memory.EMPTY, false));
    for (int streams : settings.slow()) {
      String label = String.format(java.util.Locale.ROOT, "memory, %,d slow streams, MB", streams);
      rows.add(new Row(label, "memory", Memory.figure(streams), false));
    }
    rows.add(new Row("memory per slow stream, KB", "memory", Memory.EACH, false));
    rows.add(new Row("start to first answer, ms", "start", Starts.TIME, false));
    return List.copyOf(rows);
  }
}
