-- The driver has the food in hand.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:assignée  KEYS[7] orders:status:récupérée
-- ARGV[5] order id  ARGV[6] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 not assigned, -9 operation reused, -11 the order moved on since the caller saw it.
-- Event: order_picked_up.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'driver_id', 'version')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[6], order[3], order[1])
if moved then return moved end
if order[1] ~= 'assignée' then return wrong_status(KEYS[5]) end

local version = set_status(KEYS[5], 'pick_up', 'récupérée', 'picked_up_at', now)
redis.call('SREM', KEYS[6], ARGV[5])
redis.call('SADD', KEYS[7], ARGV[5])
return finish({ type = 'order_picked_up', key = KEYS[5], order = ARGV[5], driver = order[2], version = version, status = 'récupérée' })
