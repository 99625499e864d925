-- Takes an assigned order back from its driver: it waits again, with its old place in the queue. The
-- dispatch engine does not give it to him again, unless this is an undo.
-- Of more than a hundred refused for one order the oldest go.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:assignée  KEYS[7] orders:status:en_attente
-- KEYS[8] orders:waiting  KEYS[9] assignment:{order}  KEYS[10] driver:{id}  KEYS[11] driver:{id}:orders
-- KEYS[12] driver:{id}:stats  KEYS[13] drivers:status:disponible  KEYS[14] drivers:status:occupé
-- ARGV[5] order id  ARGV[6] driver id as the caller read it  ARGV[7] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 not assigned, -8 another driver has it by now (read
-- again), -9 operation reused, -11 the order moved on since the caller saw it. Event: order_unassigned.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'version', 'driver_id', 'created_at', 'refused_drivers')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[7], order[2], order[1])
if moved then return moved end
if order[1] ~= 'assignée' then return wrong_status(KEYS[5]) end
if (order[3] or '') ~= ARGV[6] then return { -8 } end

redis.call('HDEL', KEYS[5], 'driver_id', 'driver_name', 'assigned_at', 'strategy')
if ARGV[4] ~= 'undo' and ARGV[6] ~= '' then
  redis.call('HSET', KEYS[5], 'refused_drivers', with(order[5], ARGV[6]))
end
local version = set_status(KEYS[5], 'unassign', 'en_attente', 'previous_driver', ARGV[6])
requeue(ARGV[5], ARGV[6], order[4])
return finish({ type = 'order_unassigned', key = KEYS[5], order = ARGV[5], driver = ARGV[6], version = version, status = 'en_attente' })
