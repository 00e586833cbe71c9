package dev.rollcall.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * What a real browser shows of a page, and how it looks there. There is one for a class of tests;
 * where none is installed, they are skipped and say so.
 */
final class ShownPage implements BeforeAllCallback, AfterAllCallback {

  private static final String BRIGHTNESS =
      "function pixel(color) { const c = document.createElement('canvas').getContext('2d');"
          + " c.fillStyle = color; c.fillRect(0, 0, 1, 1); return c.getImageData(0, 0, 1, 1).data; }"
          + " function brightness(color) { const [r, g, b] = [...pixel(color)].map(v => v / 255)"
          + ".map(v => v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4));"
          + " return .2126 * r + .7152 * g + .0722 * b; }";

  private @Nullable Chromium chromium;
  private @Nullable Path profile;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path program = Chromium.installed();
    String reason = context.getDisplayName() + " is skipped: no Chromium is installed";
    if (program == null) {
      System.out.println(reason);
    }
    assumeTrue(program != null, reason);
    profile = Files.createTempDirectory("profile");
    chromium = Chromium.start(program, profile);
  }

  /** Opens a page in a window of this width in pixels, and waits until it is there. */
  void open(Path page, int width, boolean dark) {
    browser().open(page, width, dark);
  }

  /** Shows it as it is printed by somebody who likes it light or dark. */
  void print(boolean dark) {
    browser().print(dark);
  }

  /** The value of an expression in the page. */
  String text(String expression) {
    return String.valueOf(Objects.requireNonNull(browser().evaluate(expression)));
  }

  /** The same of one whose value is a number. */
  double number(String expression) {
    return Double.parseDouble(text(expression));
  }

  /** Does something in the page. */
  void perform(String script) {
    browser().evaluate(script);
  }

  /** The addresses that were asked for since the page was opened. */
  List<String> requests() {
    return browser().requests();
  }

  /** What the browser has to say against the page: errors, and what the page's policy forbade. */
  List<String> complaints() {
    return browser().complaints();
  }

  /** How bright its background is, from 0 to 1. */
  double brightness() {
    return number(BRIGHTNESS + "brightness(getComputedStyle(document.body).backgroundColor)");
  }

  /** As the guidelines on accessible content reckon it; 4.5 is asked of text. */
  double contrast(String selector) {
    return number(
        BRIGHTNESS
            + "(() => { const e = document.querySelector('"
            + selector
            + "'); let b = e;"
            + " while (pixel(getComputedStyle(b).backgroundColor)[3] === 0) b = b.parentElement;"
            + " const [x, y] = [getComputedStyle(e).color, getComputedStyle(b).backgroundColor]"
            + ".map(brightness).sort((p, q) => q - p); return (x + .05) / (y + .05); })()");
  }

  /** Nothing is wider than the window, which would have to be moved to be read. */
  void assertFits(int width) {
    assertThat(number("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(number("innerWidth")).isEqualTo(width);
  }

  private Chromium browser() {
    return Objects.requireNonNull(chromium);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (chromium != null) {
      chromium.close();
    }
    if (profile != null) {
      FileSystemUtils.deleteRecursively(profile);
    }
  }
}
