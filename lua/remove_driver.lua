-- Removes a driver who carries nothing. What he delivered keeps his name.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] driver:{id}  KEYS[6] drivers:all  KEYS[7] drivers:ratings  KEYS[8] driver:{id}:regions
-- KEYS[9] drivers_locations  KEYS[10] drivers:last_seen  KEYS[11] drivers:status:disponible
-- KEYS[12] drivers:status:occupé  KEYS[13] drivers:status:hors_ligne  KEYS[14] driver:{id}:orders
-- KEYS[15] driver:{id}:stats  KEYS[16] driver:{id}:track  KEYS[17] cache:top_drivers
-- KEYS[18..] region:{region}:drivers of the regions as the caller read them
-- ARGV[5] driver id  ARGV[6..] those regions
-- Replies {0, seq, 0}; -2 unknown driver, -7 he carries orders, -8 other regions by now (read again),
-- -9 operation reused. Event: driver_removed.
--- @include operation

local before = answered()
if before then return before end

if redis.call('EXISTS', KEYS[5]) == 0 then return { -2, 'driver', ARGV[5] } end
local load = redis.call('SCARD', KEYS[14])
if load > 0 then return { -7, 'driver', ARGV[5], 'load', tostring(load) } end
if redis.call('SCARD', KEYS[8]) ~= #ARGV - 5 then return { -8 } end
for i = 6, #ARGV do
  if redis.call('SISMEMBER', KEYS[8], ARGV[i]) == 0 then return { -8 } end
end

redis.call('HSET', KEYS[5], 'removed_at', now)
local reply = finish({ type = 'driver_removed', record = driver_record(KEYS[5], KEYS[15], KEYS[8]), driver = ARGV[5] })
redis.call('DEL', KEYS[5], KEYS[8], KEYS[15], KEYS[16], KEYS[17])
redis.call('SREM', KEYS[6], ARGV[5])
for i = 11, 13 do redis.call('SREM', KEYS[i], ARGV[5]) end
for _, i in ipairs({ 7, 9, 10 }) do redis.call('ZREM', KEYS[i], ARGV[5]) end
for i = 18, #KEYS do redis.call('SREM', KEYS[i], ARGV[5]) end
return reply
