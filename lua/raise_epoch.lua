-- Raises the epoch when Redis turned out to be older than MongoDB's checkpoint.
-- KEYS[1] epoch
-- ARGV[1] the epoch the caller read  ARGV[2] the new one
-- Replies {0}; -8 another worker was first (read again).
if tonumber(redis.call('GET', KEYS[1]) or '0') ~= tonumber(ARGV[1]) then return { -8 } end
redis.call('SET', KEYS[1], ARGV[2])
return { 0 }
