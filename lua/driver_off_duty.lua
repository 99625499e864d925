-- A driver ends his shift; refused while he carries an order. His position is forgotten.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] driver:{id}  KEYS[6] driver:{id}:orders  KEYS[7] drivers_locations  KEYS[8] drivers:last_seen
-- KEYS[9] drivers:status:disponible  KEYS[10] drivers:status:occupé  KEYS[11] drivers:status:hors_ligne
-- KEYS[12] driver:{id}:stats  KEYS[13] driver:{id}:regions
-- ARGV[5] driver id
-- Replies {0, seq, 0}; -2 unknown driver, -5 off duty already, -7 he carries orders,
-- -9 operation reused. Event: driver_off_duty.
--- @include operation

local before = answered()
if before then return before end

local status = redis.call('HGET', KEYS[5], 'status')
if not status then return { -2, 'driver', ARGV[5] } end
if status == 'hors_ligne' then return { -5, 'driver', ARGV[5] } end
local load = redis.call('SCARD', KEYS[6])
if load > 0 then return { -7, 'driver', ARGV[5], 'load', tostring(load) } end

redis.call('HSET', KEYS[5], 'status', 'hors_ligne')
redis.call('ZREM', KEYS[7], ARGV[5])
redis.call('ZREM', KEYS[8], ARGV[5])
redis.call('SREM', KEYS[9], ARGV[5])
redis.call('SREM', KEYS[10], ARGV[5])
redis.call('SADD', KEYS[11], ARGV[5])
return finish({ type = 'driver_off_duty', record = driver_record(KEYS[5], KEYS[12], KEYS[13]), driver = ARGV[5] })
