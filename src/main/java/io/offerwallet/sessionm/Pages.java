package io.offerwallet.sessionm;

import io.offerwallet.sessionm.Envelope.ListSpan;
import io.offerwallet.wallet.Survey;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Joins the pages of one wallet: the first page's bytes, with the elements of the further pages' lists put behind its
 * own. Nothing is parsed and written again, so numbers and unknown fields stay as SessionM wrote them (P11).
 */
final class Pages {

    private Pages() {}

    static byte[] join(List<Page> pages) {
        return pages.size() == 1
                ? pages.get(0).body()
                : joined(pages.stream().map(Page::withLists).toList());
    }

    private static byte[] joined(List<Page> pages) {
        Page first = pages.get(0);
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

    /**
     * One page as SessionM sent it.
     *
     * @param survey where its envelope is from, which then doesn't tell where the lists stand; empty if that was read
     */
    @SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
    record Page(byte[] body, Envelope envelope, Optional<Survey> survey) {

        static Page of(byte[] body, Envelope read) {
            return new Page(body, read, Optional.empty());
        }

        /** Empty if there would be no envelope to read, as of a number of offers beyond all numbers. */
        static Optional<Page> of(byte[] body, Survey survey) {
            return Envelope.of(survey).map(envelope -> new Page(body, envelope, Optional.of(survey)));
        }

        private Page withLists() {
            return survey.isEmpty() ? this : of(body, Envelope.read(body).orElseThrow());
        }
    }
}
