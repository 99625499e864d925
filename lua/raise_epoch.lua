-- Raises the epoch when Redis turned out to be older than MongoDB's checkpoint, or is filled from MongoDB.
-- KEYS[1] epoch  KEYS[2] events:seq
-- ARGV[1] the epoch the caller read  ARGV[2] the new one  ARGV[3] the least that seq is to be, 0: as it is
-- Replies {0}; -8 another worker was first (read again).
if tonumber(redis.call('GET', KEYS[1]) or '0') ~= tonumber(ARGV[1]) then return { -8 } end
redis.call('SET', KEYS[1], ARGV[2])
if tonumber(redis.call('GET', KEYS[2]) or '0') < tonumber(ARGV[3]) then redis.call('SET', KEYS[2], ARGV[3]) end
return { 0 }
