package dev.ratecast.evaluation.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratecast.evaluation.Reports;
import dev.ratecast.evaluation.Scored;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportHtmlTest {
    private static final Pattern SVG = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL);
    private static final Pattern COORDINATE = Pattern.compile("-?\\d+(?:\\.\\d+)?");

    private final String page = ReportHtml.write(Reports.whole(Scored.random(13, 3_000)));

    @Test
    void the_page_needs_nothing_but_itself() {
        assertThat(page)
                .doesNotContain("<script", "http://", "https://", "src=", "href=", "url(", "@import")
                .contains("<html lang=\"en\">", "prefers-color-scheme: dark", "name=\"viewport\"");
    }

    @Test
    void every_plot_says_what_it_is_and_has_its_figures_as_a_table() throws Exception {
        List<String> plots = plots(page);

        assertThat(plots).hasSize(5);
        for (String plot : plots) {
            Element svg = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(plot)))
                    .getDocumentElement();
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            for (String id : svg.getAttribute("aria-labelledby").split(" ")) {
                assertThat(plot).containsOnlyOnce("id=\"" + id + "\"");
            }
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isNotBlank();
            assertInside(svg);
        }
        assertThat(page)
                .contains("<caption>RMSE as the test goes on", "<caption>By predicted rating", "<caption>By month")
                .contains("<caption>By known ratings of the customer", "<caption>By known ratings of the movie");
    }

    @Test
    void what_comes_from_outside_is_text() {
        assertThat(page)
                .contains("ratings &lt;of&gt; &quot;A&amp;B&quot;", "the figures are &lt;too&gt; good")
                .doesNotContain("<of>", "<too>");
    }

    @Test
    void better_and_worse_are_said_in_words() {
        assertThat(page).containsPattern("RMSE \\d\\.\\d{4}; that of the [a-z ]+ is \\d\\.\\d{4}\\.");
        assertThat(page).containsPattern("RMSE (better|worse) by \\d\\.\\d{4} over [\\d,]+ ratings");
    }

    @Test
    void a_test_of_one_rating_has_a_page_too() {
        String small = ReportHtml.write(Reports.of(Scored.oneUnseen()));

        assertThat(plots(small)).hasSize(5);
        assertThat(small).doesNotContain("NaN", "Infinity");
        assertThat(page).doesNotContain("NaN", "Infinity");
    }

    @Test
    void numbers_are_written_the_same_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(ReportHtml.write(Reports.whole(Scored.random(13, 3_000))))
                    .isEqualTo(page);
        } finally {
            Locale.setDefault(before);
        }
    }

    /** All lines and marks lie inside the view box. */
    private static void assertInside(Element svg) {
        String[] box = svg.getAttribute("viewBox").split(" ");
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            String path = ((Element) paths.item(i)).getAttribute("d").replace("H", " ");
            double[] numbers = COORDINATE
                    .matcher(path)
                    .results()
                    .mapToDouble((MatchResult match) -> Double.parseDouble(match.group()))
                    .toArray();
            for (int n = 0; n + 1 < numbers.length; n += 2) {
                assertThat(numbers[n]).isBetween(0.0, width);
                assertThat(numbers[n + 1]).isBetween(0.0, height);
            }
        }
    }

    private static List<String> plots(String page) {
        return SVG.matcher(page).results().map(MatchResult::group).toList();
    }
}
