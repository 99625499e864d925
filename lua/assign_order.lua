-- Gives a waiting order to a driver.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:en_attente  KEYS[7] orders:status:assignée
-- KEYS[8] orders:waiting  KEYS[9] assignment:{order}  KEYS[10] driver:{id}  KEYS[11] driver:{id}:orders
-- KEYS[12] driver:{id}:stats  KEYS[13] driver:{id}:regions
-- KEYS[14] drivers:status:disponible  KEYS[15] drivers:status:occupé
-- ARGV[5] order id  ARGV[6] driver id  ARGV[7] the version the caller saw, or ''
-- ARGV[8] capacity of a driver whose hash names none
-- Replies {0, seq, version}; -1 unknown order, -2 unknown driver, -3 not waiting, -4 driver full,
-- -5 driver off duty, -6 he does not work in the order's region, -9 operation reused,
-- -11 the order moved on since the caller saw it. Event: order_assigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'version', 'region')
if not order[1] then return { -1, 'order', ARGV[5] } end
if order[1] ~= 'en_attente' then return wrong_status(KEYS[5]) end
if ARGV[7] ~= '' and ARGV[7] ~= (order[2] or '0') then
  return { -11, 'order', ARGV[5], 'version', order[2] or '0' }
end

local driver = redis.call('HMGET', KEYS[10], 'name', 'status', 'capacity')
if not driver[2] then return { -2, 'driver', ARGV[6] } end
if driver[2] == 'hors_ligne' then return { -5, 'driver', ARGV[6] } end
local load = redis.call('SCARD', KEYS[11])
local capacity = tonumber(driver[3]) or tonumber(ARGV[8])
if load >= capacity then
  return { -4, 'driver', ARGV[6], 'load', tostring(load), 'capacity', tostring(capacity) }
end
local region = order[3] or ''
if region ~= '' and redis.call('SISMEMBER', KEYS[13], region) == 0 then
  return { -6, 'driver', ARGV[6], 'region', region }
end

local version = set_status(KEYS[5], 'assignée', 'driver_id', ARGV[6],
  'driver_name', driver[1] or ARGV[6], 'assigned_at', now, 'strategy', ARGV[4])
redis.call('SREM', KEYS[6], ARGV[5])
redis.call('SADD', KEYS[7], ARGV[5])
redis.call('ZREM', KEYS[8], ARGV[5])
redis.call('SET', KEYS[9], ARGV[6])
redis.call('SADD', KEYS[11], ARGV[5])
redis.call('HINCRBY', KEYS[12], 'deliveries_in_progress', 1)
redis.call('HSET', KEYS[10], 'status', 'occupé')
redis.call('SREM', KEYS[14], ARGV[6])
redis.call('SADD', KEYS[15], ARGV[6])
return finish({ type = 'order_assigned', key = KEYS[5], order = ARGV[5], driver = ARGV[6], version = version, status = 'assignée' })
