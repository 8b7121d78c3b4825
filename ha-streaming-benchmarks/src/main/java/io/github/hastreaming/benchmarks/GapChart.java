package io.github.hastreaming.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Acknowledged puts a second over time, as a picture for docs/performance.md. */
final class GapChart {

  private static final Duration SLICE = Duration.ofMillis(250);
  private static final Duration LENGTH = Duration.ofSeconds(14);
  private static final int WIDTH = 820;
  private static final int HEIGHT = 300;

  private GapChart() {}

  static void write(Path file, Outage ha, Outage plain) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("The primary answers 500 from second 3 to second 11")
            .xAxisTitle("seconds")
            .yAxisTitle("acknowledged puts a second")
            .build();
    chart
        .getStyler()
        .setLegendPosition(LegendPosition.OutsideE)
        .setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0).setXAxisDecimalPattern("0").setYAxisDecimalPattern("0");
    line(chart, "HaStreamClient", ha, new Color(0x1b, 0x7f, 0x4b));
    line(chart, "StreamClient", plain, new Color(0xc0, 0x39, 0x2b));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static void line(XYChart chart, String name, Outage outage, Color color) {
    double[] rates = outage.servedPerSecond(SLICE, LENGTH);
    double[] seconds = new double[rates.length];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = i * SLICE.toMillis() / 1000.0;
    }
    XYSeries series = chart.addSeries(name, seconds, rates);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(2f));
  }
}
