package io.offerwallet.jobs;

import io.offerwallet.redis.Script;

/**
 * The steps of a job in Redis, each of which happens as a whole. Keys: the job's hash, the stream of its chunks, the list of
 * refused rows, the stream of what was buried; all of one hash tag. Times are in milliseconds of Redis' own clock.
 */
final class JobScripts {

    /** The group of all processes, among which each chunk is given to one. */
    private static final String GROUP = "workers";

    /** How often the pace is looked at, in milliseconds. */
    private static final int PACE = 10_000;

    private static final String COMMON = """
            local job, work, rows, dead = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local function get(field) return redis.call('HGET', job, field) end
            local function number(field) return tonumber(get(field) or '0') end
            local function over(state)
              return state == 'done' or state == 'cancelled' or state == 'expired' or state == 'failed'
            end
            local function finish(state, keptFor)
              redis.call('HSET', job, 'state', state, 'finished_at', string.format('%.0f', now))
              redis.call('DEL', work)
              for _, key in ipairs({job, rows, dead}) do
                redis.call('PEXPIRE', key, keptFor)
              end
            end
            local function counted(token, done, failed)
              redis.call('XACK', work, '%GROUP%', token)
              redis.call('XDEL', work, token)
              redis.call('HINCRBY', job, 'done', done)
              redis.call('HINCRBY', job, 'failed', failed)
              if now - number('mark_at') >= %PACE% then
                redis.call('HSET', job, 'before_at', get('mark_at') or now, 'before_items', get('mark_items') or 0,
                    'mark_at', string.format('%.0f', now), 'mark_items', number('done') + number('failed'))
              end
            end
            """.replace("%GROUP%", GROUP).replace("%PACE%", Integer.toString(PACE));

    /** ARGV: how long it is kept if nothing more comes in, pairs of fields. */
    static final Script CREATE = of("""
            redis.call('HSET', job, 'state', 'receiving', 'created_at', string.format('%.0f', now),
                'touched_at', string.format('%.0f', now), unpack(ARGV, 2))
            redis.call('PEXPIRE', job, ARGV[1])
            return 1
            """);

    /**
     * ARGV: number, items, accepted, refused, packed items, most examples, how long it is kept if nothing more comes in, pairs
     * of line and reason.
     */
    static final Script APPEND = of("""
            if get('state') ~= 'receiving' then
              return 0
            end
            if number('chunks') > tonumber(ARGV[1]) then
              return 1
            end
            if tonumber(ARGV[2]) > 0 then
              redis.call('XADD', work, '*', 'items', ARGV[5], 'count', ARGV[2])
            end
            redis.call('HINCRBY', job, 'chunks', 1)
            redis.call('HINCRBY', job, 'total', ARGV[2])
            redis.call('HINCRBY', job, 'accepted', ARGV[3])
            redis.call('HINCRBY', job, 'refused', ARGV[4])
            redis.call('HSET', job, 'touched_at', string.format('%.0f', now))
            local room = tonumber(ARGV[6]) - redis.call('LLEN', rows)
            for i = 8, #ARGV - 1, 2 do
              if room > 0 then
                redis.call('RPUSH', rows, ARGV[i] .. ' ' .. ARGV[i + 1])
                room = room - 1
              end
            end
            for _, key in ipairs({job, work, rows}) do
              redis.call('PEXPIRE', key, ARGV[7])
            end
            return 1
            """);

    /** ARGV: how long it is kept. */
    static final Script START = of("""
            if get('state') ~= 'receiving' then
              return 0
            end
            if redis.call('XLEN', work) == 0 then
              finish('done', ARGV[1])
            else
              redis.call('XGROUP', 'CREATE', work, '%GROUP%', '0')
              redis.call('HSET', job, 'state', 'waiting')
              for _, key in ipairs({job, work, rows}) do
                redis.call('PERSIST', key)
              end
            end
            return 1
            """);

    /** ARGV: state, how long it is kept. */
    static final Script END = of("""
            local state = get('state')
            if not state or over(state) then
              return 0
            end
            finish(ARGV[1], ARGV[2])
            return 1
            """);

    /**
     * ARGV: process, lease, most deliveries, longest silence, how long it is kept, the word for what is buried. Gives {@code
     * {'work', token, items}}, {@code {'buried', count}}, {@code {'later'}} or {@code {'ended'}}.
     */
    static final Script CLAIM = of("""
            local state = get('state')
            if not state or over(state) then
              return {'ended'}
            end
            if state == 'receiving' then
              if now - number('touched_at') < tonumber(ARGV[4]) then
                return {'later'}
              end
              finish('failed', ARGV[5])
              return {'ended'}
            end
            local deadline = number('deadline')
            if deadline > 0 and now >= deadline then
              finish('expired', ARGV[5])
              return {'ended'}
            end
            if now < number('not_before') then
              return {'later'}
            end
            local found = redis.call('XAUTOCLAIM', work, '%GROUP%', ARGV[1], ARGV[2], '0-0', 'COUNT', 1)[2][1]
            if found then
              local token = found[1]
              local deliveries = redis.call('XPENDING', work, '%GROUP%', token, token, 1)[1][4]
              if deliveries > tonumber(ARGV[3]) then
                local count = found[2][4]
                redis.call('XADD', dead, '*', unpack(found[2]))
                redis.call('HINCRBY', job, 'outcome:' .. ARGV[6], count)
                counted(token, 0, count)
                if redis.call('XLEN', work) == 0 then
                  finish('done', ARGV[5])
                end
                return {'buried', count}
              end
            else
              local news = redis.call('XREADGROUP', 'GROUP', '%GROUP%', ARGV[1], 'COUNT', 1, 'STREAMS', work, '>')
              found = news and news[1][2][1]
            end
            if not found then
              return {'later'}
            end
            if state == 'waiting' then
              redis.call('HSET', job, 'state', 'running', 'mark_at', string.format('%.0f', now), 'mark_items', 0)
            end
            return {'work', found[1], found[2][2]}
            """);

    /** ARGV: token, process. */
    static final Script RENEW = of("""
            if get('state') ~= 'running' then
              return 0
            end
            local pending = redis.call('XPENDING', work, '%GROUP%', ARGV[1], ARGV[1], 1)[1]
            if not pending or pending[2] ~= ARGV[2] then
              return 0
            end
            redis.call('XCLAIM', work, '%GROUP%', ARGV[2], 0, ARGV[1], 'IDLE', 0, 'JUSTID')
            return 1
            """);

    /** ARGV: token, done, failed, how long it is kept, pairs of word and count. */
    static final Script DONE = of("""
            if get('state') ~= 'running' or not redis.call('XPENDING', work, '%GROUP%', ARGV[1], ARGV[1], 1)[1] then
              return 0
            end
            for i = 5, #ARGV - 1, 2 do
              redis.call('HINCRBY', job, 'outcome:' .. ARGV[i], ARGV[i + 1])
            end
            counted(ARGV[1], ARGV[2], ARGV[3])
            if redis.call('XLEN', work) == 0 then
              finish('done', ARGV[4])
            end
            return 1
            """);

    /** Gives the job's fields, its refused rows, and Redis' time. */
    static final Script FIND = of("""
            return {redis.call('HGETALL', job), redis.call('LRANGE', rows, 0, -1), now}
            """);

    private JobScripts() {}

    private static Script of(String lua) {
        return new Script(COMMON + lua.replace("%GROUP%", GROUP));
    }
}
