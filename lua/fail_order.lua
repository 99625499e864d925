-- A delivery that did not succeed: the order waits again, with its old place and one attempt more.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:{the status the caller read}  KEYS[7] orders:status:en_attente
-- KEYS[8] orders:waiting  KEYS[9] assignment:{order}  KEYS[10] driver:{id}  KEYS[11] driver:{id}:orders
-- KEYS[12] driver:{id}:stats  KEYS[13] drivers:status:disponible  KEYS[14] drivers:status:occupé
-- ARGV[4] the reason  ARGV[5] order id  ARGV[6] status as the caller read it  ARGV[7] driver id
-- ARGV[8] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 nobody carries it, -8 status or driver are others by
-- now (read again), -9 operation reused, -11 the order moved on since the caller saw it. Event: order_failed.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'driver_id', 'created_at', 'attempts', 'version')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[8], order[5], order[1])
if moved then return moved end
if order[1] ~= 'assignée' and order[1] ~= 'récupérée' then return wrong_status(KEYS[5]) end
if order[1] ~= ARGV[6] or (order[2] or '') ~= ARGV[7] then return { -8 } end

redis.call('HDEL', KEYS[5], 'driver_id', 'driver_name', 'assigned_at', 'picked_up_at', 'strategy')
local version = set_status(KEYS[5], 'fail', 'en_attente', 'failed_at', now, 'fail_reason', ARGV[4],
  'attempts', string.format('%.0f', (tonumber(order[4]) or 0) + 1))
requeue(ARGV[5], ARGV[7], order[3])
return finish({ type = 'order_failed', key = KEYS[5], order = ARGV[5], driver = ARGV[7], version = version, status = 'en_attente' })
