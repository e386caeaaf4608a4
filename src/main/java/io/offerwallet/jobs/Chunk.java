package io.offerwallet.jobs;

import io.offerwallet.jobs.Job.RefusedRow;
import java.util.List;

/**
 * Some items of a job that are kept, and carried out, together, and what came in with them.
 *
 * @param number counted from 0: a chunk that comes twice is taken once
 * @param packed the items, see {@link PackedItems}
 * @param accepted how many rows they were in
 * @param refused the rows that weren't understood since the chunk before
 * @param refusedRows some of those
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are shared, never compared.
record Chunk(long number, byte[] packed, int items, int accepted, long refused, List<RefusedRow> refusedRows) {

    Chunk {
        refusedRows = List.copyOf(refusedRows);
    }
}
