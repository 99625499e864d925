-- Puts a driver back as MongoDB has him, where Redis has none. His position comes with his next move.
-- KEYS[1] driver:{id}  KEYS[2] drivers:all  KEYS[3] drivers:ratings  KEYS[4] driver:{id}:stats
-- KEYS[5] driver:{id}:regions  KEYS[6] drivers:status:{his status}  KEYS[7..] region:{region}:drivers
-- ARGV[1] driver id  ARGV[2] rating  ARGV[3] how many fields of his stats, then field, value, …
-- then how many regions, the regions, then field, value, … of his hash
-- Replies {0}; -10 he is there.
if redis.call('EXISTS', KEYS[1]) == 1 then return { -10, 'driver', ARGV[1] } end

local at = 4
local stats = tonumber(ARGV[3]) * 2
if stats > 0 then redis.call('HSET', KEYS[4], unpack(ARGV, at, at + stats - 1)) end
at = at + stats
local regions = tonumber(ARGV[at])
for i = 1, regions do
  redis.call('SADD', KEYS[5], ARGV[at + i])
  redis.call('SADD', KEYS[6 + i], ARGV[1])
end
redis.call('HSET', KEYS[1], 'rating', ARGV[2], unpack(ARGV, at + regions + 1))
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
redis.call('SADD', KEYS[6], ARGV[1])
return { 0 }
