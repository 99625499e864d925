-- Adds a driver: on duty where he stands, or off duty when no position is given.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] driver:{id}  KEYS[6] drivers:all  KEYS[7] drivers:ratings  KEYS[8] driver:{id}:regions
-- KEYS[9] drivers_locations  KEYS[10] drivers:last_seen
-- KEYS[11] drivers:status:disponible  KEYS[12] drivers:status:hors_ligne
-- KEYS[13] driver:{id}:stats  KEYS[14..] region:{region}:drivers, one a region
-- ARGV[5] driver id  ARGV[6] rating  ARGV[7] longitude or ''  ARGV[8] latitude or ''
-- ARGV[9] how many customers' ratings that rating is the mean of
-- ARGV[10] number of regions, ARGV[11..] the regions, then field, value, … of his hash
-- Replies {0, seq, 0}; -9 operation reused, -10 the id exists. Event: driver_added.
--- @include operation

local before = answered()
if before then return before end
if redis.call('EXISTS', KEYS[5]) == 1 then return { -10, 'driver', ARGV[5] } end

local regions = tonumber(ARGV[10])
local on_duty = ARGV[7] ~= ''
redis.call('HSET', KEYS[5], 'rating', ARGV[6], 'status', on_duty and 'disponible' or 'hors_ligne',
  unpack(ARGV, 11 + regions))
if tonumber(ARGV[9]) > 0 then
  redis.call('HSET', KEYS[13], 'rating_count', ARGV[9],
    'rating_sum', string.format('%.0f', tonumber(ARGV[6]) * tonumber(ARGV[9])))
end
redis.call('SADD', KEYS[6], ARGV[5])
redis.call('ZADD', KEYS[7], ARGV[6], ARGV[5])
for i = 1, regions do
  redis.call('SADD', KEYS[8], ARGV[10 + i])
  redis.call('SADD', KEYS[13 + i], ARGV[5])
end
if on_duty then
  redis.call('GEOADD', KEYS[9], ARGV[7], ARGV[8], ARGV[5])
  redis.call('ZADD', KEYS[10], now, ARGV[5])
  redis.call('SADD', KEYS[11], ARGV[5])
else
  redis.call('SADD', KEYS[12], ARGV[5])
end
return finish({ type = 'driver_added', record = driver_record(KEYS[5], KEYS[13], KEYS[8]), driver = ARGV[5] })
