package io.offerwallet.loadtest;

import java.util.ArrayList;
import java.util.List;

/** Who reads what: entries such as {@code fr:fr-FR=15} mean that 15 parts have {@code fr} in Braze and are to get fr-FR. */
record CultureMix(List<Part> parts) {

    /**
     * @param said what Braze knows, which may be blank
     * @param expected the culture that the answer must be in
     */
    record Part(String said, String expected, int weight) {}

    CultureMix {
        parts = List.copyOf(parts);
    }

    static CultureMix parse(String text) {
        List<Part> parts = new ArrayList<>();
        for (var entry : text.split(",", -1)) {
            var sides = entry.strip().split("=", -1);
            if (sides.length != 2 || !sides[1].matches("[1-9]\\d{0,5}") || !sides[0].matches("[\\w-]*:?[\\w-]+")) {
                throw SettingsReader.refused(
                        Setting.CULTURES, entry, "must be a list of said:expected=parts, such as fr:fr-FR=15,de-DE=20");
            }
            var cultures = sides[0].split(":", -1);
            parts.add(new Part(cultures[0], cultures[cultures.length - 1], Integer.parseInt(sides[1])));
        }
        return new CultureMix(parts);
    }

    /** @param drawn from 0 to less than 1 */
    Part at(double drawn) {
        double left = drawn * parts.stream().mapToInt(Part::weight).sum();
        for (var part : parts) {
            left -= part.weight();
            if (left < 0) {
                return part;
            }
        }
        return parts.get(parts.size() - 1);
    }
}
