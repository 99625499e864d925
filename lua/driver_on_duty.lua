-- A driver begins his shift. Without a position he is nobody's candidate until his first move.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] driver:{id}  KEYS[6] drivers_locations  KEYS[7] drivers:last_seen
-- KEYS[8] drivers:status:disponible  KEYS[9] drivers:status:hors_ligne
-- KEYS[10] driver:{id}:stats  KEYS[11] driver:{id}:regions
-- ARGV[5] driver id  ARGV[6] longitude or ''  ARGV[7] latitude or ''
-- Replies {0, seq, 0}; -2 unknown driver, -3 on duty already, -9 operation reused.
-- Event: driver_on_duty.
--- @include operation

local before = answered()
if before then return before end

local status = redis.call('HGET', KEYS[5], 'status')
if not status then return { -2, 'driver', ARGV[5] } end
if status ~= 'hors_ligne' then return { -3, 'status', status, 'driver', ARGV[5] } end

redis.call('HSET', KEYS[5], 'status', 'disponible')
redis.call('SREM', KEYS[9], ARGV[5])
redis.call('SADD', KEYS[8], ARGV[5])
if ARGV[6] ~= '' then redis.call('GEOADD', KEYS[6], ARGV[6], ARGV[7], ARGV[5]) end
-- Also without a position: who never sends one is silent from here on.
redis.call('ZADD', KEYS[7], now, ARGV[5])
return finish({ type = 'driver_on_duty', record = driver_record(KEYS[5], KEYS[10], KEYS[11]), driver = ARGV[5] })
