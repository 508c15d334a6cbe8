package dev.ratecast.evaluation.html;

import java.util.List;

/** A table of the page. Cells are markup already; the first of each row is its heading. */
final class Table {
    private final StringBuilder markup = new StringBuilder();

    Table(String caption, List<String> columns) {
        markup.append(
                "<div class=\"scroll\" tabindex=\"0\"><table><caption>%s</caption><thead><tr>".formatted(caption));
        columns.forEach(column -> markup.append("<th scope=\"col\">%s</th>".formatted(column)));
        markup.append("</tr></thead><tbody>\n");
    }

    Table row(List<String> cells) {
        markup.append("<tr><th scope=\"row\">%s</th>".formatted(cells.get(0)));
        cells.stream().skip(1).forEach(cell -> markup.append("<td>%s</td>".formatted(cell)));
        markup.append("</tr>\n");
        return this;
    }

    String markup() {
        return markup + "</tbody></table></div>\n";
    }
}
