-- Cancels an order that is not delivered yet.
-- KEYS[1..4] see include/operation.lua
-- KEYS[5] order:{id}  KEYS[6] orders:status:{the status the caller read}  KEYS[7] orders:status:annulée
-- KEYS[8] orders:waiting  KEYS[9] orders:due  KEYS[10] orders:finished  KEYS[11] assignment:{order}
-- with a driver also: KEYS[12] driver:{id}  KEYS[13] driver:{id}:orders  KEYS[14] driver:{id}:stats
-- KEYS[15] drivers:status:disponible  KEYS[16] drivers:status:occupé
-- ARGV[4] the reason  ARGV[5] order id  ARGV[6] status as the caller read it  ARGV[7] driver id, or ''
-- ARGV[8] the version the caller saw, or ''
-- Replies {0, seq, version}; -1 unknown order, -3 delivered or cancelled already, -8 status or driver
-- are others by now (read again), -9 operation reused, -11 the order moved on since the caller saw it. Event: order_cancelled.
--- @include operation
--- @include order

local before = answered()
if before then return before end

local order = redis.call('HMGET', KEYS[5], 'status', 'driver_id', 'version')
if not order[1] then return { -1, 'order', ARGV[5] } end
local moved = moved_on(KEYS[5], ARGV[5], ARGV[8], order[3], order[1])
if moved then return moved end
if order[1] == 'livrée' or order[1] == 'annulée' then return wrong_status(KEYS[5]) end
if order[1] ~= ARGV[6] or (order[2] or '') ~= ARGV[7] then return { -8 } end

local version = set_status(KEYS[5], 'cancel', 'annulée', 'cancelled_at', now, 'cancel_reason', ARGV[4])
redis.call('SREM', KEYS[6], ARGV[5])
redis.call('SADD', KEYS[7], ARGV[5])
redis.call('ZREM', KEYS[8], ARGV[5])
redis.call('ZREM', KEYS[9], ARGV[5])
redis.call('ZADD', KEYS[10], now, ARGV[5])
redis.call('DEL', KEYS[11])
if ARGV[7] ~= '' then
  release(ARGV[5], KEYS[12], KEYS[13], KEYS[14], KEYS[15], KEYS[16], ARGV[7])
end
return finish({ type = 'order_cancelled', key = KEYS[5], order = ARGV[5], driver = ARGV[7], version = version, status = 'annulée' })
