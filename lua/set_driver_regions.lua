-- Says where a driver works: these regions and no others.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] driver:{id}  KEYS[6] driver:{id}:regions  KEYS[7] driver:{id}:stats
-- KEYS[8..] region:{region}:drivers, of the regions as the caller read them, then of the new ones
-- ARGV[5] driver id  ARGV[6] how many regions he had  ARGV[7..] those, then the new ones
-- Replies {0, seq, 0}; -2 unknown driver, -8 other regions by now (read again), -9 operation reused.
-- Event: driver_regions.
--- @include operation

local before = answered()
if before then return before end

if redis.call('EXISTS', KEYS[5]) == 0 then return { -2, 'driver', ARGV[5] } end
local had = tonumber(ARGV[6])
if redis.call('SCARD', KEYS[6]) ~= had then return { -8 } end
for i = 1, had do
  if redis.call('SISMEMBER', KEYS[6], ARGV[6 + i]) == 0 then return { -8 } end
end

for i = 1, had do redis.call('SREM', KEYS[7 + i], ARGV[5]) end
redis.call('DEL', KEYS[6])
for i = had + 1, #ARGV - 6 do
  redis.call('SADD', KEYS[7 + i], ARGV[5])
  redis.call('SADD', KEYS[6], ARGV[6 + i])
end
redis.call('HSET', KEYS[5], 'region', ARGV[7 + had])
return finish({ type = 'driver_regions', record = driver_record(KEYS[5], KEYS[7], KEYS[6]), driver = ARGV[5] })
