package dev.rollcall.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import dev.rollcall.text.Resource;
import dev.rollcall.text.TextsDigest;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;

/**
 * What all pages have in common: one file, its style in it, and a policy that allows that style and
 * nothing else.
 */
final class Page {

  private static final String CHARTS = "charts.css-1.2.0/";

  private Page() {}

  /**
   * @param title of the window, escaped here
   * @param body HTML
   * @param style the hash of it is in the policy
   */
  private record Shell(String title, String body, String style, String styleHash) {}

  /**
   * Makes a page, in UTF-8.
   *
   * @param template the name of the template of its body
   * @param view what the template asks for
   * @param sizes those that the view has
   */
  static byte[] of(String title, String template, Object view, Sizes sizes) {
    String body = render(template, view);
    String style =
        "/*!\nCharts.css 1.2.0\n"
            + resource(CHARTS + "LICENSE")
            + "*/\n"
            + resource(CHARTS + "charts.min.css")
            + below(sizes.cardsBelow(), "cards.css")
            + resource("page.css")
            + below(Math.min(Sizes.PHONE, sizes.cardsBelow()), "cards-on-phone.css")
            + sizes.css();
    return render("page", new Shell(title, body, style, hash(style))).getBytes(UTF_8);
  }

  /**
   * Escapes everything that the template does not say is HTML; a name it doesn't know fails. What
   * is in a section {@code breaks} may be broken into lines behind each slash, as paths are long.
   */
  private static String render(String template, Object view) {
    Mustache.Lambda breaks = (text, out) -> out.write(text.execute().replace("/", "/<wbr>"));
    StringWriter page = new StringWriter();
    Mustache.compiler()
        .escapeHTML(true)
        .strictSections(true)
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(resource(name + ".mustache")))
        .compile(resource(template + ".mustache"))
        .execute(view, Map.of("breaks", breaks), page);
    return page.toString();
  }

  /** A part of the style for windows that are no wider. */
  private static String below(int pixels, String css) {
    return String.format(Locale.ROOT, "@media (max-width:%dpx){%s}%n", pixels, resource(css));
  }

  private static String hash(String text) {
    return Base64.getEncoder().encodeToString(TextsDigest.sha256().digest(text.getBytes(UTF_8)));
  }

  private static String resource(String name) {
    return Resource.read("/pages/" + name);
  }
}
