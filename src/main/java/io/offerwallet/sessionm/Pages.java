package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Envelope.ListSpan;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Joins the pages of one wallet: the first page's bytes, with the elements of the further pages' lists put behind its
 * own. Nothing is parsed and written again, so numbers and unknown fields stay as SessionM wrote them (P11).
 */
final class Pages {

    private Pages() {}

    static byte[] join(List<Page> pages) {
        Page first = pages.get(0);
        if (pages.size() == 1) {
            return first.body();
        }
        var joined = new ByteArrayOutputStream(
                pages.stream().mapToInt(page -> page.body().length).sum());
        int written = 0;
        for (Map.Entry<String, ListSpan> list : inOrderOfPosition(first.envelope())) {
            int end = list.getValue().to();
            joined.write(first.body(), written, end - written);
            appendFurther(joined, pages, list.getKey(), list.getValue().size() == 0);
            written = end;
        }
        joined.write(first.body(), written, first.body().length - written);
        return joined.toByteArray();
    }

    private static List<Map.Entry<String, ListSpan>> inOrderOfPosition(Envelope envelope) {
        return envelope.lists().entrySet().stream()
                .sorted(Comparator.comparingInt(list -> list.getValue().from()))
                .toList();
    }

    private static void appendFurther(ByteArrayOutputStream joined, List<Page> pages, String name, boolean stillEmpty) {
        boolean empty = stillEmpty;
        for (Page page : pages.subList(1, pages.size())) {
            ListSpan span = page.envelope().lists().get(name);
            if (span == null || span.size() == 0) {
                continue;
            }
            if (!empty) {
                joined.write(',');
            }
            joined.write(page.body(), span.from(), span.to() - span.from());
            empty = false;
        }
    }

    /** One page as SessionM sent it. */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record Page(byte[] body, Envelope envelope) {}
}
