package dev.ratecast.ingestion;

import java.util.List;

/**
 * How one table compares with a recount of the ratings.
 *
 * @param table the table's name
 * @param rows how many rows were compared, those that are missing on one side included
 * @param differences how many of them differ
 * @param first the first differences by key, each with what is stored and what was recounted
 */
public record TableAudit(String table, long rows, long differences, List<String> first) {
    public TableAudit {
        first = List.copyOf(first);
    }

    public boolean isClean() {
        return differences == 0;
    }
}
