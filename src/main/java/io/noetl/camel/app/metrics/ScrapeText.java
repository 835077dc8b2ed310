package io.noetl.camel.app.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Writes metrics as Prometheus' text format or OpenMetrics has them. The library's own writers give
 * the same text a few characters at a time through a lock, which was three quarters of a scrape.
 */
final class ScrapeText {
  private static final int ROOM = 1 << 18;
  private static final int MILLIS = 1000;

  private final StringBuilder out = new StringBuilder(ROOM);
  private final boolean open;

  private ScrapeText(boolean open) {
    this.open = open;
  }

  /** Whether all of these are of kinds that this writes. */
  static boolean covers(MetricSnapshots metrics) {
    return metrics.stream().allMatch(ScrapeText::isCovered);
  }

  private static boolean isCovered(MetricSnapshot metric) {
    return switch (metric) {
      case HistogramSnapshot histogram ->
          !histogram.isGaugeHistogram()
              && histogram.getDataPoints().stream()
                  .noneMatch(point -> point.getClassicBuckets().isEmpty());
      case CounterSnapshot _, GaugeSnapshot _, SummarySnapshot _, InfoSnapshot _ -> true;
      default -> false;
    };
  }

  /**
   * The text of metrics that are {@link #covers covered}.
   *
   * @param open OpenMetrics' format, with exemplars
   */
  static String of(MetricSnapshots metrics, boolean open) {
    ScrapeText text = new ScrapeText(open);
    metrics.forEach(text::write);
    if (open) {
      text.out.append("# EOF\n");
    }
    return text.out.toString();
  }

  private void write(MetricSnapshot metric) {
    if (metric.getDataPoints().isEmpty()) {
      return;
    }
    switch (metric) {
      case CounterSnapshot counter -> write(counter);
      case GaugeSnapshot gauge -> write(gauge);
      case HistogramSnapshot histogram -> write(histogram);
      case SummarySnapshot summary -> write(summary);
      case InfoSnapshot info -> write(info);
      default -> throw new IllegalArgumentException(metric.getClass().getName());
    }
  }

  private void write(CounterSnapshot counter) {
    MetricMetadata metric = counter.getMetadata();
    describe(metric, "_total", "counter");
    counter
        .getDataPoints()
        .forEach(
            point -> {
              series(metric, "_total", point.getLabels());
              number(point.getValue());
              end(point.getExemplar());
            });
  }

  private void write(GaugeSnapshot gauge) {
    MetricMetadata metric = gauge.getMetadata();
    describe(metric, "", "gauge");
    gauge
        .getDataPoints()
        .forEach(
            point -> {
              series(metric, "", point.getLabels());
              number(point.getValue());
              end(point.getExemplar());
            });
  }

  private void write(HistogramSnapshot histogram) {
    MetricMetadata metric = histogram.getMetadata();
    describe(metric, "", "histogram");
    for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
      ClassicHistogramBuckets buckets = point.getClassicBuckets();
      double below = Double.NEGATIVE_INFINITY;
      long count = 0;
      for (int i = 0; i < buckets.size(); i++) {
        count += buckets.getCount(i);
        double bound = buckets.getUpperBound(i);
        series(metric, "_bucket", point.getLabels(), "le", bound);
        out.append(count);
        end(open ? point.getExemplars().get(below, bound) : null);
        below = bound;
      }
      countAndSum(metric, point);
    }
  }

  private void write(SummarySnapshot summary) {
    MetricMetadata metric = summary.getMetadata();
    describe(metric, "", "summary");
    for (SummarySnapshot.SummaryDataPointSnapshot point : summary.getDataPoints()) {
      for (Quantile quantile : point.getQuantiles()) {
        series(metric, "", point.getLabels(), "quantile", quantile.getQuantile());
        number(quantile.getValue());
        end(null);
      }
      countAndSum(metric, point);
    }
  }

  private void write(InfoSnapshot info) {
    MetricMetadata metric = info.getMetadata();
    describe(metric, "_info", open ? "info" : "gauge");
    info.getDataPoints()
        .forEach(
            point -> {
              series(metric, "_info", point.getLabels());
              out.append('1');
              end(null);
            });
  }

  private void countAndSum(MetricMetadata metric, DistributionDataPointSnapshot point) {
    if (point.hasCount()) {
      series(metric, "_count", point.getLabels());
      out.append(point.getCount());
      end(open ? point.getExemplars().getLatest() : null);
    }
    if (point.hasSum()) {
      series(metric, "_sum", point.getLabels());
      number(point.getSum());
      end(null);
    }
  }

  /** What stands above the series of a metric. OpenMetrics names it without the suffix. */
  private void describe(MetricMetadata metric, String suffix, String type) {
    String name = metric.getPrometheusName() + (open ? "" : suffix);
    if (!open) {
      help(metric, name);
    }
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    if (open) {
      if (metric.getUnit() != null) {
        out.append("# UNIT ").append(name).append(' ').append(metric.getUnit()).append('\n');
      }
      help(metric, name);
    }
  }

  private void help(MetricMetadata metric, String name) {
    String help = metric.getHelp();
    if (help != null && !help.isEmpty()) {
      out.append("# HELP ").append(name).append(' ');
      escaped(help, open);
      out.append('\n');
    }
  }

  private void series(MetricMetadata metric, String suffix, Labels labels) {
    out.append(metric.getPrometheusName()).append(suffix);
    if (!labels.isEmpty()) {
      out.append('{');
      pairs(labels);
      out.append('}');
    }
    out.append(' ');
  }

  private void series(
      MetricMetadata metric, String suffix, Labels labels, String bound, double value) {
    out.append(metric.getPrometheusName()).append(suffix).append('{');
    pairs(labels);
    if (!labels.isEmpty()) {
      out.append(',');
    }
    out.append(bound).append("=\"");
    number(value);
    out.append("\"} ");
  }

  private void pairs(Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      out.append(labels.getPrometheusName(i)).append("=\"");
      escaped(labels.getValue(i), true);
      out.append('"');
    }
  }

  private void end(@Nullable Exemplar exemplar) {
    if (open && exemplar != null) {
      out.append(" # {");
      pairs(exemplar.getLabels());
      out.append("} ");
      number(exemplar.getValue());
      if (exemplar.hasTimestamp()) {
        long millis = exemplar.getTimestampMillis();
        out.append(' ').append(millis / MILLIS).append('.');
        out.append(Long.toString(MILLIS + millis % MILLIS), 1, 4);
      }
    }
    out.append('\n');
  }

  private void escaped(String text, boolean quotes) {
    if (text.indexOf('\\') < 0 && text.indexOf('\n') < 0 && text.indexOf('"') < 0) {
      // nearly all of them: a sign at a time takes twice as long
      out.append(text);
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '"' -> out.append(quotes ? "\\\"" : "\"");
        default -> out.append(letter);
      }
    }
  }

  private void number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      out.append("+Inf");
    } else if (value == Double.NEGATIVE_INFINITY) {
      out.append("-Inf");
    } else {
      out.append(value);
    }
  }
}
