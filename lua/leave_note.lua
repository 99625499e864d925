-- Leaves a note for the dispatcher who comes next.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] notes
-- ARGV[5] the text  ARGV[6] ms that a note is kept
-- Replies {0, seq, 0}; -9 operation reused. Event: note_left.
--- @include operation

local before = answered()
if before then return before end

local record = { text = ARGV[5] }
redis.call('ZADD', KEYS[5], tonumber(now), cjson.encode({ at = now, by = ARGV[3], text = ARGV[5] }))
redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', tonumber(now) - tonumber(ARGV[6]))
return finish({ type = 'note_left', record = record })
