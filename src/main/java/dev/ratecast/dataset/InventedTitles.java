package dev.ratecast.dataset;

import java.util.Set;

/** Makes up titles from words, with commas and accents in some, as real titles have them. */
final class InventedTitles {
    private static final String[] ADJECTIVES = words(
            "Silent Crimson Hollow Golden Restless Distant Paper Broken Velvet "
                    + "Northern Bitter Wandering Gentle Frozen Scarlet Forgotten Iron Painted Quiet Burning Crooked Lonely "
                    + "Electric Pale Midnight Wicked Tender Savage Hidden Lucky Second Final Borrowed Blue Amber Stolen");
    private static final String[] NOUNS = words("Harbor Orchard Lantern River Compass Garden Mirror Horizon Station "
            + "Kingdom Sparrow Bridge Carnival Winter Promise Engine Meadow Canyon Letter Tide Falcon Theater Island "
            + "Shadow Violin Circus Highway Ember Village Season Thunder Balcony Voyage Almanac Lighthouse Parade");
    private static final String[] NAMES = words("Marlow Odette Quillon Bram Isolde Tamsin Verity Casimir Linnea Ansel "
            + "Ren\u00e9e Zo\u00e9 J\u00fcrgen Anton\u00edn Maud Percival Ottoline Rafe Sunniva Tobin Ludmila Hector");
    private static final String[] PLACES = words("Verano Ostrava Calloway Saint-Aubin Kestrel Tamarind Brandt Oulu "
            + "Meridian Caf\u00e9-Nord Ardennes Solway Lisburn Pelican Trieste Marrow Galway Santoro");

    private InventedTitles() {}

    /** A title that is not taken yet; a numeral tells sequels apart. */
    static String next(SeededDraws draws, Set<String> taken) {
        String title = draw(draws);
        if (!taken.add(title)) {
            int part = 2;
            while (!taken.add(title + ": Part " + part)) {
                part++;
            }
            return title + ": Part " + part;
        }
        return title;
    }

    private static String draw(SeededDraws draws) {
        String adjective = one(ADJECTIVES, draws);
        String noun = one(NOUNS, draws);
        String name = one(NAMES, draws);
        String place = one(PLACES, draws);
        return switch (draws.below(10)) {
            case 0 -> "The " + adjective + " " + noun;
            case 1 -> adjective + " " + noun;
            case 2 -> "The " + noun + " of " + place;
            case 3 -> name + " and the " + noun;
            case 4 -> "Run, " + name + ", Run to " + place;
            case 5 -> name + "'s " + adjective + " " + noun;
            case 6 -> "Return to " + adjective + " " + place;
            case 7 -> "The " + noun + ", the " + one(NOUNS, draws) + " and " + name;
            case 8 -> name + " in " + place;
            default -> adjective + " " + noun + ", " + adjective + " " + name;
        };
    }

    private static String one(String[] words, SeededDraws draws) {
        return words[draws.below(words.length)];
    }

    private static String[] words(String spaced) {
        return spaced.split(" ", -1);
    }
}
