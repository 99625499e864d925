-- Drops a finished order that MongoDB has. No event: nothing happened to it.
-- KEYS[1] order:{id}  KEYS[2] orders:status:{its status}  KEYS[3] orders:finished  KEYS[4] assignment:{order}
-- ARGV[1] order id  ARGV[2] status  ARGV[3] the version that MongoDB has
-- Replies {0}; -8 it changed since (read again).
local order = redis.call('HMGET', KEYS[1], 'status', 'version')
if order[1] and (order[1] ~= ARGV[2] or tonumber(order[2] or '0') > tonumber(ARGV[3])) then return { -8 } end

redis.call('DEL', KEYS[1], KEYS[4])
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return { 0 }
